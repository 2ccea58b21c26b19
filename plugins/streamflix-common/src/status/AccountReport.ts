/**
 * Whether an account has one of the things that environments need. `unknown`: it could not be read.
 *
 * @public
 */
export type AccountFindingState = 'ok' | 'warning' | 'failed' | 'unknown';

/**
 * One thing that environments need of an account.
 *
 * @public
 */
export interface AccountFinding {
  /** Stable, such as `api-log-role`. */
  id: string;
  title: string;
  state: AccountFindingState;
  message: string;
  /** The shell command that corrects it, if there is one. */
  fix?: string;
}

/**
 * `GET /api/streamflix/accounts/:account/:region`: what an account and region lacks before its next environments.
 *
 * @public
 */
export interface AccountReport {
  account: string;
  region: string;
  /** The number of further environments it was checked for. */
  environments: number;
  findings: AccountFinding[];
  localAws: boolean;
  /** ISO 8601. */
  checkedAt: string;
}
