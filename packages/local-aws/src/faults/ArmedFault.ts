import { z } from 'zod/v4';
import type { Behaviour, CallEffect } from './Behaviour';
import type { FaultedCall } from './FaultedCall';
import { matchesGlob } from './glob';
import { callLimits, resourceLimits } from './limits';
import type { ResourceFault, ResourceOperation } from './ResourceFault';
import type { SimulatedClock } from './SimulatedClock';

const limitsSchema = z.object({ ...callLimits, ...resourceLimits });

/** The same sequence for the same seed, evenly distributed between 0 and 1 (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** An active fault, with the number of times it took effect. */
export class ArmedFault {
  strikes = 0;
  private readonly limits: z.output<typeof limitsSchema>;
  private readonly attempts = new Map<string, number>();
  private readonly random: () => number;

  /** @param definition as it was submitted, for listing */
  constructor(
    readonly id: string,
    readonly definition: Readonly<Record<string, unknown>>,
    readonly behaviour: Behaviour,
    private readonly clock: SimulatedClock,
  ) {
    this.limits = limitsSchema.parse(definition);
    this.random = randomFrom(this.limits.seed ?? 1);
  }

  /** @returns the effect on the call; undefined when the fault does not apply */
  async onCall(
    call: FaultedCall,
    when: 'before' | 'after',
  ): Promise<CallEffect | undefined> {
    const { behaviour, limits } = this;
    if ((behaviour.when ?? 'before') !== when || !this.isInForce())
      return undefined;
    const isConcerned =
      matchesGlob(limits.service, call.service) &&
      matchesGlob(limits.operation, call.operation) &&
      matchesGlob(limits.region, call.region) &&
      matchesGlob(limits.stack, call.stack);
    const effect = isConcerned ? await behaviour.onCall?.(call) : undefined;
    return effect && this.strikesAttempt('') ? effect : undefined;
  }

  /** @returns the effect on the operation; undefined when the fault does not apply */
  onResource(work: ResourceOperation): ResourceFault | undefined {
    const { behaviour, limits } = this;
    const { region, stackName, logicalId, type } = work;
    const isConcerned =
      this.isInForce() &&
      matchesGlob(limits.region, region) &&
      matchesGlob(limits.stack, stackName) &&
      matchesGlob(limits.resource, logicalId) &&
      matchesGlob(limits.type, type);
    const effect = isConcerned ? behaviour.onResource?.(work) : undefined;
    // Attempts are counted per resource.
    return effect && this.strikesAttempt(`${region} ${stackName} ${logicalId}`)
      ? effect
      : undefined;
  }

  /** Whether a version is withdrawn; checking does not count as a strike. */
  withdraws(region: string, engine: string, version: string): boolean {
    return (
      this.isInForce() &&
      matchesGlob(this.limits.region, region) &&
      (this.behaviour.withdraws?.(engine, version) ?? false)
    );
  }

  /** Whether a VPC link had no traffic for long. */
  idles(region: string, name: string): boolean {
    return (
      this.isInForce() &&
      matchesGlob(this.limits.region, region) &&
      (this.behaviour.idles?.(name) ?? false)
    );
  }

  /** Within its time limits, and not used up. */
  isInForce(): boolean {
    const { from = 0, until = Infinity, times = Infinity } = this.limits;
    const now = this.clock.now();
    return from <= now && now < until && this.strikes < times;
  }

  private strikesAttempt(subject: string): boolean {
    const { attempts, fromAttempt = 1, percent = 100 } = this.limits;
    const attempt = (this.attempts.get(subject) ?? 0) + 1;
    this.attempts.set(subject, attempt);
    if (attempt < fromAttempt) return false;
    if (attempts && !attempts.includes(attempt)) return false;
    if (percent < 100 && this.random() * 100 >= percent) return false;
    this.strikes += 1;
    return true;
  }
}
