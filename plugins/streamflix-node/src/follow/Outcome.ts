import type {
  EnvironmentRef,
  Explanation,
} from '@streamflix/backstage-plugin-streamflix-common';

interface Outcome<Word extends string> {
  outcome: Word;
  ref: EnvironmentRef;
  stackArn: string;
  /** CloudFormation's own word. */
  stackStatus: string;
  /** First cause, when it did not end well. */
  explanation?: Explanation;
  /** From the operation's first event to its last. */
  seconds: number;
  /** The outcome for the user, with what to do where something is to be done. */
  message: string;
}

/**
 * How a deployment ended. `rolled-back`: it failed, and everything is as it was before. `failed`: it failed and was not
 * undone. `cancelled`: somebody changed their mind; the sentence says what AWS did about it. `needs-attention`: a person
 * has to look at the stack.
 */
export interface DeploymentOutcome
  extends Outcome<
    | 'created'
    | 'updated'
    | 'unchanged'
    | 'rolled-back'
    | 'failed'
    | 'cancelled'
    | 'needs-attention'
  > {
  /** Every output of the stack, by the names of `stackOutputs`. */
  outputs: Record<string, string>;
}

/** How a destruction ended. `absent`: there was nothing to destroy. `failed`: AWS could not delete all of it. */
export type DestructionOutcome = Outcome<
  'destroyed' | 'absent' | 'failed' | 'cancelled' | 'needs-attention'
>;
