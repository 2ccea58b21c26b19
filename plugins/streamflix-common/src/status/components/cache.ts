import type { CacheFacts } from '../StackSnapshot';
import type { ComponentRules } from './ComponentRules';
import { checkMetrics, type Limit } from './checkMetrics';
import { checkState, type StateHealth } from './checkState';
import { count, toLabel, metricValue, metricPlot } from './format';

/** Source: ElastiCache API reference, `ReplicationGroup.Status` and `ServerlessCache.Status`. */
const states: StateHealth = {
  available: 'healthy',
  snapshotting: 'healthy',
  creating: 'deploying',
  modifying: 'deploying',
  deleting: 'leaving',
  'create-failed': 'failing',
};

/** @param maxStorageGiB - storage limit of a serverless cache, if known */
function limits(
  kind: CacheFacts['kind'],
  maxStorageGiB: number | undefined,
): Limit<'cpu' | 'memory'>[] {
  if (kind === 'serverless') {
    // AWS reports the memory of a serverless cache in bytes.
    return maxStorageGiB === undefined
      ? []
      : [
          {
            metric: 'memory',
            above: maxStorageGiB * 2 ** 30 * 0.8,
            describe: what =>
              `${what} has held more than 80 % of its ${maxStorageGiB} GiB for 10 minutes.`,
          },
        ];
  }
  return (['cpu', 'memory'] as const).map(metric => ({
    metric,
    above: 80,
    describe: (what, value) =>
      `${what} has used more than 80 % of its ${
        metric === 'cpu' ? 'CPU' : 'memory'
      } for 10 minutes, now ${value} %.`,
  }));
}

const subject = ({ id }: CacheFacts) => `cache ${id}`;

export const cache: ComponentRules<'cache'> = {
  kind: 'cache',
  title: 'Cache',
  wantedBy: spec => spec.cache.kind !== 'none',
  outputOf: spec =>
    spec.cache.kind === 'serverless'
      ? 'cacheServerlessName'
      : 'cacheReplicationGroupId',
  rules: [
    (facts, { phase }) =>
      // The two kinds of cache use different case for the status.
      checkState(subject(facts), facts.status.toLowerCase(), states, phase),
    (facts, { spec, phase }) => {
      const wanted = spec?.cache.nodes ?? 0;
      const short =
        facts.kind === 'replication-group' &&
        spec?.cache.kind === 'replication-group' &&
        facts.nodes.length < wanted;
      return short
        ? {
            health: phase === 'expected' ? 'degraded' : 'deploying',
            reason: `${subject(facts)} has ${facts.nodes.length} of ${count(
              wanted,
              'node',
            )}.`,
          }
        : undefined;
    },
    facts =>
      facts.nodes.length > 1 &&
      facts.nodes.some(({ role }) => role) &&
      !facts.nodes.some(({ role }) => role === 'primary')
        ? {
            health: 'failing',
            reason: `${subject(facts)} has no primary node.`,
          }
        : undefined,
    (facts, { spec }) =>
      checkMetrics(
        subject(facts),
        facts.metrics,
        limits(facts.kind, spec?.cache.maxStorageGiB),
      ),
  ],
  state({ status, kind, nodes, zones }) {
    return kind === 'serverless'
      ? `${toLabel(status)}, serverless`
      : `${toLabel(status)}, ${count(nodes.length, 'node')} in ${count(
          zones.length,
          'zone',
        )}`;
  },
  metrics({ metrics }) {
    return [
      metricValue('Hit rate', metrics, 'hitRate'),
      metricValue('Memory', metrics, 'memory'),
      metricValue('Connections', metrics, 'connections'),
    ];
  },
  plots: ({ kind, metrics }) =>
    metricPlot(
      'Memory',
      metrics,
      'memory',
      // AWS reports the memory of a serverless cache in bytes.
      kind === 'serverless' ? undefined : { kind: 'alarm', value: 80 },
    ),
};
