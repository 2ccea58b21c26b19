import type {
  JsonObject,
  ResourceDefinition,
  Template,
} from '@streamflix/local-aws/cloudformation';
import { besides } from './besides';
import handlerPermissions from './handlerPermissions.json';
import { leftOut } from './leftOut';
import { productCalls } from './productCalls';

/** For each action, what needs it: resource types, and StreamFlix itself. */
export type NeededActions = Map<string, Set<string>>;

const handlers: Readonly<Record<string, Record<string, string[]>>> =
  handlerPermissions;

/** Types without `AWS::` that resources of a template have, with the properties of each resource. */
export function resourcesByType(template: Template): Map<string, JsonObject[]> {
  const byType = new Map<string, JsonObject[]>();
  const all: ResourceDefinition[] = Object.values(template.resources);
  for (const { type, properties } of all) {
    const short = type.replace(/^AWS::/, '');
    byType.set(short, [...(byType.get(short) ?? []), properties]);
  }
  return byType;
}

/** Whether any of the resources has a property of that name, at any depth. */
const has = (resources: readonly JsonObject[], property: string) =>
  JSON.stringify(resources).includes(`"${property}":`);

/** Whether it is known what CloudFormation does with resources of a type, given without `AWS::`. */
export const isCovered = (type: string): boolean =>
  `AWS::${type}` in handlers || besides.some(row => row.type === type);

/** Actions CloudFormation takes to make, read, change and delete these resources, given what they set. */
export function actionsOfType(
  type: string,
  resources: readonly JsonObject[],
): Set<string> {
  const actions = new Set(Object.values(handlers[`AWS::${type}`] ?? {}).flat());
  for (const row of leftOut) {
    const isSet = row.unless?.some(property => has(resources, property));
    if (!row.types.includes(type) || isSet) continue;
    row.actions.forEach(action => actions.delete(action));
  }
  for (const row of besides) {
    if (row.type !== type || (row.when && !has(resources, row.when))) continue;
    row.actions.forEach(action => actions.add(action));
  }
  return actions;
}

/** Names of existing secrets CloudFormation reads while it deploys, through dynamic references. */
export const secretsRead = (template: Template): string[] => [
  ...new Set(
    [...template.body.matchAll(/\{\{resolve:secretsmanager:([^:}]+):/g)].map(
      ([, name]) => name,
    ),
  ),
];

/**
 * Every action the deploying role needs for a template: what CloudFormation does in its name, and what StreamFlix calls itself.
 *
 * @throws Error naming the resource types nobody knows the actions of
 */
export function neededActions(template: Template): NeededActions {
  const byType = resourcesByType(template);
  const unknown = [...byType.keys()].filter(type => !isCovered(type));
  if (unknown.length > 0) {
    throw new Error(
      `Nobody knows what CloudFormation needs for ${unknown
        .map(type => `AWS::${type}`)
        .join(', ')}: add it to handlerPermissions.json or besides.ts.`,
    );
  }
  const needed: NeededActions = new Map();
  const need = (action: string, why: string) =>
    needed.set(action, (needed.get(action) ?? new Set()).add(why));
  for (const [type, resources] of byType) {
    for (const action of actionsOfType(type, resources)) need(action, type);
  }
  for (const { action, why, types } of Object.values(productCalls)) {
    const isMade = types?.some(type => byType.has(type)) ?? true;
    if (action && isMade) need(action, `StreamFlix: ${why}`);
  }
  need('cloudformation:TagResource', 'StreamFlix: the tags of the stack');
  if (secretsRead(template).length > 0) {
    const why = 'existing secret of the database';
    need('secretsmanager:GetSecretValue', why);
    need('kms:Decrypt', why);
  }
  return needed;
}
