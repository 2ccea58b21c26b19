import type { Health } from '../../stack/stackStatus';
import type { MetricValue, Plot } from '../EnvironmentStatus';
import { gravestFirst, unreadFinding, worst, type Finding } from '../health';
import type { EcsServiceFacts } from '../StackSnapshot';
import type { ComponentRules, Rule, RuleContext } from './ComponentRules';
import { checkMetrics, type Limit } from './checkMetrics';
import { checkState, type StateHealth } from './checkState';
import { toSentence } from '../toSentence';
import { count, metricPlot, metricValue } from './format';

const states: StateHealth = {
  ACTIVE: 'healthy',
  DRAINING: 'leaving',
  INACTIVE: 'gone',
};

const limits: readonly Limit<'cpu' | 'memory'>[] = [
  {
    metric: 'cpu',
    above: 80,
    describe: (subject, value) =>
      `${subject} has used more than 80 % of its CPU for 10 minutes, now ${value} %.`,
  },
  {
    metric: 'memory',
    above: 80,
    describe: (subject, value) =>
      `${subject} has used more than 80 % of its memory for 10 minutes, now ${value} %.`,
  },
];

const subject = ({ name }: EcsServiceFacts) => `service ${name}`;

function checkTasks(service: EcsServiceFacts): Finding | undefined {
  const { desired, running, rollout } = service;
  if (desired === 0) {
    return {
      health: 'degraded',
      reason: `${subject(service)} is scaled to no tasks.`,
    };
  }
  if (running >= desired) return undefined;
  const reason = `${subject(service)} runs ${running} of ${count(
    desired,
    'task',
  )}.`;
  if (rollout === 'IN_PROGRESS') return { health: 'deploying', reason };
  return { health: running === 0 ? 'failing' : 'degraded', reason };
}

function checkRollout(service: EcsServiceFacts): Finding | undefined {
  const { rollout, rolloutReason } = service;
  const because = rolloutReason ? ` ${rolloutReason}` : '';
  if (rollout === 'FAILED') {
    return {
      health: 'failing',
      reason: `The last deployment of ${subject(service)} failed.${because}`,
    };
  }
  return rollout === 'IN_PROGRESS'
    ? {
        health: 'deploying',
        reason: `${subject(service)} is being deployed.${because}`,
      }
    : undefined;
}

/** Stopped tasks explain a failure; without one they are outdated. */
function explainStops(
  service: EcsServiceFacts,
  wrong: readonly Finding[],
): Finding[] {
  const { stoppedTasks, stoppedTasksUnread: reason } = service;
  const [last] = stoppedTasks;
  const [first] = gravestFirst(wrong);
  if (!first) return [];
  const { health } = first;
  if (last) {
    const stopped = `A task of ${subject(service)} stopped: ${last.reason}`;
    return [{ health, reason: stopped }];
  }
  const what = `why tasks of ${subject(service)} stopped`;
  return reason ? [unreadFinding({ what, reason }, health)] : [];
}

const eachService =
  (rule: Rule<EcsServiceFacts>): ComponentRules<'ecs'>['rules'][number] =>
  ({ services }, context) =>
    services.flatMap(service => rule(service, context) ?? []);

const serviceRules: readonly Rule<EcsServiceFacts>[] = [
  (service, { phase }) =>
    checkState(subject(service), service.status, states, phase),
  service => {
    if (service.status !== 'ACTIVE') return undefined;
    const wrong = [checkRollout(service), checkTasks(service)].filter(
      finding => finding !== undefined,
    );
    return [...wrong, ...explainStops(service, wrong)];
  },
  service => checkMetrics(subject(service), service.metrics, limits),
];

export const healthOfService = (
  service: EcsServiceFacts,
  context: RuleContext,
): Health =>
  worst(
    serviceRules
      .flatMap(rule => rule(service, context) ?? [])
      .map(({ health }) => health),
  );

/** The service's own settings, and how the card names it. */
function roleOf({ name }: EcsServiceFacts, { spec }: RuleContext) {
  return name.startsWith('worker-')
    ? { title: 'Worker', settings: spec?.worker }
    : { title: 'Service', settings: spec?.service };
}

/** Names a metric, with its service only where there are several. */
const labelOf = (services: readonly EcsServiceFacts[], title: string) =>
  services.length > 1 ? (metric: string) => `${title}: ${metric}` : toSentence;

function metricsOf(
  service: EcsServiceFacts,
  services: readonly EcsServiceFacts[],
  context: RuleContext,
): MetricValue[] {
  const { title, settings } = roleOf(service, context);
  const label = labelOf(services, title);
  const { desired, running, metrics } = service;
  return [
    settings?.enabled
      ? {
          label: label('tasks'),
          value: running,
          limits: { min: settings.minTasks, max: settings.maxTasks },
        }
      : { label: label('tasks'), value: `${running} of ${desired}` },
    metricValue(label('CPU'), metrics, 'cpu'),
    metricValue(label('memory'), metrics, 'memory'),
  ];
}

function plotsOf(
  service: EcsServiceFacts,
  services: readonly EcsServiceFacts[],
  context: RuleContext,
): Plot[] {
  const { title, settings } = roleOf(service, context);
  return metricPlot(
    labelOf(services, title)('CPU'),
    service.metrics,
    'cpu',
    settings?.enabled
      ? { kind: 'target', value: settings.cpuTarget }
      : undefined,
  );
}

const sum = (services: readonly EcsServiceFacts[]) =>
  services.reduce(
    (all, { desired, running }) => ({
      desired: all.desired + desired,
      running: all.running + running,
    }),
    { desired: 0, running: 0 },
  );

export const ecs: ComponentRules<'ecs'> = {
  kind: 'ecs',
  title: 'ECS',
  wantedBy: spec => spec.service.enabled || spec.worker.enabled,
  outputOf: spec => (spec.service.enabled ? 'serviceName' : 'workerName'),
  rules: [
    ({ services }, { spec }) => {
      const wanted =
        Number(spec?.service.enabled ?? false) +
        Number(spec?.worker.enabled ?? false);
      return services.length < wanted
        ? {
            health: 'unknown',
            reason: `The stack names ${count(
              services.length,
              'service',
            )}; the environment should have ${wanted}.`,
          }
        : undefined;
    },
    ...serviceRules.map(eachService),
  ],
  state({ services }) {
    const { desired, running } = sum(services);
    return `${running} of ${count(desired, 'task')} running`;
  },
  metrics: ({ services }, context) =>
    services.flatMap(service => metricsOf(service, services, context)),
  plots: ({ services }, context) =>
    services.flatMap(service => plotsOf(service, services, context)),
};
