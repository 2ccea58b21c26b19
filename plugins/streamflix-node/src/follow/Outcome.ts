import type {
  EnvironmentRef,
  Explanation,
} from '@streamflix/backstage-plugin-streamflix-common';

/**
 * What every finished operation reports.
 *
 * @public
 */
export interface OperationOutcome<Word extends string> {
  outcome: Word;
  ref: EnvironmentRef;
  stackArn: string;
  /** As CloudFormation reports it. */
  stackStatus: string;
  /** First cause, when the operation failed. */
  explanation?: Explanation;
  /** From the operation's first event to its last. */
  seconds: number;
  /** The outcome for the user, with what to do if necessary. */
  message: string;
}

/**
 * Outcome of a deployment. `rolled-back`: it failed, and the previous state is restored. `failed`: it failed and was not rolled
 * back. `cancelled`: a user cancelled it; the message describes what AWS did. `needs-attention`: an operator has to look at the
 * stack.
 *
 * @public
 */
export interface DeploymentOutcome
  extends OperationOutcome<
    | 'created'
    | 'updated'
    | 'unchanged'
    | 'rolled-back'
    | 'failed'
    | 'cancelled'
    | 'needs-attention'
  > {
  /** All outputs of the stack, by the names in `stackOutputs`. */
  outputs: Record<string, string>;
}

/**
 * Outcome of a destruction. `absent`: there was nothing to destroy. `failed`: AWS could not delete everything.
 *
 * @public
 */
export type DestructionOutcome = OperationOutcome<
  'destroyed' | 'absent' | 'failed' | 'cancelled' | 'needs-attention'
>;
