import type { JsonObject } from '@backstage/types';
import type { EnvironmentInput } from '@streamflix/backstage-plugin-streamflix-common';
import type {
  DeploymentOutcome,
  DestructionOutcome,
} from '@streamflix/backstage-plugin-streamflix-node';
import type { Fault } from '@streamflix/local-aws';

/**
 * How an attempt ends: as an outcome of the engine; `refused` with nothing touched; `no-aws` when AWS could not be used;
 * `planned` when nothing more was asked for; `broken-off` when a task of the portal ended in words that are no ending of ours.
 */
export type Ending =
  | DeploymentOutcome['outcome']
  | DestructionOutcome['outcome']
  | 'refused'
  | 'no-aws'
  | 'planned'
  | 'broken-off';

/**
 * When something happens besides: with the n-th line of progress, notice, or call AWS hears (`cloudformation:ExecuteChangeSet`)
 * that fits; or between plan and deployment.
 */
export type Moment =
  | { line: RegExp; nth?: number }
  | { notice: RegExp; nth?: number }
  | { call: RegExp; nth?: number }
  | 'planned';

/** What happens besides: the person changes their mind, or faults begin. */
export type Deed = 'cancel' | { faults: readonly Fault[] };

/** Dies at a call of CloudFormation, by SIGKILL: before AWS has done it, or after, and before the answer is heard. */
export interface Death {
  /** Calls of the operation that count; all when missing. */
  of?: RegExp;
  /** It is a call between this one, the first when missing, */
  from?: number;
  /** and this one, by the seed. */
  within: number;
  /** AWS does what it was told; by the seed when missing. */
  heard?: boolean;
}

/** One thing a person asks for, what goes wrong meanwhile, and what has to come of it. */
export interface Attempt {
  do: 'create' | 'change' | 'destroy' | 'plan';
  /** Besides, or instead of, the scenario's usual environment. */
  input?: Partial<EnvironmentInput>;
  /** An earlier attempt's token asks for that very operation again. */
  token?: string;
  allowDataLoss?: readonly string[];
  skipResources?: readonly string[];
  retain?: readonly string[];
  /** What a person typed before destroying; only the portal asks. */
  confirmation?: string;
  /** Who asks, as the portal knows them; whoever has the credentials, as in the terminal, when missing. */
  requester?: { userRef: string; owns: readonly string[] };
  /** Aborting only stops following. */
  onAbort?: 'leave';
  /** Of `streamflix:`, besides the usual. */
  settings?: JsonObject;
  /** In force from its beginning to its end. */
  faults?: readonly Fault[];
  besides?: readonly { at: Moment; do: Deed }[];
  /** Asked for at the same moment. */
  rival?: Attempt;
  /** The backend is killed; attempts with a death go through the portal. */
  death?: Death;

  ends: Ending;
  /** Status of the stack afterwards; `absent` when there is none. */
  stack: string;
  /** What a person reads at the end has all of this, besides what they always read; needed where `usual` words have none. */
  says?: readonly RegExp[];
  /** What a person is told meanwhile; each fits a notice of its own, in this order. */
  notices?: readonly RegExp[];
  /** AWS did more than was told: nobody followed it to its end, or it was another's doing. */
  untold?: true;
  /** All that happened since the attempt before began is told again, from its beginning. */
  retold?: true;
  /** Nobody may take the plan back that was made. */
  leavesPlan?: true;
  /** Each fault of the attempt struck, also those that began besides, unless it says they need not. */
  mayMiss?: true;
}

/** One row of the matrix. */
export interface Scenario {
  /** A sentence a user would agree with. */
  name: string;
  operation: 'create' | 'change' | 'destroy';
  /** `portal`: through a real backend in a process of its own. */
  through?: 'portal';
  /** Simulated seconds in one real second; 6000 when missing. */
  speed?: number;
  /** Credentials from a process, which gives others each time it is run, instead of a long-term key. */
  renewable?: true;
  /** Secrets that exist besides those of local AWS. */
  secrets?: readonly string[];
  /** Resources that exist, in a stack that is somebody else's. */
  resources?: readonly { type: string; properties: JsonObject }[];
  /** Buckets that exist. */
  buckets?: readonly string[];
  /** The last one is what the row is about; those before lead to it, and are judged all the same. */
  attempts: readonly Attempt[];
  /** Resources stay though no stack has them any more. */
  leavesBehind?: true;
  /** A database makes a password for itself. */
  makesSecret?: true;
}

/** Rows that belong together. */
export interface Family {
  name: string;
  scenarios: readonly Scenario[];
}
