import { setTimeout as pause } from 'node:timers/promises';
import { ArmedFault } from './ArmedFault';
import type { Behaviour, CallEffect } from './Behaviour';
import { checkFaults, FaultsRefused } from './checkFaults';
import { ConnectionLost } from './ConnectionLost';
import { type Fault, faultKinds } from './faultKinds';
import type { FaultedCall } from './FaultedCall';
import type { FaultHook } from './FaultHook';
import type { ResourceFault, ResourceOperation } from './ResourceFault';
import type { SimulatedClock } from './SimulatedClock';

/**
 * An active fault in the list.
 *
 * @public
 */
export interface ListedFault {
  readonly id: string;
  readonly kind: string;
  /** How often it took effect. */
  readonly strikes: number;
  /** The other fields it was submitted with. */
  readonly [field: string]: unknown;
}

/**
 * What the registry needs of the server around it.
 *
 * @public
 */
export interface FaultRegistryOptions {
  readonly clock: SimulatedClock;
  /** Stops responding for this many real seconds. */
  suspend(seconds: number): void;
}

const LONGEST_TIMER = 2_147_483_647;

/**
 * All active faults. The first fault that applies decides; delays of several faults add up.
 *
 * @public
 */
export class FaultRegistry {
  private faults: readonly ArmedFault[] = [];
  private readonly timers = new Map<ArmedFault, NodeJS.Timeout>();
  private generatedIds = 0;

  constructor(private readonly options: FaultRegistryOptions) {}

  /**
   * @returns their ids, in the given order
   * @throws FaultsRefused with every problem; then none is added
   */
  add(...faults: readonly (Fault | FaultHook)[]): string[] {
    return this.arm(faults, this.faults);
  }

  /** Replaces all faults by these. Returns and throws as `add` does. */
  replace(...faults: readonly (Fault | FaultHook)[]): string[] {
    return this.arm(faults, []);
  }

  list(): ListedFault[] {
    return this.faults.map(({ id, definition, strikes }) => ({
      ...definition,
      id,
      kind: String(definition.kind),
      strikes,
    }));
  }

  get(id: string): ListedFault | undefined {
    return this.list().find(fault => fault.id === id);
  }

  /** @returns whether the fault existed */
  remove(id: string): boolean {
    const left = this.faults.filter(fault => fault.id !== id);
    const existed = left.length < this.faults.length;
    this.keep(left);
    return existed;
  }

  clear(): void {
    this.keep([]);
  }

  /**
   * Runs a call and returns its output, unless a fault strikes before or after it takes effect.
   *
   * @throws AwsError the error response; `ConnectionLost` when there is no response
   */
  async around<Output>(
    call: FaultedCall,
    perform: () => Output | Promise<Output>,
  ): Promise<Output> {
    await this.strike(call, 'before');
    const output = await perform();
    await this.strike(call, 'after');
    return output;
  }

  onResource(work: ResourceOperation): ResourceFault | undefined {
    for (const fault of this.faults) {
      const effect = fault.onResource(work);
      if (effect) return effect;
    }
    return undefined;
  }

  /** Whether a fault withdraws a version of a database or cache. */
  isWithdrawn(region: string, engine: string, version: string): boolean {
    return this.faults.some(each => each.withdraws(region, engine, version));
  }

  /** Whether a VPC link is to be inactive. */
  isIdle(region: string, name: string): boolean {
    return this.faults.some(each => each.idles(region, name));
  }

  /** Counts a refused request for a version. */
  refuseVersion(region: string, engine: string, version: string): void {
    const fault = this.faults.find(each =>
      each.withdraws(region, engine, version),
    );
    if (fault) fault.strikes += 1;
  }

  private async strike(
    call: FaultedCall,
    when: 'before' | 'after',
  ): Promise<void> {
    for (const fault of this.faults) {
      const effect = await fault.onCall(call, when);
      if (effect) await this.apply(effect);
    }
  }

  private async apply(effect: CallEffect): Promise<void> {
    if (effect.kind === 'wait') {
      await pause(effect.seconds * 1000, undefined, { ref: false });
      return;
    }
    if (effect.kind === 'refuse') throw effect.error;
    if (effect.kind === 'go-away') this.options.suspend(effect.seconds);
    throw new ConnectionLost();
  }

  private arm(
    added: readonly (Fault | FaultHook)[],
    kept: readonly ArmedFault[],
  ): string[] {
    const plain = added.filter(each => 'kind' in each);
    checkFaults({ faults: plain }, new Set(kept.map(({ id }) => id)));
    const armed = added.map(each => this.armed(each, kept));
    this.keep([...kept, ...armed]);
    for (const fault of armed) this.schedule(fault);
    return armed.map(({ id }) => id);
  }

  private armed(
    fault: Fault | FaultHook,
    kept: readonly ArmedFault[],
  ): ArmedFault {
    const id = fault.id ?? this.nextId(kept);
    const { clock } = this.options;
    if (!('kind' in fault)) {
      return new ArmedFault(id, { kind: 'hook' }, behaviourOf(fault), clock);
    }
    const kind = faultKinds.find(({ name }) => name === fault.kind);
    if (!kind) throw new FaultsRefused([]);
    const inForceSince = Math.max(clock.now(), fault.from ?? 0);
    const behaviour = kind.behaviour(fault, inForceSince);
    return new ArmedFault(id, { ...fault }, behaviour, clock);
  }

  private nextId(kept: readonly ArmedFault[]): string {
    for (;;) {
      this.generatedIds += 1;
      const id = `fault-${this.generatedIds}`;
      if (!kept.some(each => each.id === id)) return id;
    }
  }

  private schedule(fault: ArmedFault): void {
    const { byItself } = fault.behaviour;
    if (!byItself) return;
    const wait = this.options.clock.millisecondsUntil(
      Number(fault.definition.from ?? 0),
    );
    const timer = setTimeout(() => {
      if (!fault.isInForce()) return;
      fault.strikes += 1;
      // There is no call that could receive the error.
      this.apply(byItself).catch(() => undefined);
    }, Math.min(wait, LONGEST_TIMER)).unref();
    this.timers.set(fault, timer);
  }

  private keep(faults: readonly ArmedFault[]): void {
    for (const [fault, timer] of this.timers) {
      if (faults.includes(fault)) continue;
      clearTimeout(timer);
      this.timers.delete(fault);
    }
    this.faults = faults;
  }
}

function behaviourOf(hook: FaultHook): Behaviour {
  return {
    async onCall(call) {
      await hook.beforeCall?.(call.service, call.operation, call);
      return undefined;
    },
    onResource: work => hook.onResource?.(work),
  };
}
