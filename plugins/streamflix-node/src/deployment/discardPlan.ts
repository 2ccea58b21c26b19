import { setTimeout as sleep } from 'node:timers/promises';
import {
  DeleteStackCommand,
  ListChangeSetsCommand,
  type CloudFormationClient,
} from '@aws-sdk/client-cloudformation';
import { stackName } from '@streamflix/backstage-plugin-streamflix-common';
import type { AwsAccess } from '../AwsAccess';
import { translateAwsError } from '../AwsError';
import { deleteChangeSet, readChangeSet, type ChangeSetId } from './ChangeSet';
import { describeStack } from './describeStack';
import { operationTokens } from './operationTokens';
import type { Plan } from './Plan';

/**
 * Takes back a plan nobody will execute, so that it leaves nothing behind. A plan that was executed stays executed.
 *
 * @param plan - or the token it was asked for with, when whoever made it has died before telling of it
 */
export async function discardPlan(
  access: AwsAccess,
  plan: Pick<Plan, 'ref' | 'changeSetArn'> & { token?: string },
): Promise<void> {
  const { ref, changeSetArn, token } = plan;
  if (!changeSetArn && !token) return;
  const { cloudFormation } = await access.clients(ref);
  const name = stackName(ref.suffix);
  await translateAwsError(
    { action: 'cloudformation:DeleteChangeSet', ...ref },
    async () => {
      const id = changeSetArn
        ? { arn: changeSetArn }
        : { name: operationTokens(token ?? '').changeSet, stack: name };
      const found = await readChangeSet(cloudFormation, id);
      // A plan may have been carried, and its parts mixed with another's.
      if (found && !found.stackArn.includes(`:stack/${name}/`)) return;
      await discard(cloudFormation, name, id);
    },
  );
}

/** Deletes the change set, and the stack that exists for its sake alone. */
export async function discard(
  client: CloudFormationClient,
  stack: string,
  changeSet: ChangeSetId,
): Promise<void> {
  await deleteChangeSet(client, changeSet);
  const found = await describeStack(client, stack);
  if (found?.StackStatus !== 'REVIEW_IN_PROGRESS' || !found.StackId) return;
  const { Summaries = [] } = await client.send(
    new ListChangeSetsCommand({ StackName: found.StackId }),
  );
  // One that is being deleted is listed for a moment.
  const others = Summaries.filter(
    ({ Status = '' }) =>
      !/^DELETE_(PENDING|IN_PROGRESS|COMPLETE)$/.test(Status),
  );
  if (others.length > 0) return;
  await client.send(new DeleteStackCommand({ StackName: found.StackId }));
  // It holds nothing, so it is gone in a moment. AWS has accepted the deletion: a minute is enough to see it through.
  for (let tries = 1; tries <= 60; tries++) {
    const left = await describeStack(client, found.StackId);
    if (!left || left.StackStatus === 'DELETE_COMPLETE') return;
    await sleep(Math.min(100 * tries, 1_000));
  }
}
