import type { Drafts, Named, ReadContext } from '../ReadContext';
import { readReplicationGroups } from './readReplicationGroups';
import { readServerlessCaches } from './readServerlessCaches';

/** Replication groups and serverless caches. */
export async function readCaches(
  context: ReadContext,
  environments: readonly Named[],
): Promise<Drafts<'cache'>> {
  const [groups, serverless] = await Promise.all([
    readReplicationGroups(context, environments),
    readServerlessCaches(context, environments),
  ]);
  return new Map([...groups, ...serverless]);
}
