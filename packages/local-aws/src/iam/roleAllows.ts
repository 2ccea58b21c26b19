import type { IamStore } from '../services/iam/IamStore';
import { fieldsOf, listOf } from '../world/values';
import type { World } from '../world/World';
import { StatementIndex } from './evaluate';
import { permissionsOfRole } from './permissionsOfRole';

/** Whether a service may assume the role of a stack, and the role allows the action. */
export function roleAllows(
  iam: IamStore,
  world: World,
  request: {
    roleArn: string;
    service: string;
    action: string;
    resource: string;
  },
): boolean {
  const { roleArn, service, action, resource } = request;
  const name = roleArn.split('/').pop() ?? '';
  const trust = iam.resourceOfRole(name)?.properties.AssumeRolePolicyDocument;
  const isTrusted = listOf(fieldsOf(trust).Statement).some(statement =>
    [fieldsOf(fieldsOf(statement).Principal).Service].flat().includes(service),
  );
  const { statements = [] } = permissionsOfRole(iam, name, world) ?? {};
  return (
    isTrusted &&
    new StatementIndex(statements).decide({ action, resource, keys: {} }) ===
      'allowed'
  );
}
