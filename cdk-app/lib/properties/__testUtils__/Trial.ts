import {
  type BlueprintId,
  type EnvironmentInput,
  type EnvironmentSpec,
} from '@streamflix/backstage-plugin-streamflix-common/environment';
import fc from 'fast-check';
import { anyChange, anyInput, anySuffix, type Change } from './anyInput';
import { Environment, Variation } from './Environment';
import { changeable, scalingLimits } from './fields';
import { setAt } from './setAt';
import { settle, type Candidate } from './settle';

interface Draw {
  readonly raw: EnvironmentInput;
  readonly changes: readonly Change[];
  readonly limits: readonly Change[];
  /** The other variation: synthesis is expensive, so each trial has only one of them. */
  readonly variation: 'scaled' | 'suffix' | 'region';
  readonly suffix: string;
}

/**
 * One valid environment and its variations. Everything is created lazily and cached, so that all properties share one synthesis,
 * and shrinking a failure only creates what it needs.
 */
export class Trial {
  readonly candidate: Candidate;
  private readonly made = new Map<string, unknown>();

  constructor(
    private readonly blueprint: BlueprintId,
    private readonly draw: Draw,
  ) {
    this.candidate = settle(blueprint, draw.raw);
  }

  private once<T>(key: string, make: () => T): T {
    if (!this.made.has(key)) this.made.set(key, make());
    return this.made.get(key) as T;
  }

  get spec(): EnvironmentSpec {
    const { spec } = this.candidate;
    if (!spec) throw new Error('The draw could not be made valid.');
    return spec;
  }

  get environment(): Environment {
    return this.once('environment', () => new Environment(this.spec));
  }

  /** The same specification, synthesised again. */
  get again(): Environment {
    return this.once(
      'again',
      () => new Environment(structuredClone(this.spec)),
    );
  }

  /** The same environment with another suffix or region; undefined when another variation was drawn. */
  get other(): Environment | undefined {
    return this.once('other', () => {
      const { variation, suffix } = this.draw;
      const { spec } = this;
      if (variation === 'scaled') return undefined;
      const region = spec.region === 'eu-west-2' ? 'eu-west-1' : 'eu-west-2';
      return new Environment(
        variation === 'suffix'
          ? { ...spec, suffix: this.similarSuffix(suffix) }
          : { ...spec, region },
      );
    });
  }

  /** Suffixes are most similar when one ends or starts with the other. */
  private similarSuffix(drawn: string): string {
    const { suffix } = this.spec;
    const alike = [`${drawn.slice(0, 3)}-${suffix}`, `${suffix}-1`].find(
      candidate => candidate.length <= 20 && !candidate.includes('--'),
    );
    const chosen = drawn.length % 2 && alike ? alike : drawn;
    return chosen === suffix ? `x${chosen.slice(1, 19)}y` : chosen;
  }

  /** The environment with changed values, and with dependent values adapted; undefined when nothing changed. */
  private varied(changes: readonly Change[]): Variation | undefined {
    const input = structuredClone(this.candidate.input);
    for (const { path, value } of changes) setAt(input, path, value);
    const { spec } = settle(this.blueprint, input);
    if (!spec) return undefined;
    const variation = new Variation(this.environment, spec);
    return variation.differing.length > 0 ? variation : undefined;
  }

  /** One value changed, and dependent values adapted; undefined when none of those drawn was possible. */
  get change(): (Variation & { path: string }) | undefined {
    return this.once('change', () => {
      for (const drawn of this.draw.changes) {
        const variation = this.varied([drawn]);
        if (variation?.differing.some(({ path }) => path === drawn.path)) {
          return Object.assign(variation, { path: drawn.path });
        }
      }
      return undefined;
    });
  }

  /** Only scaling limits changed; undefined when it has none of those drawn, or another variation was drawn. */
  get scaled(): Variation | undefined {
    return this.once('scaled', () => {
      if (this.draw.variation !== 'scaled') return undefined;
      const variation = this.varied(this.draw.limits);
      // If the template had no space left, another value was dropped.
      return variation?.differing.every(({ path }) =>
        scalingLimits.includes(path),
      )
        ? variation
        : undefined;
    });
  }

  /** What fast-check prints: everything needed to reproduce the failure. */
  [fc.toStringMethod](): string {
    return [
      `\n  input ${JSON.stringify(this.candidate.input)}`,
      `changed ${fc.stringify(this.made.get('change'))}`,
      `scaled ${fc.stringify(this.made.get('scaled'))}`,
      `variation ${this.draw.variation} ${this.draw.suffix}\n`,
    ].join('\n  ');
  }
}

/**
 * Any valid environment of a blueprint.
 *
 * @returns for the path of a field: its arbitrary, which changes this field where possible
 */
export function anyTrial(
  blueprint: BlueprintId,
): (path: string) => fc.Arbitrary<Trial> {
  const draw = {
    raw: anyInput(blueprint),
    limits: fc.tuple(...scalingLimits.map(path => anyChange([path]))),
    variation: fc.oneof(
      { weight: 3, arbitrary: fc.constant<Draw['variation']>('scaled') },
      { weight: 2, arbitrary: fc.constant<Draw['variation']>('suffix') },
      { weight: 1, arbitrary: fc.constant<Draw['variation']>('region') },
    ),
    suffix: anySuffix(),
  };
  const any = anyChange(changeable);
  const preferred = new Map(changeable.map(path => [path, anyChange([path])]));
  return path => {
    const one = preferred.get(path) ?? any;
    return fc
      .record({ ...draw, changes: fc.tuple(one, one, one, any, any, any) })
      .map(drawn => new Trial(blueprint, drawn));
  };
}
