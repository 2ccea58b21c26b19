import type { Cleanup } from './Cleanup';

/** What every validator needs. */
export interface Tools {
  cleanup: Cleanup;
  python: string;
  /** File with the policies of an installation, which local AWS evaluates. */
  policies: string;
  /** Whether CloudFormation has a role of its own. */
  executionRole: boolean;
}
