import type {
  AccountFinding,
  Health,
} from '@streamflix/backstage-plugin-streamflix-common';
import {
  AwsError,
  type DeploymentOutcome,
  type DestructionOutcome,
  RefusedError,
} from '@streamflix/backstage-plugin-streamflix-node';

type Outcome = DeploymentOutcome['outcome'] | DestructionOutcome['outcome'];

const byOutcome: Record<Outcome, number> = {
  created: 0,
  updated: 0,
  unchanged: 0,
  destroyed: 0,
  absent: 0,
  'rolled-back': 2,
  failed: 2,
  cancelled: 3,
  'needs-attention': 4,
};

const byHealth: Record<Health, number> = {
  healthy: 0,
  deploying: 0,
  absent: 1,
  degraded: 4,
  failing: 4,
  unknown: 5,
};

export const exitCodeOf = (outcome: Outcome) => byOutcome[outcome];

export const exitCodeOfHealth = (health: Health) => byHealth[health];

/** The exit code of `doctor`. */
export function exitCodeOfFindings(
  findings: readonly AccountFinding[],
): number {
  const has = (state: AccountFinding['state']) =>
    findings.some(finding => finding.state === state);
  if (has('failed')) return 4;
  return has('unknown') ? 5 : 0;
}

export function exitCodeOfError(error: unknown): number {
  if (error instanceof AwsError) return 5;
  if (
    error instanceof RefusedError ||
    (error instanceof Error && /^(Input|NotFound)Error$/.test(error.name))
  ) {
    return 1;
  }
  return error instanceof Error && error.name === 'AbortError' ? 3 : 6;
}
