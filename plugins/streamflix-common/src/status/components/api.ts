import type { Finding } from '../health';
import { recent, total } from '../series';
import type { ApiFacts } from '../StackSnapshot';
import type { ComponentRules } from './ComponentRules';
import { checkMetrics } from './checkMetrics';
import { metricValue, metricPlot } from './format';

/** Percentage of requests that end in a server error, over two periods of five minutes. */
const degradedAt = 5;
const failingAt = 50;

const sum = (points: readonly { value: number }[]) =>
  points.reduce((all, { value }) => all + value, 0);

function checkErrors({ name, metrics }: ApiFacts): Finding | undefined {
  if (!metrics.ok) return undefined;
  const { requests, serverErrors } = metrics.value;
  const last = recent(requests, metrics.readAt, 2);
  const answers = sum(last);
  // AWS omits the points of periods without errors: the newest error may be long past.
  const since = last[0]?.at ?? metrics.readAt;
  const failed = sum(
    serverErrors.points.filter(({ at }) => Date.parse(at) >= Date.parse(since)),
  );
  const share = answers > 0 ? (100 * failed) / answers : 0;
  return share >= degradedAt
    ? {
        health: share >= failingAt ? 'failing' : 'degraded',
        reason: `API ${name} answered ${Math.round(
          share,
        )} % of the last requests with a server error.`,
      }
    : undefined;
}

/** In percent of the hour's requests; undefined without requests. */
function errorShare(metrics: ApiFacts['metrics']): number | undefined {
  if (!metrics.ok) return undefined;
  const requests = total(metrics.value.requests);
  return requests
    ? Math.round((1000 * (total(metrics.value.serverErrors) ?? 0)) / requests) /
        10
    : undefined;
}

export const api: ComponentRules<'api'> = {
  kind: 'api',
  title: 'API',
  wantedBy: spec => spec.api.kind !== 'none',
  outputOf: spec => (spec.api.kind === 'http' ? 'httpApiId' : 'restApiId'),
  rules: [
    checkErrors,
    facts => checkMetrics(`API ${facts.name}`, facts.metrics, []),
  ],
  state: ({ kind, stage }) =>
    `${kind === 'rest' ? 'REST' : 'HTTP'} API, stage ${stage} deployed`,
  metrics: ({ metrics }) => [
    metricValue('Requests in the last hour', metrics, 'requests', total),
    metricValue('Latency', metrics, 'latency'),
    { label: 'Server errors', value: errorShare(metrics), unit: 'percent' },
  ],
  plot: ({ metrics }) => metricPlot('Requests', metrics, 'requests'),
};
