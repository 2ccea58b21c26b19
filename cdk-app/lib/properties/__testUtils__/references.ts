import {
  isValues,
  type Values,
} from '@streamflix/backstage-plugin-streamflix-common/environment';
import type { TemplateBody } from '../../__testUtils__/environment';

/** Every nested value, with its path of keys. */
export function* valuesBelow(
  value: unknown,
  keys: readonly string[] = [],
): Generator<[value: unknown, keys: readonly string[]]> {
  yield [value, keys];
  if (Array.isArray(value)) {
    for (const element of value) yield* valuesBelow(element, keys);
  } else if (isValues(value)) {
    for (const [key, inner] of Object.entries(value)) {
      yield* valuesBelow(inner, [...keys, key]);
    }
  }
}

/** The objects in a list, or a single object as a list of one. */
export const recordsIn = (value: unknown): Values[] =>
  [value].flat().filter(isValues);

/** Ids that a value references through Ref, Fn::GetAtt and Fn::Sub; pseudo parameters too. */
export function referencesIn(value: unknown): Set<string> {
  const found = new Set<string>();
  for (const [inner] of valuesBelow(value)) {
    if (!isValues(inner)) continue;
    const { Ref: ref, 'Fn::GetAtt': attribute, 'Fn::Sub': sub } = inner;
    if (typeof ref === 'string') found.add(ref);
    if (Array.isArray(attribute)) found.add(String(attribute[0]));
    if (typeof attribute === 'string') found.add(attribute.split('.')[0]);
    for (const text of [sub].flat()) {
      if (typeof text !== 'string') continue;
      for (const [, id] of text.matchAll(/\$\{([^!}.]+)[^}]*\}/g)) {
        found.add(id);
      }
    }
  }
  return found;
}

/** What each resource references or depends on, and what it transitively waits for. */
export class References {
  private readonly direct: ReadonlyMap<string, ReadonlySet<string>>;

  constructor({ Resources }: TemplateBody) {
    this.direct = new Map(
      Object.entries(Resources).map(([id, resource]) => [
        id,
        new Set([
          ...referencesIn(resource.Properties),
          ...[resource.DependsOn ?? []].flat(),
        ]),
      ]),
    );
  }

  /** Ids that a resource references directly. */
  of(id: string): ReadonlySet<string> {
    return this.direct.get(id) ?? new Set();
  }

  /** Ids of the resources that reference one. */
  to(id: string): string[] {
    return [...this.direct.keys()].filter(other => this.of(other).has(id));
  }

  /** Ids of everything CloudFormation completes before it starts with a resource. */
  before(id: string): Set<string> {
    const all = new Set<string>();
    const queue = [...this.of(id)];
    for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
      if (all.has(next)) continue;
      all.add(next);
      queue.push(...this.of(next));
    }
    return all;
  }
}
