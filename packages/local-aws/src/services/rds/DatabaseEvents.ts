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
    arnOf: clusterArn,
  },
  'AWS::RDS::DBInstance': {
    type: 'db-instance',
    label: 'DB instance',
    arnOf: instanceArn,
  },
};

/** RDS-EVENT-0017. */
const STORAGE_CHANGED: [category: string, message: string] = [
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
): [category: string, message: string] | undefined {
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
    this.regions.set(region, [
      ...kept,
      {
        SourceIdentifier: physicalId,
        SourceType: source.type,
        SourceArn: source.arnOf(resource, this.world),
        Date: now,
        EventCategories: [category],
        Message: message,
      },
    ]);
  }
}
