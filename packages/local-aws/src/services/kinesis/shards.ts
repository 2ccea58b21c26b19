import { createHash } from 'node:crypto';
import { fieldsOf, numberOf } from '../../values';
import type { Resource } from '../../World';

export interface Shard {
  readonly ShardId: string;
  readonly HashKeyRange: {
    readonly StartingHashKey: string;
    readonly EndingHashKey: string;
  };
  readonly SequenceNumberRange: { readonly StartingSequenceNumber: string };
}

/** Partition keys are distributed over shards by their MD5 hash, 128 bits. */
const HASH_KEYS = 2n ** 128n;
/** Initial number of shards of an on-demand stream. */
const ON_DEMAND_SHARDS = 4;

/** Open shards of a stream, which divide the hash keys evenly. */
export function shardsOf({ properties }: Resource): Shard[] {
  const isOnDemand =
    fieldsOf(properties.StreamModeDetails).StreamMode === 'ON_DEMAND';
  const count = isOnDemand
    ? ON_DEMAND_SHARDS
    : numberOf(properties.ShardCount) ?? 1;
  const width = HASH_KEYS / BigInt(count);
  return Array.from({ length: count }, (_, index) => {
    const start = width * BigInt(index);
    const end = index === count - 1 ? HASH_KEYS : start + width;
    return {
      ShardId: `shardId-${String(index).padStart(12, '0')}`,
      HashKeyRange: {
        StartingHashKey: String(start),
        EndingHashKey: String(end - 1n),
      },
      SequenceNumberRange: { StartingSequenceNumber: sequenceNumber(0) },
    };
  });
}

/** The shard of a partition key. */
export function shardFor(stream: Resource, partitionKey: string): Shard {
  const hash = BigInt(
    `0x${createHash('md5').update(partitionKey).digest('hex')}`,
  );
  const shards = shardsOf(stream);
  return (
    shards.find(
      ({ HashKeyRange }) => hash <= BigInt(HashKeyRange.EndingHashKey),
    ) ?? shards[0]
  );
}

/** 56 digits, as in Kinesis; a later record has a higher number. */
export function sequenceNumber(count: number): string {
  return `49${String(count).padStart(54, '0')}`;
}
