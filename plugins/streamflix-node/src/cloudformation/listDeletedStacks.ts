import { paginateListStacks } from '@aws-sdk/client-cloudformation';
import type { EnvironmentRef } from '@streamflix/backstage-plugin-streamflix-common';
import type { AwsAccess, AwsTarget } from '../aws/AwsAccess';
import { refOfStack } from './refOfStack';

/** Milliseconds for which AWS lists and describes a deleted stack. Source: CloudFormation API Reference, ListStacks. */
const retention = 90 * 24 * 3_600_000;

/**
 * StreamFlix stacks that were deleted, newest first.
 *
 * @param since - all that AWS still lists, if not given
 *
 * @throws AwsError
 * @public
 */
export async function listDeletedStacks(
  access: AwsAccess,
  target: AwsTarget,
  since = new Date(Date.now() - retention),
): Promise<{ ref: EnvironmentRef; stackArn: string }[]> {
  const { cloudFormation } = await access.clients(target);
  const found: { ref: EnvironmentRef; stackArn: string }[] = [];
  for await (const { StackSummaries = [] } of paginateListStacks(
    { client: cloudFormation },
    { StackStatusFilter: ['DELETE_COMPLETE'] },
  )) {
    // Newest first.
    const recent = StackSummaries.filter(
      ({ DeletionTime }) => DeletionTime && DeletionTime >= since,
    );
    for (const { StackId: stackArn = '' } of recent) {
      const ref = refOfStack(stackArn);
      if (ref) found.push({ ref, stackArn });
    }
    if (recent.length < StackSummaries.length) break;
  }
  return found;
}
