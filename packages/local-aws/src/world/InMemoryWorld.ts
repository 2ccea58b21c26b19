import type { AccountState } from './AccountState';
import type { Resource, ResourceChanges, ServiceEvent, World } from './World';

/** The account of every request. AWS never issues this id, so it cannot be confused with a real account. */
export const LOCAL_ACCOUNT_ID = '000000000000';

/** A world in memory: empty when the process starts, lost when it ends. */
export class InMemoryWorld implements World {
  readonly accountId = LOCAL_ACCOUNT_ID;
  /** By region, type and physical id. */
  private readonly resources = new Map<
    string,
    Map<string, Map<string, Resource>>
  >();
  private readonly listeners: ((resource: Resource) => void)[] = [];
  private readonly eventListeners: ((event: ServiceEvent) => void)[] = [];

  /** @param speed simulated seconds in one real second; more than 0. */
  constructor(
    readonly speed: number = 60,
    readonly account: AccountState = 'ready',
  ) {
    if (!Number.isFinite(speed) || speed <= 0) {
      throw new Error(`Speed must be a number above 0, but is ${speed}.`);
    }
  }

  /** Number of stacks that own resources, in all regions. */
  get stackCount(): number {
    return new Set(this.owners()).size;
  }

  /** Number of resources that were created by stacks, including those that no stack lists any more. */
  get ownedCount(): number {
    return this.owners().length;
  }

  now(): Date {
    return new Date();
  }

  list(region: string, type: string): Resource[] {
    return [...(this.resources.get(region)?.get(type)?.values() ?? [])];
  }

  find(region: string, type: string, physicalId: string): Resource | undefined {
    return this.resources.get(region)?.get(type)?.get(physicalId);
  }

  add(resource: Resource): void {
    const { region, type, physicalId } = resource;
    const ofRegion = this.resources.get(region) ?? new Map();
    const ofType = ofRegion.get(type) ?? new Map();
    if (ofType.has(physicalId)) {
      throw new Error(`${type} ${physicalId} already exists in ${region}.`);
    }
    ofType.set(physicalId, resource);
    ofRegion.set(type, ofType);
    this.resources.set(region, ofRegion);
    this.notify(resource);
  }

  update(resource: Resource, changes: ResourceChanges): void {
    Object.assign(resource, changes);
    this.notify(resource);
  }

  remove(resource: Resource): void {
    const { region, type, physicalId } = resource;
    this.resources.get(region)?.get(type)?.delete(physicalId);
    this.notify(resource);
  }

  onChange(listener: (resource: Resource) => void): void {
    this.listeners.push(listener);
  }

  report(event: ServiceEvent): void {
    for (const listener of this.eventListeners) listener(event);
  }

  onEvent(listener: (event: ServiceEvent) => void): void {
    this.eventListeners.push(listener);
  }

  private notify(resource: Resource): void {
    for (const listener of this.listeners) listener(resource);
  }

  /** The stack of each resource that has one. */
  private owners(): string[] {
    return [...this.resources.values()]
      .flatMap(ofRegion => [...ofRegion.values()])
      .flatMap(ofType =>
        [...ofType.values()].flatMap(({ stackId }) => stackId ?? []),
      );
  }
}
