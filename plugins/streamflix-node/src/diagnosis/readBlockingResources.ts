import type { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import {
  readResources,
  type StackResource,
} from '../cloudformation/readResources';
import { StackEventReader } from '../cloudformation/StackEventReader';
import { findBlockers } from './describeBlockers';

/** The resources a failed rollback can skip: only those that failed during the rollback. */
export async function readBlockingResources(
  client: CloudFormationClient,
  stackArn: string,
): Promise<StackResource[]> {
  const resources = await readResources(client, stackArn);
  const failed = resources.filter(({ status }) => status === 'UPDATE_FAILED');
  const reader = new StackEventReader(client, stackArn);
  const since = await reader.skipToRollback();
  // AWS deletes events after 90 days; then AWS itself has to refuse what cannot be skipped.
  if (!since) return failed;
  const names = findBlockers(since, 'UPDATE_FAILED').map(
    held => held.logicalId,
  );
  return failed.filter(({ logicalId }) => names.includes(logicalId));
}
