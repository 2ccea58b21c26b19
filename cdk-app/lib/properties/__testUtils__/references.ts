import {
  isValues,
  type Values,
} from '@streamflix/backstage-plugin-streamflix-common/spec';
import type { TemplateBody } from '../../__testUtils__/environment';

/** Every value below one, with the keys that lead to it. */
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

/** The objects in a list, or the one object that stands for a list of one. */
export const recordsIn = (value: unknown): Values[] =>
  [value].flat().filter(isValues);

/** Ids a value refers to through Ref, Fn::GetAtt and Fn::Sub; pseudo parameters too. */
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

/** What each resource refers to or depends on by name, and, beyond that, must wait for. */
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

  /** Ids a resource names itself. */
  of(id: string): ReadonlySet<string> {
    return this.direct.get(id) ?? new Set();
  }

  /** Ids of the resources that name one. */
  to(id: string): string[] {
    return [...this.direct.keys()].filter(other => this.of(other).has(id));
  }

  /** Ids of all that CloudFormation completes before it begins with a resource. */
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
