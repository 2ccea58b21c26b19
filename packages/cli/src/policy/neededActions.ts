import type { Values } from '@streamflix/backstage-plugin-streamflix-common/environment';
import { entriesOf, type Template } from '@streamflix/cdk-app/template';
import { additionalActions } from './additionalActions';
import handlerPermissions from './handlerPermissions.json';
import { unneededActions } from './unneededActions';
import { streamflixCalls, validationActions } from './streamflixCalls';

/** Who makes the calls a policy allows: StreamFlix itself, and CloudFormation on its behalf. */
export type Caller = 'streamflix' | 'cloudformation';

/** For each action, what needs it: resource types, or StreamFlix itself. */
export type NeededActions = Map<string, Set<string>>;

const handlers: Readonly<Record<string, Record<string, string[]>>> =
  handlerPermissions;

/** Resource types of a template, without `AWS::`, with the properties of each resource. */
export function resourcesByType(template: Template): Map<string, Values[]> {
  const byType = new Map<string, Values[]>();
  for (const { type, properties } of entriesOf(template)) {
    const short = type.replace(/^AWS::/, '');
    byType.set(short, [...(byType.get(short) ?? []), properties]);
  }
  return byType;
}

/** Whether any of the resources has a property with this name, at any depth. */
const has = (resources: readonly Values[], property: string) =>
  JSON.stringify(resources).includes(`"${property}":`);

/** Whether the actions of a resource type, given without `AWS::`, are known. */
export const isCovered = (type: string): boolean =>
  `AWS::${type}` in handlers ||
  additionalActions.some(row => row.type === type);

/** Actions that CloudFormation needs to create, read, update and delete these resources, depending on their properties. */
function actionsOfType(
  type: string,
  resources: readonly Values[],
): Set<string> {
  const actions = new Set(Object.values(handlers[`AWS::${type}`] ?? {}).flat());
  for (const row of unneededActions) {
    const isSet = row.unless?.some(property => has(resources, property));
    if (!row.types.includes(type) || isSet) continue;
    row.actions.forEach(action => actions.delete(action));
  }
  for (const row of additionalActions) {
    if (row.type !== type || (row.when && !has(resources, row.when))) continue;
    row.actions.forEach(action => actions.add(action));
  }
  return actions;
}

/** Names of existing secrets that CloudFormation reads during a deployment, through dynamic references. */
export const secretsRead = (template: Template): string[] => [
  ...new Set(
    [
      ...JSON.stringify(template.Resources).matchAll(
        /\{\{resolve:secretsmanager:([^:}]+):/g,
      ),
    ].map(([, name]) => name),
  ),
];

/**
 * Every action the callers need for a template: what CloudFormation does on behalf of StreamFlix, and what StreamFlix calls itself.
 *
 * @throws Error naming the resource types whose actions are unknown
 */
export function neededActions(
  template: Template,
  callers: readonly Caller[],
): NeededActions {
  const byType = resourcesByType(template);
  const unknown = [...byType.keys()].filter(type => !isCovered(type));
  if (unknown.length > 0) {
    throw new Error(
      `It is unknown which actions CloudFormation needs for ${unknown
        .map(type => `AWS::${type}`)
        .join(
          ', ',
        )}: add it to handlerPermissions.json or additionalActions.ts.`,
    );
  }
  const needed: NeededActions = new Map();
  const need = (action: string, by: string) =>
    needed.set(action, (needed.get(action) ?? new Set()).add(by));
  if (callers.includes('cloudformation')) {
    for (const [type, resources] of byType) {
      for (const action of actionsOfType(type, resources)) need(action, type);
    }
    if (secretsRead(template).length > 0) {
      const secret = 'existing secret of the database';
      need('secretsmanager:GetSecretValue', secret);
      need('kms:Decrypt', secret);
    }
  }
  if (callers.includes('streamflix')) {
    for (const { action, purpose, types } of Object.values(streamflixCalls)) {
      const isMade = types?.some(type => byType.has(type)) ?? true;
      if (action && isMade) need(action, `StreamFlix: ${purpose}`);
    }
    for (const action of validationActions) {
      need(action, 'StreamFlix: warnings of quotas');
    }
    need('cloudformation:TagResource', 'StreamFlix: the tags of the stack');
  }
  return needed;
}
