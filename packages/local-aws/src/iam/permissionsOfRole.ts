import type { IamStore } from '../services/iam/IamStore';
import { fieldsOf, listOf, stringsOf, type Fields } from '../world/values';
import type { World } from '../world/World';
import type { PolicyStatement } from './PolicyStatement';

/** Policies of stacks are evaluated as their templates have them. */
const statementsOf = (document: unknown): PolicyStatement[] =>
  [fieldsOf(document).Statement]
    .flat()
    .map(each => fieldsOf(each) as Fields & PolicyStatement);

/** The policies of a stack's role, inline and managed, and whether it has a permissions boundary; undefined for another role. */
export function permissionsOfRole(iam: IamStore, name: string, world: World) {
  const role = iam.resourceOfRole(name);
  if (!role) return undefined;
  const { region, properties } = role;
  const managed = world
    .list(region, 'AWS::IAM::ManagedPolicy')
    .filter(
      policy =>
        stringsOf(policy.properties.Roles).includes(name) ||
        stringsOf(properties.ManagedPolicyArns).includes(policy.physicalId),
    );
  return {
    statements: [
      ...listOf(properties.Policies).flatMap(each =>
        statementsOf(fieldsOf(each).PolicyDocument),
      ),
      ...managed.flatMap(each => statementsOf(each.properties.PolicyDocument)),
    ],
    isBounded: properties.PermissionsBoundary !== undefined,
  };
}
