import { unreadFinding, type Finding } from '../health';
import { recent, total } from '../series';
import type { ApiFacts } from '../StackSnapshot';
import type { ComponentRules, RuleContext } from './ComponentRules';
import { checkMetrics } from './checkMetrics';
import { checkState, type StateHealth } from './checkState';
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

/** Source: API Gateway API Reference, VpcLinkStatus. */
const linkStates: StateHealth = {
  AVAILABLE: 'healthy',
  PENDING: 'deploying',
  DELETING: 'leaving',
  FAILED: 'failing',
};

function checkLink(
  { link }: ApiFacts,
  { phase }: RuleContext,
): Finding | undefined {
  if (!link) return undefined;
  if (!link.ok) {
    return unreadFinding({
      what: 'the VPC link of the API',
      reason: link.reason,
    });
  }
  const { name, status, message } = link.value;
  // Source: API Gateway Developer Guide, "VPC links V2": the state after 60 days without traffic, and its end.
  if (status === 'INACTIVE') {
    return {
      health: 'failing',
      reason: `VPC link ${name} is INACTIVE: it had no traffic for 60 days, so API Gateway removed its network interfaces, and requests fail. Send requests to the API: API Gateway creates them again, which takes a few minutes.`,
    };
  }
  const finding = checkState(`VPC link ${name}`, status, linkStates, phase);
  return finding && message
    ? { ...finding, reason: `${finding.reason} AWS reports: ${message}` }
    : finding;
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
    checkLink,
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
  plots: ({ metrics }) => metricPlot('Requests', metrics, 'requests'),
};
