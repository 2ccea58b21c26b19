import { createBackendModule } from '@backstage/backend-plugin-api';
import {
  catalogEntityCreatePermission,
  catalogEntityDeletePermission,
  catalogEntityReadPermission,
  catalogEntityRefreshPermission,
  catalogEntityValidatePermission,
  catalogLocationAnalyzePermission,
  catalogLocationCreatePermission,
  catalogLocationDeletePermission,
  catalogLocationReadPermission,
} from '@backstage/plugin-catalog-common/alpha';
import {
  AuthorizeResult,
  isResourcePermission,
  type Permission,
  type PolicyDecision,
} from '@backstage/plugin-permission-common';
import {
  createConditionExports,
  type PermissionPolicy,
  type PolicyQuery,
  type PolicyQueryUser,
} from '@backstage/plugin-permission-node';
import { policyExtensionPoint } from '@backstage/plugin-permission-node/alpha';
import {
  createScaffolderTaskConditionalDecision,
  scaffolderTaskConditions,
} from '@backstage/plugin-scaffolder-backend/alpha';
import {
  actionExecutePermission,
  RESOURCE_TYPE_SCAFFOLDER_TASK,
  taskCancelPermission,
  taskCreatePermission,
  taskReadPermission,
  templateDryRunPermission,
  templateManagementPermission,
  templateParameterReadPermission,
  templateStepReadPermission,
} from '@backstage/plugin-scaffolder-common/alpha';
import {
  accountReadPermission,
  environmentAssignOwnerPermission,
  environmentCreatePermission,
  environmentDeletePermission,
  environmentReadPermission,
  environmentResourceType,
  environmentUpdatePermission,
} from '@streamflix/backstage-plugin-streamflix-common';
import {
  environmentResourceRef,
  isOwner,
} from '@streamflix/backstage-plugin-streamflix-backend';

/** The team that operates the portal. */
const platform = 'group:default/platform';

const names = (permissions: readonly Permission[]) =>
  new Set(permissions.map(({ name }) => name));

/** What every signed-in user may do. */
const everyone = names([
  environmentReadPermission,
  catalogEntityReadPermission,
  catalogEntityRefreshPermission,
  catalogEntityValidatePermission,
  catalogLocationReadPermission,
  templateParameterReadPermission,
  templateStepReadPermission,
  taskCreatePermission,
  // Actions run with the credentials of the user who started them.
  actionExecutePermission,
]);

/** What the owner of an environment may do with it; the platform team may do it with every environment. */
const owners = names([
  environmentCreatePermission,
  environmentUpdatePermission,
  environmentDeletePermission,
]);

/** What a user may do with tasks they started. Reading includes retrying. */
const starters = names([taskReadPermission, taskCancelPermission]);

/** What only the platform team may do. */
const platformOnly = names([
  accountReadPermission,
  environmentAssignOwnerPermission,
  catalogEntityCreatePermission,
  catalogEntityDeletePermission,
  catalogLocationAnalyzePermission,
  catalogLocationCreatePermission,
  catalogLocationDeletePermission,
  // A dry run executes steps that have not been reviewed.
  templateDryRunPermission,
  templateManagementPermission,
]);

const environments = createConditionExports({
  resourceRef: environmentResourceRef,
  rules: { isOwner },
});

/** Users manage what they and their groups own, and see their own tasks. Permissions not listed here are denied. */
export class OwnershipPolicy implements PermissionPolicy {
  async handle(
    { permission }: PolicyQuery,
    user?: PolicyQueryUser,
  ): Promise<PolicyDecision> {
    if (!user) return { result: AuthorizeResult.DENY };
    const { userEntityRef, ownershipEntityRefs } = user.info;
    const isPlatform = ownershipEntityRefs.includes(platform);
    const { name } = permission;
    if (
      everyone.has(name) ||
      (isPlatform && (owners.has(name) || platformOnly.has(name)))
    ) {
      return { result: AuthorizeResult.ALLOW };
    }
    if (
      owners.has(name) &&
      isResourcePermission(permission, environmentResourceType)
    ) {
      return environments.createConditionalDecision(
        permission,
        environments.conditions.isOwner({ claims: ownershipEntityRefs }),
      );
    }
    if (
      starters.has(name) &&
      isResourcePermission(permission, RESOURCE_TYPE_SCAFFOLDER_TASK)
    ) {
      return createScaffolderTaskConditionalDecision(
        permission,
        scaffolderTaskConditions.isTaskOwner({ createdBy: [userEntityRef] }),
      );
    }
    return { result: AuthorizeResult.DENY };
  }
}

/** The permission policy of the example. */
export const permissionPolicy = createBackendModule({
  pluginId: 'permission',
  moduleId: 'ownership-policy',
  register: env =>
    env.registerInit({
      deps: { policies: policyExtensionPoint },
      async init({ policies }) {
        policies.setPolicy(new OwnershipPolicy());
      },
    }),
});
