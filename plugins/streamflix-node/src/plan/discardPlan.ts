import type { EnvironmentRef } from '@streamflix/backstage-plugin-streamflix-common';
import type { AwsAccess } from '../aws/AwsAccess';
import { poll } from '../aws/poll';
import {
  operationId,
  type ChangeSetPurpose,
} from '../cloudformation/operationTokens';
import { StackWriter } from '../cloudformation/StackWriter';
import { UnexecutedChangeSet } from '../cloudformation/UnexecutedChangeSet';
import { describeStack } from '../cloudformation/describeStack';

/** Milliseconds CloudFormation may take to create the change set to be deleted. */
const creationLimit = 120_000;

/** Milliseconds CloudFormation may take to delete the stack of a change set, which has no resources. */
const deletionLimit = 60_000;

/**
 * Deletes the change set of a plan that will not be executed, and the stack that exists only for it. Does nothing when the plan
 * was executed.
 *
 * @param plan - with the token the plan was requested with
 * @public
 */
export async function discardPlan(
  access: AwsAccess,
  plan: { ref: EnvironmentRef; token: string; purpose: ChangeSetPurpose },
): Promise<void> {
  const { ref, token, purpose } = plan;
  await discardChangeSet(
    access,
    UnexecutedChangeSet.ofOperation(ref, operationId(token), purpose),
  );
}

/**
 * Deletes a change set. CloudFormation cannot delete one that it is still creating: this waits for it, even when the request was
 * cancelled.
 *
 * @throws the error of AWS when it takes more than two minutes
 */
export async function discardChangeSet(
  access: AwsAccess,
  changeSet: UnexecutedChangeSet,
): Promise<void> {
  const writer = new StackWriter(access);
  const { pollInterval } = access.settings;
  let busy: unknown;
  const isDiscarded = await poll(
    async () => {
      try {
        const stackArn = await writer.discardChangeSet(changeSet);
        if (stackArn) await awaitDeletion(access, changeSet.ref, stackArn);
        return true;
      } catch (error) {
        const isBusy =
          error instanceof Error && /^InvalidChangeSetStatus/.test(error.name);
        if (!isBusy) throw error;
        busy = error;
        return undefined;
      }
    },
    {
      first: pollInterval / 2,
      longest: 4 * pollInterval,
      limit: creationLimit,
    },
  );
  if (!isDiscarded) throw busy;
}

/** Waits for a deletion that AWS has accepted. */
async function awaitDeletion(
  access: AwsAccess,
  ref: EnvironmentRef,
  stackArn: string,
): Promise<void> {
  const { cloudFormation } = await access.clients(ref);
  const { pollInterval } = access.settings;
  await poll(
    async () => {
      const left = await describeStack(cloudFormation, stackArn);
      return !left || left.status === 'DELETE_COMPLETE' || undefined;
    },
    {
      first: pollInterval / 5,
      longest: 2 * pollInterval,
      limit: deletionLimit,
    },
  );
}
