import { isDeepStrictEqual } from 'node:util';
import { resourceSchema } from '../schema/ResourceSchema';
import { resolveProperties } from '../stacks/resolveProperties';
import type { Stack } from '../stacks/Stack';
import type { Deployment } from '../stacks/Deployment';
import { attributeOf, scopeParameters, stackScope } from '../stacks/stackScope';
import type { StackStore } from '../stacks/StackStore';
import type { DependencyGraph } from '../template/dependencyGraph';
import { KNOWN_AFTER_APPLY, type Scope } from '../template/Scope';
import { validationError } from '../template/validationError';
import type { PlannedChange } from '../stacks/PlannedChange';
import { type PlannedEffect, planDetails, replacementOf } from './planDetails';

const REPLACEMENTS = {
  True: 'replaced',
  Conditional: 'maybe-replaced',
  False: 'changed',
} as const;

/** Dependencies first. */
function inOrder(graph: ReadonlyMap<string, ReadonlySet<string>>): string[] {
  const done = new Set<string>();
  const visit = (id: string) => {
    if (done.has(id)) return;
    for (const dependency of graph.get(id) ?? []) visit(dependency);
    done.add(id);
  };
  for (const id of graph.keys()) visit(id);
  return [...done];
}

function refuseChangedTypes(stack: Stack, { template }: Deployment): void {
  const changed = [...stack.resources.values()].filter(
    ({ logicalId, type, current }) =>
      current &&
      logicalId in template.resources &&
      template.resources[logicalId].type !== type,
  );
  if (changed.length > 0) {
    throw validationError(
      `Update of resource type is not permitted. The new template modifies resource type of the following resources: [${changed
        .map(({ logicalId }) => logicalId)
        .join(', ')}]`,
    );
  }
}

const changedParameters = (stack: Stack, { parameters }: Deployment) =>
  new Set(
    Object.keys(parameters).filter(
      name =>
        !isDeepStrictEqual(
          stack.deployment?.parameters[name]?.value,
          parameters[name].value,
        ),
    ),
  );

function planRemovals(stack: Stack, wanted: DependencyGraph): PlannedChange[] {
  return [...stack.resources.values()].flatMap(
    ({ logicalId, type, current }) => {
      const schema = resourceSchema(type);
      return current && schema && !wanted.has(logicalId)
        ? [
            {
              logicalId,
              type,
              schema,
              current,
              details: [],
              action: 'Remove' as const,
              definition: current.definition,
            },
          ]
        : [];
    },
  );
}

/**
 * The changes a deployment would make to a stack, per resource, dependencies first.
 *
 * @throws AwsError `ValidationError` when a function cannot be evaluated or a resource would change its type.
 */
export function planChanges(
  stack: Stack,
  deployment: Deployment,
  store: StackStore,
): PlannedChange[] {
  refuseChangedTypes(stack, deployment);
  const { template, conditions, graph, tags: stackTags } = deployment;
  const effects = new Map<string, PlannedEffect>();
  const effectOn = (id: string): PlannedEffect => effects.get(id) ?? 'kept';
  const parameters = changedParameters(stack, deployment);

  const current = (id: string) => stack.resources.get(id)?.current;
  const isToCome = (id: string) =>
    !current(id) || effectOn(id) === 'replaced' || effectOn(id) === 'added';
  const scope = (isShown: boolean): Scope => {
    const actual = stackScope(stack, deployment, store);
    return {
      ...actual,
      parameters: scopeParameters(stack, deployment, isShown),
      ref: id => (isToCome(id) ? KNOWN_AFTER_APPLY : actual.ref(id)),
      attribute: (id, attribute) => {
        const incarnation = current(id);
        return !incarnation || isToCome(id)
          ? KNOWN_AFTER_APPLY
          : attributeOf(id, incarnation, attribute);
      },
    };
  };

  const changes: PlannedChange[] = [];
  for (const logicalId of inOrder(graph)) {
    const definition = template.resources[logicalId];
    const schema = resourceSchema(definition.type);
    if (!schema) continue;
    const { properties, shown } = resolveProperties(
      schema,
      definition,
      scope,
      deployment,
    );
    const planned = {
      logicalId,
      definition,
      schema,
      properties,
      shown,
      type: definition.type,
    };
    const before = current(logicalId);
    if (!before) {
      effects.set(logicalId, 'added');
      changes.push({ ...planned, action: 'Add', details: [] });
      continue;
    }
    const details = planDetails({
      schema,
      definition,
      properties,
      stackTags,
      conditions,
      effectOn,
      current: before,
      changedParameters: parameters,
    });
    if (details.length === 0) continue;
    const replacement = replacementOf(details);
    // A resource with only a new description is not updated, so none of its attributes can change for others.
    const isTouched = details.some(
      ({ attribute }) => attribute === 'Properties' || attribute === 'Tags',
    );
    effects.set(logicalId, isTouched ? REPLACEMENTS[replacement] : 'kept');
    changes.push({
      ...planned,
      action: 'Modify',
      details,
      replacement,
      current: before,
    });
  }
  return [...changes, ...planRemovals(stack, graph)];
}

/** Whether the deployment changes the stack itself, not only its resources: outputs, tags, notifications. */
export function changesStackItself(stack: Stack, next: Deployment): boolean {
  const { deployment: before } = stack;
  return (
    !before ||
    !isDeepStrictEqual(before.template.outputs, next.template.outputs) ||
    !isDeepStrictEqual(before.tags, next.tags) ||
    !isDeepStrictEqual(before.notificationArns, next.notificationArns)
  );
}
