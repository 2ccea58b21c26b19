import {
  DescribeChangeSetCommand,
  type CloudFormationClient,
} from '@aws-sdk/client-cloudformation';
import { ConflictError, NotAllowedError } from '@backstage/errors';
import {
  managedBy,
  stackName,
  stackTags,
  type EnvironmentRef,
} from '@streamflix/backstage-plugin-streamflix-common';
import type { AwsAccess, AwsClients } from '../aws/AwsAccess';
import { describeStack } from './describeStack';
import { isStackOf } from './refOfStack';
import { tagOf } from './Stack';
import { Grant, type GrantedAction } from './Grant';
import {
  isAmong,
  isSameState,
  isUnderReview,
  type ObservedStack,
} from './ObservedStack';

/** Result of checking a grant, immediately before the call it allows. */
interface CheckedGrant {
  clients: AwsClients;
  /** The stack now; undefined when it does not exist. */
  stack?: ObservedStack;
}

export const hasChanged = ({ suffix, region }: EnvironmentRef) =>
  new ConflictError(
    `Environment ${suffix} in ${region} has changed in the meantime. Look at it again, then try again.`,
  );

/**
 * Returns the clients for a target. Only the configured accounts and regions are ever written to.
 *
 * @throws NotAllowedError for any other target
 */
export async function clientsOf(
  access: AwsAccess,
  { account, region }: Pick<EnvironmentRef, 'account' | 'region'>,
): Promise<AwsClients> {
  const targets = await access.targets();
  if (!targets.some(one => one.account === account && one.region === region)) {
    throw new NotAllowedError(
      'This installation does not manage environments in that account and region.',
    );
  }
  return access.clients({ account, region });
}

/**
 * Spends a grant, and compares the state it was issued for with the current state in AWS.
 *
 * @throws NotAllowedError when it does not cover the current state; ConflictError when the stack has changed since
 */
export async function checkGrant(
  access: AwsAccess,
  grant: Grant,
  ...actions: readonly GrantedAction[]
): Promise<CheckedGrant> {
  Grant.spend(grant, ...actions);
  const { ref, stack: seen } = grant.effect;
  const clients = await clientsOf(access, ref);
  const isNew = !seen || isUnderReview(seen);
  const stack = await describeStack(
    clients.cloudFormation,
    // By ARN: another stack may have the name now.
    isNew ? stackName(ref.suffix) : seen.arn,
  );
  if (isNew) {
    // No stack exists, or one that has only change sets.
    if (stack && !isUnderReview(stack)) throw hasChanged(ref);
    return { clients, stack };
  }
  if (!stack || !isSameState(stack, seen)) throw hasChanged(ref);
  const isHere = isStackOf(stack.arn, ref);
  if (!isHere || !stack.isManaged) {
    throw new NotAllowedError(
      `The stack of environment ${ref.suffix} in ${ref.region} is not managed by StreamFlix.`,
    );
  }
  checkOwner(grant, stack.owner);
  return { clients, stack };
}

function checkOwner(grant: Grant, owner: string | undefined): void {
  const { ownershipRefs } = grant.requester;
  const isCovered =
    ownershipRefs === undefined ||
    (owner === undefined
      ? grant.coversMissingOwner
      : isAmong(owner, ownershipRefs));
  if (isCovered) return;
  const { suffix, region } = grant.effect.ref;
  throw new NotAllowedError(
    `Environment ${suffix} in ${region} belongs to another owner.`,
  );
}

/**
 * Checks that a change set is for the stack and the environment of the grant. A stack under review may not show tags yet; it
 * will get those of the change set.
 *
 * @throws NotAllowedError
 */
export async function checkChangeSet(
  client: CloudFormationClient,
  grant: Grant,
  changeSetArn: string,
): Promise<void> {
  const { ref, requested, stack } = grant.effect;
  const { StackId = '', Tags } = await client.send(
    new DescribeChangeSetCommand({ ChangeSetName: changeSetArn }),
  );
  const isOfStack =
    stack && !isUnderReview(stack)
      ? StackId === stack.arn
      : isStackOf(StackId, ref);
  const isAsRequested =
    tagOf(Tags, stackTags.managedBy) === managedBy &&
    tagOf(Tags, stackTags.suffix) === ref.suffix &&
    requested?.owner !== undefined &&
    tagOf(Tags, stackTags.owner) === requested.owner &&
    tagOf(Tags, stackTags.blueprint) === requested.blueprint;
  if (!isOfStack || !isAsRequested) {
    throw new NotAllowedError(
      `The change set is not one for environment ${ref.suffix} in ${ref.region} as requested. Plan again.`,
    );
  }
}
