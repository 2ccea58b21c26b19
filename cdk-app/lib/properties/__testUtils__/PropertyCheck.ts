import {
  blueprintIds,
  type BlueprintId,
} from '@streamflix/backstage-plugin-streamflix-common/environment';
import fc from 'fast-check';
import { changes } from './changes';
import { Coverage } from './Coverage';
import { encryption } from './encryption';
import { changeable } from './fields';
import { identity } from './identity';
import { ordering } from './ordering';
import { physicalNames } from './physicalNames';
import type { Property } from './Property';
import { publicAccess } from './publicAccess';
import { seed, specs } from './runs';
import { secretValues } from './secretValues';
import { selfContained } from './selfContained';
import { stability } from './stability';
import { anyTrial, type Trial } from './Trial';

/** Every property of valid environments. */
export const properties: readonly Property[] = [
  ...selfContained,
  ...publicAccess,
  ...encryption,
  ...secretValues,
  ...physicalNames,
  ...identity,
  ...stability,
  ...changes,
  ...ordering,
];

/** One specification: its number determines its seed, and the field it changes where possible. */
interface Run {
  readonly number: number;
  readonly path: string;
}

/** A failed synthesis violates every property. */
function violationsOf(property: Property, trial: Trial): string[] {
  try {
    return property.violations(trial);
  } catch (error) {
    return [error instanceof Error ? error.stack ?? error.message : `${error}`];
  }
}

/**
 * Checks every property on random valid environments of a blueprint.
 *
 * Each specification is synthesised once for all properties; a failed property is run again separately to find the smallest
 * failing specification.
 */
export class PropertyCheck {
  /** Number of specifications of this blueprint. */
  readonly runs = Math.ceil(specs / blueprintIds.length);
  readonly coverage = new Coverage();
  private readonly trials: ReturnType<typeof anyTrial>;
  private readonly failedAt = new Map<Property, Run>();

  constructor(blueprint: BlueprintId) {
    this.trials = anyTrial(blueprint);
  }

  private runOnce(
    { number, path }: Run,
    verify: (trial: Trial) => void,
    options: { endOnFailure?: boolean } = {},
  ) {
    return fc.check(fc.property(this.trials(path), verify), {
      seed: seed + number,
      numRuns: 1,
      ...options,
    });
  }

  run(): void {
    for (let number = 0; number < this.runs; number++) {
      // Unchanged fields come first, so that every field is covered.
      const { unchanged } = this.coverage;
      const paths = unchanged.length > 0 ? unchanged : changeable;
      const run = { number, path: paths[number % paths.length] };
      const { errorInstance } = this.runOnce(
        run,
        trial => {
          for (const property of properties) {
            if (this.failedAt.has(property)) continue;
            if (violationsOf(property, trial).length > 0) {
              this.failedAt.set(property, run);
            }
          }
          this.coverage.see(trial);
        },
        // Only a trial that could not be made valid gets here, and its smaller versions take hours and gigabytes.
        { endOnFailure: true },
      );
      if (errorInstance) throw errorInstance;
    }
  }

  /** The smallest specification that violates a property, and how; undefined when none does. */
  counterexample(property: Property): string | undefined {
    const run = this.failedAt.get(property);
    if (!run) return undefined;
    const details = this.runOnce(run, trial => {
      const violations = violationsOf(property, trial);
      if (violations.length > 0) throw new Error(violations.join('\n'));
    });
    return `SEED=${seed} SPECS=${specs}, run ${
      run.number
    }: ${fc.defaultReportMessage(details)}`;
  }
}
