import { resourceSchema } from '../schema/ResourceSchema';
import { standInAttribute } from '../resources/attributesOf';
import { pseudoParameters } from '../template/pseudoParameters';
import type { Scope } from '../template/Scope';
import { validationError } from '../template/validationError';
import type { Stack } from './Stack';
import type { Deployment } from './Deployment';
import type { Incarnation } from './Incarnation';
import type { StackStore } from './StackStore';

/** Replaces the value of a `NoEcho` parameter in events and descriptions. */
export const MASK = '****';

/** The value of an attribute of a resource that exists. */
export function attributeOf(
  logicalId: string,
  { world, ref }: Incarnation,
  attribute: string,
): unknown {
  const schema = resourceSchema(world.type);
  const value =
    world.attributes[attribute] ??
    (schema && standInAttribute(schema, attribute, ref));
  if (value === undefined) {
    throw validationError(
      `Unable to retrieve ${attribute} attribute for ${world.type}, with error message Resource ${logicalId} has no such attribute.`,
    );
  }
  return value;
}

/** Parameters and pseudo parameters of a deployment, plain or masked. */
export const scopeParameters = (
  stack: Stack,
  { parameters, notificationArns }: Deployment,
  isShown = false,
): Record<string, unknown> => ({
  ...Object.fromEntries(
    Object.entries(parameters).map(([name, { value, noEcho }]) => [
      name,
      isShown && noEcho ? MASK : value,
    ]),
  ),
  ...pseudoParameters({
    ...stack,
    stackName: stack.name,
    stackId: stack.id,
    notificationArns,
  }),
});

/** Values for a stack's intrinsic functions during deployment, from the resources that already exist. */
export function stackScope(
  stack: Stack,
  deployment: Deployment,
  store: StackStore,
  isShown = false,
): Scope {
  const current = (logicalId: string): Incarnation => {
    const incarnation = stack.resources.get(logicalId)?.current;
    if (!incarnation) {
      throw validationError(
        `Template format error: Unresolved resource dependencies [${logicalId}] in the Resources block of the template`,
      );
    }
    return incarnation;
  };
  return {
    region: stack.region,
    mappings: deployment.template.mappings,
    conditions: deployment.conditions,
    parameters: scopeParameters(stack, deployment, isShown),
    ref: logicalId => current(logicalId).ref,
    attribute: (logicalId, attribute) =>
      attributeOf(logicalId, current(logicalId), attribute),
    importValue: name => {
      const found = store
        .exports(stack.region)
        .find(({ exportName }) => exportName === name);
      if (!found) throw validationError(`No export named ${name} found.`);
      stack.imports.add(name);
      return found.value;
    },
  };
}
