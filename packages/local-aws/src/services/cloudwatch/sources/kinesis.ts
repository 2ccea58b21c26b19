import { shardCount } from '../../kinesis/shardCount';
import { amount, constant, gauge } from '../behaviours';
import { dataSince, metricsOf, type MetricSource } from '../MetricSource';

export const kinesisMetrics: MetricSource = ({ world }, region) =>
  world.list(region, 'AWS::Kinesis::Stream').flatMap(stream => {
    const shards = shardCount(stream);
    return metricsOf(
      'AWS/Kinesis',
      dataSince(world, stream),
      [{ StreamName: stream.physicalId }],
      {
        'GetRecords.IteratorAgeMilliseconds': gauge('Milliseconds', 0, 9_000),
        IncomingRecords: amount('Count', 200 * shards, 5_000 * shards),
        WriteProvisionedThroughputExceeded: constant('Count', 0),
      },
    );
  });
