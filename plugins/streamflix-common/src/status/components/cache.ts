import type { CacheFacts } from '../StackSnapshot';
import type { ComponentRules } from './ComponentRules';
import { judgeMetrics, type Limit } from './judgeMetrics';
import { judgeWord, type Words } from './judgeWord';
import { count, inWords, metricFigure, metricPlot } from './tell';

/** Source: ElastiCache API reference, `ReplicationGroup.Status` and `ServerlessCache.Status`. */
const words: Words = {
  available: 'healthy',
  snapshotting: 'healthy',
  creating: 'deploying',
  modifying: 'deploying',
  deleting: 'leaving',
  'create-failed': 'failing',
};

const limits: readonly Limit<'cpu' | 'memory'>[] = [
  {
    metric: 'cpu',
    above: 90,
    says: (subject, value) =>
      `${subject} has used more than 90 % of its CPU for 10 minutes, now ${value} %.`,
  },
];

/** The memory of a serverless cache is told in bytes and has no share. */
const memoryLimit: Limit<'cpu' | 'memory'> = {
  metric: 'memory',
  above: 90,
  says: (subject, value) =>
    `${subject} has used more than 90 % of its memory for 10 minutes, now ${value} %.`,
};

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
      // The two kinds of cache do not agree on the case of the word.
      judgeWord(subject(facts), facts.status.toLowerCase(), words, phase),
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
    facts =>
      judgeMetrics(
        subject(facts),
        facts.metrics,
        facts.kind === 'serverless' ? limits : [...limits, memoryLimit],
      ),
  ],
  state({ status, kind, nodes, zones }) {
    const where = `in ${count(zones.length, 'zone')}`;
    return kind === 'serverless'
      ? `${inWords(status)}, serverless ${where}`
      : `${inWords(status)}, ${count(nodes.length, 'node')} ${where}`;
  },
  figures({ metrics }) {
    return [
      metricFigure('Hit rate', metrics, 'hitRate'),
      metricFigure('Memory', metrics, 'memory'),
      metricFigure('Connections', metrics, 'connections'),
    ];
  },
  plot: ({ metrics }) => metricPlot('Memory', metrics, 'memory'),
};
