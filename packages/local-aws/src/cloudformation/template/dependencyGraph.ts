import { validationError } from './validationError';
import { references } from './references';
import type { ResourceDefinition, Template } from './Template';

/**
 * For each logical id, the logical ids that must exist before it.
 *
 * @public
 */
export type DependencyGraph = ReadonlyMap<string, ReadonlySet<string>>;

function dependenciesOf(
  logicalId: string,
  definition: ResourceDefinition,
  present: ReadonlySet<string>,
  conditions?: Readonly<Record<string, boolean>>,
): Set<string> {
  const targets = new Set(definition.dependsOn);
  for (const reference of references(definition.properties, conditions)) {
    if (reference.kind !== 'condition') targets.add(reference.target);
  }
  targets.delete(logicalId);
  return new Set([...targets].filter(target => present.has(target)));
}

/** What is left after repeatedly removing every node without dependencies. */
function cyclic(graph: DependencyGraph): string[] {
  const waiting = new Map(
    [...graph].map(([id, dependencies]) => [id, new Set(dependencies)]),
  );
  for (;;) {
    const free = [...waiting].filter(([, rest]) => rest.size === 0);
    if (free.length === 0) break;
    for (const [id] of free) {
      waiting.delete(id);
      for (const rest of waiting.values()) rest.delete(id);
    }
  }
  return [...waiting.keys()];
}

/** The logical ids of the resources that exist under these conditions. */
export const presentResources = (
  template: Template,
  conditions: Readonly<Record<string, boolean>>,
): string[] =>
  Object.entries(template.resources)
    .filter(
      ([, { condition }]) =>
        condition === undefined || conditions[condition] !== false,
    )
    .map(([id]) => id);

/**
 * @param conditions - results of the template's conditions; without it every resource and every branch counts.
 * @throws AwsError `ValidationError` when dependencies are circular.
 * @public
 */
export function dependencyGraph(
  template: Template,
  conditions?: Readonly<Record<string, boolean>>,
): DependencyGraph {
  const present = new Set(presentResources(template, conditions ?? {}));
  const itself = [...present].find(id =>
    template.resources[id].dependsOn.includes(id),
  );
  if (itself !== undefined) {
    throw validationError(`Circular dependency between resources: [${itself}]`);
  }
  const graph = new Map(
    [...present].map(id => [
      id,
      dependenciesOf(id, template.resources[id], present, conditions),
    ]),
  );
  const cycle = cyclic(graph);
  if (cycle.length > 0) {
    throw validationError(
      `Circular dependency between resources: [${cycle.join(', ')}]`,
    );
  }
  return graph;
}
