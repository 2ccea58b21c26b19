import type { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import type { StackResource } from '../cloudformation/readResources';
import type { RunningStack } from '../cloudformation/RunningStack';
import { StackEventReader } from '../cloudformation/StackEventReader';
import { findBlockers } from './describeBlockers';

/** The resources a failed rollback can skip: only those that failed during the rollback. */
export async function readBlockingResources(
  client: CloudFormationClient,
  running: RunningStack,
): Promise<StackResource[]> {
  const stack = await running.stack();
  if (!stack) return [];
  const resources = await running.resources();
  const failed = resources.filter(({ status }) => status === 'UPDATE_FAILED');
  const reader = new StackEventReader(client, stack.arn);
  const since = await reader.skipToRollback();
  // AWS deletes events after 90 days; then AWS itself has to refuse what cannot be skipped.
  if (!since) return failed;
  const names = findBlockers(since, 'UPDATE_FAILED').map(
    blocking => blocking.logicalId,
  );
  return failed.filter(({ logicalId }) => names.includes(logicalId));
}
