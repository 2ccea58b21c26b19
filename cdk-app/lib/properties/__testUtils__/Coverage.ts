import {
  blueprints,
  valueAt,
  type BlueprintId,
} from '@streamflix/backstage-plugin-streamflix-common/environment';
import { changeable, fields, scalingLimits } from './fields';
import type { Trial } from './Trial';

/** What the trials of a run have covered. */
export class Coverage {
  private readonly given = new Set<string>();
  private readonly values = new Map<string, Set<unknown>>();
  private readonly changed = new Set<string>();
  private readonly scaled = new Set<string>();
  private rejected = 0;
  private dropped = 0;
  private trials = 0;

  see({ candidate, change, scaled }: Trial): void {
    this.trials++;
    this.dropped += candidate.dropped.length;
    if (!candidate.spec) this.rejected++;
    for (const { path } of fields) {
      const value = valueAt(candidate.input, path);
      if (value !== undefined) this.given.add(path);
      const seen = this.values.get(path) ?? new Set();
      seen.add(valueAt(candidate.spec, path));
      this.values.set(path, seen);
    }
    if (change) this.changed.add(change.path);
    for (const { path } of scaled?.differing ?? []) this.scaled.add(path);
  }

  /** One-line summary: the number of trials, and the values that were dropped to make them valid. */
  get summary(): string {
    return `${this.trials} tried, ${this.rejected} rejected, ${(
      this.dropped / this.trials
    ).toFixed(1)} values left out of each`;
  }

  /** Fields no trial has changed yet. */
  get unchanged(): string[] {
    return changeable.filter(path => !this.changed.has(path));
  }

  /** Descriptions of what was never tried; none when everything was. */
  unseen(blueprint: BlueprintId): string[] {
    const has = (path: string, value: unknown) =>
      this.values.get(path)?.has(value) ?? false;
    const impossible = blueprints[blueprint].requiredSecrets
      ? ['database.kind none']
      : [];
    return [
      ...fields
        .filter(({ path }) => !this.given.has(path))
        .map(({ path }) => `${path} was never given`),
      ...fields
        .filter(({ path }) => path !== 'blueprint')
        .flatMap(({ path, schema: { type, enum: choice, minimum, maximum } }) =>
          (choice ?? (type === 'boolean' ? [true, false] : [minimum, maximum]))
            .filter(value => value !== undefined && !has(path, value))
            .map(value => `${path} ${value}`),
        )
        .filter(reported => !impossible.includes(reported))
        .map(reported => `${reported} was never tried`),
      ...this.unchanged.map(path => `${path} was never changed`),
      ...scalingLimits
        .filter(path => !this.scaled.has(path))
        .map(path => `${path} was never scaled`),
    ];
  }
}
