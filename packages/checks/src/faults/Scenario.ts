import type { JsonObject } from '@backstage/types';
import type { EnvironmentInput } from '@streamflix/backstage-plugin-streamflix-common';
import type {
  DeploymentOutcome,
  DestructionOutcome,
} from '@streamflix/backstage-plugin-streamflix-node';
import type { Fault } from '@streamflix/local-aws';

/**
 * The outcome of an attempt: an outcome of the engine; `refused` without any change; `no-aws` when AWS could not be used;
 * `planned` when only a plan was requested; `broken-off` when a portal task ended with an unknown message.
 */
export type AttemptOutcome =
  | DeploymentOutcome['outcome']
  | DestructionOutcome['outcome']
  | 'refused'
  | 'no-aws'
  | 'planned'
  | 'broken-off';

/**
 * When an action runs during an attempt: at the n-th matching progress line, notice, or call that AWS receives
 * (`cloudformation:ExecuteChangeSet`); or between plan and deployment.
 */
export type Moment =
  | { line: RegExp; nth?: number }
  | { notice: RegExp; nth?: number }
  | { call: RegExp; nth?: number }
  | 'planned';

/** The action: the user cancels, or faults start. */
export type Action = 'cancel' | { faults: readonly Fault[] };

/** SIGKILL at a call of CloudFormation: before AWS has processed it, or after, but before the response is received. */
export interface Kill {
  /** The operations whose calls count; all when missing. */
  of?: RegExp;
  /** The first possible call; 1 when missing. */
  from?: number;
  /** The last possible call; the seed selects one. */
  within: number;
  /** Whether AWS processes the call; selected by the seed when missing. */
  processed?: boolean;
}

/** One request of a user, the failures during it, and its expected result. */
export interface Attempt {
  do: 'create' | 'change' | 'destroy' | 'plan';
  /** Overrides of the scenario's default environment. */
  input?: Partial<EnvironmentInput>;
  /** The token of an earlier attempt, to resume the same operation. */
  token?: string;
  allowDataLoss?: readonly string[];
  skipResources?: readonly string[];
  retain?: readonly string[];
  /** The confirmation that the user typed to destroy; required only in the portal. */
  confirmation?: string;
  /** The requester, as the portal knows it; when missing, the holder of the credentials, as in the terminal. */
  requester?: { userRef: string; owns: readonly string[] };
  /** Aborting only stops following the operation. */
  onAbort?: 'leave';
  /** Overrides of the default configuration in `streamflix:`. */
  settings?: JsonObject;
  /** Active for the whole attempt. */
  faults?: readonly Fault[];
  meanwhile?: readonly { at: Moment; do: Action }[];
  /** A second request at the same time. */
  concurrent?: Attempt;
  /** Kills the backend; such attempts use the portal. */
  kill?: Kill;

  expects: AttemptOutcome;
  /** Status of the stack afterwards; `absent` when it does not exist. */
  stack: string;
  /** Patterns of the final message, in addition to those in `usual`; required for outcomes missing there. */
  messages?: readonly RegExp[];
  /** Patterns of the notices, each for a different notice, in this order. */
  notices?: readonly RegExp[];
  /** AWS did more than was reported: the operation was not followed to its end, or was another requester's. */
  partlyReported?: true;
  /** Everything since the start of the previous attempt is reported again. */
  reportedAgain?: true;
  /** The plan may be left behind, because it cannot be deleted. */
  leavesPlan?: true;
  /** By default each fault of the attempt must strike, also those added during it; this turns the check off. */
  faultsAreOptional?: true;
}

/** One scenario of the matrix. */
export interface Scenario {
  /** A sentence that describes the scenario to a user. */
  name: string;
  operation: 'create' | 'change' | 'destroy';
  /** `portal`: through a real backend in its own process. */
  through?: 'portal';
  /** Simulated seconds in one real second; 6000 when missing. */
  speed?: number;
  /** Credentials from a process that returns new ones at each call, instead of a long-term key. */
  renewable?: true;
  /** Existing secrets, in addition to those of local AWS. */
  secrets?: readonly string[];
  /** Existing resources in a stack of another owner. */
  resources?: readonly { type: string; properties: JsonObject }[];
  /** Existing buckets. */
  buckets?: readonly string[];
  /** The last one is the subject of the scenario. The earlier ones prepare it and are checked too. */
  attempts: readonly Attempt[];
  /** Resources are retained without a stack. */
  leavesBehind?: true;
  /** A database generates a password. */
  makesSecret?: true;
}

/** Related scenarios. */
export interface Family {
  name: string;
  scenarios: readonly Scenario[];
}
