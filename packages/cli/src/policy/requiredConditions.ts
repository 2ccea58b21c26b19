import type { ActionFacts } from './actionFacts';
import type { Conditions } from './Grant';
import type { PolicyContext } from './PolicyContext';

/**
 * Actions that grant permissions to a role or decide who has them. Other IAM actions do not need the boundary as a condition:
 * deleting or describing a role grants no permission, and a deleted role has no boundary to compare.
 */
const changesPermissions: ReadonlySet<string> = new Set([
  'iam:AttachRolePolicy',
  'iam:CreateRole',
  'iam:DeleteRolePolicy',
  'iam:DetachRolePolicy',
  'iam:PutRolePermissionsBoundary',
  'iam:PutRolePolicy',
  'iam:UpdateAssumeRolePolicy',
]);

/** Conditions of every action that supports the key. */
const always: Readonly<
  Record<
    string,
    (context: PolicyContext, action: string) => Conditions | undefined
  >
> = {
  'application-autoscaling:service-namespace': () => ({
    StringEquals: { 'application-autoscaling:service-namespace': 'ecs' },
  }),
  'elasticfilesystem:Encrypted': () => ({
    Bool: { 'elasticfilesystem:Encrypted': 'true' },
  }),
  'iam:PermissionsBoundary': ({ boundary }, action) =>
    boundary !== undefined && changesPermissions.has(action)
      ? { StringEquals: { 'iam:PermissionsBoundary': boundary } }
      : undefined,
  // CloudFormation keeps the role a stack was created with, and uses it for every caller who may change the stack, without iam:PassRole.
  'cloudformation:RoleArn': ({ executionRole }) =>
    executionRole === undefined
      ? undefined
      : { StringEquals: { 'cloudformation:RoleArn': executionRole } },
};

/** Combines conditions: all of them must hold. */
export function mergeConditions(
  ...blocks: (Conditions | undefined)[]
): Conditions | undefined {
  const merged: Conditions = {};
  for (const block of blocks) {
    for (const [operator, keys] of Object.entries(block ?? {})) {
      merged[operator] = { ...merged[operator], ...keys };
    }
  }
  return Object.keys(merged).length > 0 ? merged : undefined;
}

/** The conditions an action has on any resource. */
export const requiredConditions = (
  action: string,
  { conditionKeys }: ActionFacts,
  context: PolicyContext,
): Conditions | undefined =>
  mergeConditions(
    ...Object.entries(always)
      .filter(([key]) => conditionKeys.has(key))
      .map(([, conditionsOf]) => conditionsOf(context, action)),
  );
