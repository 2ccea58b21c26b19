import { paginateListStacks } from '@aws-sdk/client-cloudformation';
import type { EnvironmentRef } from '@streamflix/backstage-plugin-streamflix-common';
import type { AwsAccess, AwsTarget } from '../aws/AwsAccess';
import { refOfStack } from './refOfStack';

/**
 * StreamFlix stacks deleted since a date; AWS lists deleted stacks for 90 days.
 *
 * @throws AwsError
 * @public
 */
export async function listDeletedStacks(
  access: AwsAccess,
  target: AwsTarget,
  since: Date,
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
