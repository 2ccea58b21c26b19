import { fieldsOf, numberOf } from '../../world/values';
import type { Resource } from '../../world/World';

/** Initial number of shards of an on-demand stream. */
const ON_DEMAND_SHARDS = 4;

/** Number of open shards of a stream. */
export function shardCount({ properties }: Resource): number {
  const isOnDemand =
    fieldsOf(properties.StreamModeDetails).StreamMode === 'ON_DEMAND';
  return isOnDemand ? ON_DEMAND_SHARDS : numberOf(properties.ShardCount) ?? 1;
}
