import { setTimeout as sleep } from 'node:timers/promises';
import type { EnvironmentRef } from '@streamflix/backstage-plugin-streamflix-common';
import type { AwsAccess } from '../aws/AwsAccess';
import {
  operationId,
  type ChangeSetPurpose,
} from '../cloudformation/operationTokens';
import { StackWriter } from '../cloudformation/StackWriter';
import { UnexecutedChangeSet } from '../cloudformation/UnexecutedChangeSet';
import { describeStack } from '../cloudformation/describeStack';

/** Milliseconds CloudFormation may take to create the change set to be deleted. */
const creationLimit = 120_000;

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
  const deadline = Date.now() + creationLimit;
  const { pollInterval } = access.settings;
  const longest = 4 * pollInterval;
  for (let wait = pollInterval / 2; ; wait = Math.min(wait * 1.5, longest)) {
    try {
      const stackArn = await writer.discardChangeSet(changeSet);
      if (stackArn) await awaitDeletion(access, changeSet.ref, stackArn);
      return;
    } catch (error) {
      const isBusy =
        error instanceof Error && /^InvalidChangeSetStatus/.test(error.name);
      if (!isBusy || Date.now() > deadline) throw error;
    }
    await sleep(wait);
  }
}

/** Waits for a deletion that AWS has accepted: the stack of a change set has no resources, so this is quick. */
async function awaitDeletion(
  access: AwsAccess,
  ref: EnvironmentRef,
  stackArn: string,
): Promise<void> {
  const { cloudFormation } = await access.clients(ref);
  const { pollInterval } = access.settings;
  for (let tries = 1; tries <= 60; tries++) {
    const left = await describeStack(cloudFormation, stackArn);
    if (!left || left.status === 'DELETE_COMPLETE') return;
    await sleep((Math.min(tries, 10) * pollInterval) / 5);
  }
}
