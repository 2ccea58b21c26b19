import type { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import {
  readResources,
  type StackResource,
} from '../cloudformation/readResources';
import { StackEventReader } from '../cloudformation/StackEventReader';
import { findBlockers } from './describeBlockers';

/** The resources a stuck rollback may be told to skip: what failed on the way back alone. */
export async function readBlockingResources(
  client: CloudFormationClient,
  stackArn: string,
): Promise<StackResource[]> {
  const resources = await readResources(client, stackArn);
  const failed = resources.filter(({ status }) => status === 'UPDATE_FAILED');
  const reader = new StackEventReader(client, stackArn);
  const since = await reader.skipToRollback();
  // AWS forgets events after 90 days; then it has to say itself what cannot be skipped.
  if (!since) return failed;
  const names = findBlockers(since, 'UPDATE_FAILED').map(
    held => held.logicalId,
  );
  return failed.filter(({ logicalId }) => names.includes(logicalId));
}
