import { total } from '../series';
import type { StreamFacts } from '../StackSnapshot';
import type { ComponentRules } from './ComponentRules';
import { checkMetrics, type Limit } from './checkMetrics';
import { checkState, type StateHealth } from './checkState';
import { count, toLabel, metricValue, metricPlot } from './format';

/** Source: Kinesis API reference, `StreamDescriptionSummary.StreamStatus`. */
const states: StateHealth = {
  ACTIVE: 'healthy',
  CREATING: 'deploying',
  UPDATING: 'deploying',
  DELETING: 'leaving',
};

/** @param maxAge - seconds a record may wait to be read */
const limits = (
  maxAge: number,
): readonly Limit<'iteratorAge' | 'throttled'>[] => [
  {
    metric: 'iteratorAge',
    above: maxAge * 1000,
    describe: (subject, value) =>
      `Readers of ${subject} have been more than ${maxAge} seconds behind for 10 minutes, now ${Math.round(
        value / 1000,
      )} seconds.`,
  },
  {
    metric: 'throttled',
    above: 0,
    periods: 1,
    describe: subject =>
      `${subject} refuses records: writers send more than its shards take.`,
  },
];

const subject = ({ name }: StreamFacts) => `stream ${name}`;

export const stream: ComponentRules<'stream'> = {
  kind: 'stream',
  title: 'Stream',
  wantedBy: spec => spec.stream.mode !== 'none',
  outputOf: () => 'streamName',
  rules: [
    (facts, { phase }) =>
      checkState(subject(facts), facts.status, states, phase),
    (facts, { spec, phase }) => {
      const wanted = spec?.stream.shards ?? 0;
      const short =
        facts.mode === 'provisioned' &&
        spec?.stream.mode === 'provisioned' &&
        // Creation and resharding show in the status.
        facts.status === 'ACTIVE' &&
        facts.openShards < wanted;
      return short
        ? {
            health: phase === 'expected' ? 'degraded' : 'deploying',
            reason: `${subject(facts)} has ${facts.openShards} of ${count(
              wanted,
              'shard',
            )}.`,
          }
        : undefined;
    },
    (facts, { spec }) =>
      checkMetrics(
        subject(facts),
        facts.metrics,
        limits(spec?.worker.enabled ? spec.worker.iteratorAgeTarget : 60),
      ),
  ],
  state: ({ status, mode, openShards, retentionHours }) =>
    `${toLabel(status)}, ${
      mode === 'on-demand' ? 'on demand' : count(openShards, 'shard')
    }, records kept ${retentionHours} hours`,
  metrics: ({ metrics }) => [
    metricValue('Iterator age', metrics, 'iteratorAge'),
    metricValue('Records in the last hour', metrics, 'incomingRecords', total),
    metricValue(
      'Records refused in the last hour',
      metrics,
      'throttled',
      total,
    ),
  ],
  plots: ({ metrics }) =>
    metricPlot('Incoming records', metrics, 'incomingRecords'),
};
