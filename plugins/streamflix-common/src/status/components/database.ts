import type { DatabaseFacts, DatabaseMember } from '../StackSnapshot';
import type { ComponentRules } from './ComponentRules';
import { checkMetrics, type Limit } from './checkMetrics';
import { checkState, type StateHealth } from './checkState';
import { count, toLabel, metricValue, metricPlot } from './format';

/** Source: RDS and Aurora user guides, "Viewing DB instance status" and "Viewing DB cluster status". */
const states: StateHealth = {
  available: 'healthy',
  'backing-up': 'healthy',
  'configuring-associated-roles': 'healthy',
  'configuring-enhanced-monitoring': 'healthy',
  'configuring-iam-database-auth': 'healthy',
  'configuring-log-exports': 'healthy',
  'storage-config-upgrade': 'healthy',
  'storage-initialization': 'healthy',
  'storage-optimization': 'healthy',
  backtracking: 'degraded',
  'cloning-failed': 'failing',
  'converting-to-vpc': 'deploying',
  creating: 'deploying',
  'delete-precheck': 'leaving',
  deleting: 'leaving',
  'failing-over': 'degraded',
  failed: 'failing',
  'inaccessible-encryption-credentials': 'failing',
  'inaccessible-encryption-credentials-recoverable': 'failing',
  'incompatible-create': 'failing',
  'incompatible-network': 'failing',
  'incompatible-option-group': 'failing',
  'incompatible-parameters': 'failing',
  'incompatible-restore': 'failing',
  'insufficient-capacity': 'failing',
  maintenance: 'deploying',
  migrating: 'deploying',
  'migration-failed': 'failing',
  modifying: 'deploying',
  'moving-to-vpc': 'deploying',
  'preparing-data-migration': 'deploying',
  promoting: 'deploying',
  rebooting: 'degraded',
  renaming: 'deploying',
  'resetting-master-credentials': 'deploying',
  'restore-error': 'failing',
  starting: 'degraded',
  stopped: 'failing',
  stopping: 'failing',
  'storage-full': 'failing',
  'update-iam-db-auth': 'deploying',
  upgrading: 'deploying',
};

const limits: readonly Limit<'cpu' | 'connections' | 'capacity'>[] = [
  {
    metric: 'cpu',
    above: 80,
    describe: (subject, value) =>
      `${subject} has used more than 80 % of its CPU for 10 minutes, now ${value} %.`,
  },
  {
    metric: 'connections',
    above: 80,
    describe: (subject, value) =>
      `${subject} has had more than 80 connections for 10 minutes, now ${value}.`,
  },
];

const subject = ({ id }: DatabaseFacts) => `database ${id}`;

/** A failed reader leaves the database available; a failed writer does not. */
function checkMember(
  member: DatabaseMember,
  phase: Parameters<typeof checkState>[3],
) {
  const finding = checkState(
    `${member.role} ${member.id}`,
    member.status,
    states,
    phase,
  );
  return finding?.health === 'failing' && member.role === 'reader'
    ? { ...finding, health: 'degraded' as const }
    : finding;
}

export const database: ComponentRules<'database'> = {
  kind: 'database',
  title: 'Database',
  wantedBy: spec => spec.database.kind !== 'none',
  outputOf: spec =>
    spec.database.kind === 'aurora'
      ? 'databaseClusterId'
      : 'databaseInstanceId',
  rules: [
    (facts, { phase }) =>
      checkState(subject(facts), facts.status, states, phase),
    ({ kind, members }, { phase }) =>
      // An RDS instance is its own only member: its status is already checked.
      kind === 'aurora'
        ? members.flatMap(member => checkMember(member, phase) ?? [])
        : [],
    facts =>
      facts.kind === 'aurora' &&
      !facts.members.some(({ role }) => role === 'writer')
        ? {
            health: 'failing',
            reason: `${subject(facts)} has no writer.`,
          }
        : undefined,
    (facts, { spec, phase }) => {
      const wanted = spec?.database.instances ?? 0;
      const short =
        facts.kind === 'aurora' &&
        spec?.database.kind === 'aurora' &&
        facts.members.length < wanted;
      return short
        ? {
            health: phase === 'expected' ? 'degraded' : 'deploying',
            reason: `${subject(facts)} has ${facts.members.length} of ${count(
              wanted,
              'instance',
            )}.`,
          }
        : undefined;
    },
    (facts, { spec, phase }) =>
      facts.kind === 'rds' &&
      spec?.database.kind === 'rds' &&
      spec.database.multiAz &&
      !facts.multiAz
        ? {
            health: phase === 'expected' ? 'degraded' : 'deploying',
            reason: `${subject(facts)} has no standby in a second zone.`,
          }
        : undefined,
    facts => checkMetrics(subject(facts), facts.metrics, limits),
  ],
  state({ status, kind, members }) {
    return kind === 'aurora'
      ? `${toLabel(status)}, ${count(members.length, 'instance')}`
      : `${toLabel(status)}, ${
          members.some(({ role }) => role === 'standby')
            ? 'with a standby'
            : 'one instance'
        }`;
  },
  metrics({ capacity, metrics }) {
    return [
      ...('min' in capacity
        ? [
            {
              ...metricValue('Capacity', metrics, 'capacity'),
              limits: { min: capacity.min, max: capacity.max },
            },
          ]
        : []),
      metricValue('Connections', metrics, 'connections'),
      metricValue('CPU', metrics, 'cpu'),
    ];
  },
  plots: ({ metrics }) =>
    metricPlot('CPU', metrics, 'cpu', { kind: 'alarm', value: 80 }),
};
