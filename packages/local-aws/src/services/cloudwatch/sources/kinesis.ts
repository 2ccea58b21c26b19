import type { Resource } from '../../../World';
import { stringsOf } from '../../../values';
import { shardsOf } from '../../kinesis/shards';
import { constant, gauge } from '../behaviours';
import type { Behaviour, Behaviours } from '../Metric';
import {
  dataSince,
  metricsOf,
  type MetricSource,
  type Observed,
} from '../MetricSource';

/** A stream's metrics: generated traffic, and the records that callers really put. */
export const kinesisMetrics: MetricSource = (observed, region) =>
  observed.world.list(region, 'AWS::Kinesis::Stream').flatMap(stream => {
    const since = dataSince(observed.world, stream);
    const shards = shardsOf(stream);
    const name = { StreamName: stream.physicalId };
    return [
      ...metricsOf('AWS/Kinesis', since, [name], {
        'GetRecords.IteratorAgeMilliseconds': gauge('Milliseconds', 0, 9_000),
        'GetRecords.Success': constant('Count', 1),
        'PutRecords.Success': constant('Count', 1),
        ReadProvisionedThroughputExceeded: constant('Count', 0),
        WriteProvisionedThroughputExceeded: constant('Count', 0),
        ...incoming(observed, stream, shards.length),
      }),
      ...shards.flatMap(({ ShardId }) =>
        metricsOf(
          'AWS/Kinesis',
          since,
          [{ ...name, ShardId }],
          shardLevel(stream),
        ),
      ),
    ];
  });

function incoming(
  { incoming: counted }: Observed,
  stream: Resource,
  shardCount: number,
): Behaviours {
  const plus = (
    unit: string,
    perShard: Behaviour,
    what: 'records' | 'bytes',
  ): Behaviour => ({
    unit,
    at(seed, minute) {
      const own = Math.round(perShard.at(seed, minute).sum) * shardCount;
      const sum = own + counted.during(stream, new Date(minute * 60_000))[what];
      return { sum, sampleCount: 1, minimum: sum, maximum: sum };
    },
  });
  return {
    IncomingRecords: plus('Count', gauge('Count', 200, 5_000), 'records'),
    IncomingBytes: plus('Bytes', gauge('Bytes', 90_000, 2_400_000), 'bytes'),
  };
}

/** The shard-level metrics that the stream enables. */
function shardLevel({ properties }: Resource): Behaviours {
  const all: Behaviours = {
    IncomingBytes: gauge('Bytes', 90_000, 2_400_000),
    IncomingRecords: gauge('Count', 200, 5_000),
    IteratorAgeMilliseconds: gauge('Milliseconds', 0, 9_000),
    OutgoingBytes: gauge('Bytes', 90_000, 2_400_000),
    OutgoingRecords: gauge('Count', 200, 5_000),
    ReadProvisionedThroughputExceeded: constant('Count', 0),
    WriteProvisionedThroughputExceeded: constant('Count', 0),
  };
  const wanted = stringsOf(properties.DesiredShardLevelMetrics);
  return Object.fromEntries(
    Object.entries(all).filter(
      ([name]) => wanted.includes(name) || wanted.includes('ALL'),
    ),
  );
}
