import type { BlueprintDesign } from '../BlueprintDesign';
import { resourcesOf } from '@streamflix/cdk-app/template';
import { amount, byUse, hours, type Quantity } from './Quantity';

/** Stream and dead letters. */
export function streamQuantities({
  spec,
  template,
}: BlueprintDesign): Quantity[] {
  const { mode, shards, retentionHours, shardMetrics } = spec.stream;
  const queues = resourcesOf(template, 'SQS::Queue').length;
  const longer =
    retentionHours > 24
      ? [
          {
            what: 'Kinesis extended retention, shard-hours',
            quantity:
              mode === 'provisioned' ? amount(shards * hours) : 'by use',
            from: `records are kept ${retentionHours} h, beyond the 24 h that are included`,
          },
        ]
      : [];
  const muchLonger =
    retentionHours > 168
      ? [
          byUse(
            'Kinesis long-term retention, GB-month',
            'records older than seven days',
          ),
        ]
      : [];
  const provisioned: Quantity[] = [
    {
      what: 'Kinesis shard-hours',
      quantity: amount(shards * hours),
      from: `${shards} shards × ${hours} h`,
    },
    byUse('Kinesis PUT payload units, million', 'records, in units of 25 KB'),
    ...(shardMetrics
      ? [
          {
            what: 'CloudWatch metrics of the shards',
            quantity: amount(7 * shards),
            from: `7 metrics × ${shards} shards`,
          },
        ]
      : []),
  ];
  const onDemand: Quantity[] = [
    {
      what: 'Kinesis stream hours',
      quantity: amount(hours),
      from: `1 stream on demand × ${hours} h`,
    },
    byUse('Kinesis data in and out, GB', 'records put and read'),
  ];
  const kinesis = {
    none: [],
    provisioned: [...provisioned, ...longer, ...muchLonger],
    'on-demand': [...onDemand, ...longer, ...muchLonger],
  }[mode];
  return [
    ...kinesis,
    ...(queues > 0
      ? [
          byUse(
            'SQS requests, million',
            'dead letters sent, and read by operators',
          ),
        ]
      : []),
  ];
}
