import {
  dateOf,
  type Fields,
  numberOf,
  stringOf,
  stringsOf,
} from '../../world/values';
import type { Resource, World } from '../../world/World';
import { clusterArn } from './describeCluster';
import { instanceArn } from './describeInstance';
import { recordStorage } from './storageOptimization';

const MINUTE = 60 * 1000;
/** RDS keeps events for 14 days. */
const RETENTION = 14 * 24 * 60 * MINUTE;

const SOURCES = {
  'AWS::RDS::DBCluster': {
    type: 'db-cluster',
    label: 'DB cluster',
    detailType: 'RDS DB Cluster Event',
    arnOf: clusterArn,
    inEventBridge: 'CLUSTER',
    eventIds: {
      creation: '0170',
      deletion: '0171',
      failure: '0354',
      'configuration change': '0016',
    },
  },
  'AWS::RDS::DBInstance': {
    type: 'db-instance',
    label: 'DB instance',
    detailType: 'RDS DB Instance Event',
    arnOf: instanceArn,
    inEventBridge: 'DB_INSTANCE',
    eventIds: {
      creation: '0005',
      deletion: '0003',
      failure: '0031',
      'configuration change': '0012',
    },
  },
};

type Category = 'creation' | 'deletion' | 'failure' | 'configuration change';

/** RDS-EVENT-0017. */
const STORAGE_CHANGED: [category: Category, message: string] = [
  'configuration change',
  'Finished applying modification to allocated storage',
];

type DatabaseEvent = {
  readonly SourceIdentifier: string;
  readonly SourceType: string;
  readonly SourceArn: string;
  readonly Date: Date;
  readonly EventCategories: readonly string[];
  readonly Message: string;
};

/** Category and message of the event at the start of a phase; undefined when RDS has no event for it. */
function eventOf(
  { phase, reason }: Resource,
  before: Resource['phase'],
  label: string,
): [category: Category, message: string] | undefined {
  if (phase === before) return undefined;
  switch (phase) {
    case 'failed':
      return ['failure', reason ?? `${label} failed`];
    case 'updating':
      return ['configuration change', `${label} is being modified`];
    case 'deleting':
      return ['deletion', `${label} is being deleted`];
    default:
      return before === 'creating'
        ? ['creation', `${label} created`]
        : undefined;
  }
}

/** Events of databases, recorded as they happen. */
export class DatabaseEvents {
  private readonly phases = new WeakMap<Resource, Resource['phase']>();
  private readonly regions = new Map<string, DatabaseEvent[]>();

  constructor(private readonly world: World) {
    world.onChange(resource => this.record(resource));
  }

  /** Events of the requested period, by default of the last hour, oldest first. */
  describe(region: string, input: Fields): DatabaseEvent[] {
    const end = dateOf(input.EndTime) ?? this.world.now();
    const start =
      dateOf(input.StartTime) ??
      new Date(end.getTime() - (numberOf(input.Duration) ?? 60) * MINUTE);
    const categories = stringsOf(input.EventCategories);
    const type = stringOf(input.SourceType);
    const id = stringOf(input.SourceIdentifier);
    return (this.regions.get(region) ?? []).filter(
      event =>
        event.Date >= start &&
        event.Date <= end &&
        (type ?? event.SourceType) === event.SourceType &&
        (id ?? event.SourceIdentifier) === event.SourceIdentifier &&
        (!categories.length ||
          event.EventCategories.some(each => categories.includes(each))),
    );
  }

  private record(resource: Resource): void {
    const { region, type, physicalId } = resource;
    if (!(type in SOURCES)) return;
    const source = SOURCES[type as keyof typeof SOURCES];
    const before = this.phases.get(resource) ?? 'creating';
    this.phases.set(resource, resource.phase);
    const isResized =
      resource.phase === 'available' &&
      type === 'AWS::RDS::DBInstance' &&
      recordStorage(resource, this.world);
    const event = isResized
      ? STORAGE_CHANGED
      : eventOf(resource, before, source.label);
    if (!event) return;
    const now = this.world.now();
    const kept = (this.regions.get(region) ?? []).filter(
      each => now.getTime() - each.Date.getTime() < RETENTION,
    );
    const [category, message] = event;
    const arn = source.arnOf(resource, this.world);
    const common = {
      SourceIdentifier: physicalId,
      SourceArn: arn,
      EventCategories: [category],
      Message: message,
    };
    this.regions.set(region, [
      ...kept,
      { ...common, SourceType: source.type, Date: now },
    ]);
    this.world.report({
      region,
      source: 'aws.rds',
      detailType: source.detailType,
      resources: [arn],
      detail: {
        ...common,
        SourceType: source.inEventBridge,
        Date: now.toISOString(),
        EventID: `RDS-EVENT-${isResized ? '0017' : source.eventIds[category]}`,
      },
    });
  }
}
