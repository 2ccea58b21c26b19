import { referencesIn } from './referencesIn';
import type { Template } from './Template';

/** For each logical id, the logical ids that must exist before it. */
export type DependencyGraph = ReadonlyMap<string, ReadonlySet<string>>;

/** What each resource of a template references or depends on. */
export const dependencyGraph = ({ Resources }: Template): DependencyGraph =>
  new Map(
    Object.entries(Resources).map(([id, { Properties, DependsOn = [] }]) => [
      id,
      new Set(
        [...referencesIn(Properties), ...[DependsOn].flat()].filter(
          target => target !== id && target in Resources,
        ),
      ),
    ]),
  );

/** Every resource that must be complete before CloudFormation starts the given one. */
export function everythingBefore(
  graph: DependencyGraph,
  id: string,
): Set<string> {
  const before = new Set<string>();
  const queue = [...(graph.get(id) ?? [])];
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    if (before.has(next)) continue;
    before.add(next);
    queue.push(...(graph.get(next) ?? []));
  }
  return before;
}
