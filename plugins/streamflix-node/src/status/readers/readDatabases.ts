import type { Drafts, Named, ReadContext } from '../ReadContext';
import { readAuroraClusters } from './readAuroraClusters';
import { readRdsInstances } from './readRdsInstances';

/** Aurora clusters with their instances, and RDS instances. */
export async function readDatabases(
  context: ReadContext,
  environments: readonly Named[],
): Promise<Drafts<'database'>> {
  const [aurora, rds] = await Promise.all([
    readAuroraClusters(context, environments),
    readRdsInstances(context, environments),
  ]);
  return new Map([...aurora, ...rds]);
}
