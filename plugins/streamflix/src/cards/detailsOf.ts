import type {
  ComponentFacts,
  ComponentKind,
  ComponentStatus,
} from '@streamflix/backstage-plugin-streamflix-common';
import type { Translate } from '../translation';
import { formatFull } from '../components/formatTime';

/** One row under "Details". */
export interface Detail {
  label: string;
  value: string;
  /** The value is a URL. */
  isAddress?: boolean;
}

const tables: {
  [K in ComponentKind]: (facts: ComponentFacts[K], t: Translate) => Detail[];
} = {
  ecs: ({ cluster, services }, t) => [
    { label: t('details.cluster'), value: cluster },
    ...services.flatMap(service => [
      {
        label: service.name,
        value: t('details.tasks', {
          running: String(service.running),
          desired: String(service.desired),
          pending: String(service.pending),
          status: service.status,
        }),
      },
      ...(service.rollout
        ? [
            {
              label: t('details.rollout', { service: service.name }),
              value: [service.rollout, service.rolloutReason]
                .filter(Boolean)
                .join(': '),
            },
          ]
        : []),
      ...service.stoppedTasks.map(task => ({
        label: t('details.stopped', {
          at: task.stoppedAt ? formatFull(task.stoppedAt) : task.taskId,
        }),
        value: task.reason,
      })),
    ]),
  ],
  database: (facts, t) => [
    { label: t('details.identifier'), value: facts.id },
    {
      label: t('details.engine'),
      value: `${facts.engine} ${facts.engineVersion}`,
    },
    {
      label: t('details.capacity'),
      value:
        'instanceClass' in facts.capacity
          ? facts.capacity.instanceClass
          : t('details.acu', {
              min: String(facts.capacity.min),
              max: String(facts.capacity.max),
            }),
    },
    {
      label: t('details.multiAz'),
      value: t(facts.multiAz ? 'details.yes' : 'details.no'),
    },
    ...facts.members.map(({ id, role, status, zone }) => ({
      label: id,
      value: [role, status, zone].filter(Boolean).join(', '),
    })),
  ],
  cache: (facts, t) => [
    { label: t('details.identifier'), value: facts.id },
    {
      label: t('details.engine'),
      value: [facts.engine, facts.engineVersion].filter(Boolean).join(' '),
    },
    { label: t('details.zones'), value: facts.zones.join(', ') },
    ...facts.nodes.map(({ id, role, zone }) => ({
      label: id,
      value: [role, zone].filter(Boolean).join(', '),
    })),
  ],
  stream: (facts, t) => [
    { label: t('details.identifier'), value: facts.name },
    { label: t('details.mode'), value: facts.mode },
    { label: t('details.shards'), value: String(facts.openShards) },
    {
      label: t('details.retention'),
      value: t('details.hours', { hours: String(facts.retentionHours) }),
    },
  ],
  api: (facts, t) => [
    { label: t('details.url'), value: facts.url, isAddress: true },
    { label: t('details.identifier'), value: `${facts.name} (${facts.id})` },
    { label: t('details.mode'), value: facts.kind.toUpperCase() },
    { label: t('details.stage'), value: facts.stage },
    ...(facts.deployedAt
      ? [
          {
            label: t('details.deployedAt'),
            value: formatFull(facts.deployedAt),
          },
        ]
      : []),
  ],
};

/** Every fact of a component that its metrics leave out; none when its facts could not be read. */
export function detailsOf(component: ComponentStatus, t: Translate): Detail[] {
  if (!component.facts) return [];
  // The table's row and the facts are of one kind, which TypeScript cannot infer through the index.
  const describe = tables[component.kind] as (
    facts: ComponentFacts[ComponentKind],
    t: Translate,
  ) => Detail[];
  return describe(component.facts, t).filter(({ value }) => value !== '');
}
