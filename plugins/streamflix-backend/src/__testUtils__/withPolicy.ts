import {
  coreServices,
  createBackendModule,
  createServiceFactory,
  type HttpAuthService,
} from '@backstage/backend-plugin-api';
import { mockServices } from '@backstage/backend-test-utils';
import permissionBackend from '@backstage/plugin-permission-backend';
import {
  AuthorizeResult,
  type Permission,
  type PolicyDecision,
} from '@backstage/plugin-permission-common';
import {
  createConditionFactory,
  type PolicyQueryUser,
} from '@backstage/plugin-permission-node';
import { policyExtensionPoint } from '@backstage/plugin-permission-node/alpha';
import { environmentResourceType } from '@streamflix/backstage-plugin-streamflix-common';
import { environmentRules, isOwner } from '../permissions/environmentResource';

const conditionOf = createConditionFactory(isOwner);

/** A conditional decision on the owner of the environment. */
export const ownedBy = (claims: string[]): PolicyDecision => ({
  result: AuthorizeResult.CONDITIONAL,
  pluginId: 'streamflix',
  resourceType: environmentResourceType,
  conditions: conditionOf({ claims }),
});

/** A conditional decision on the region of the environment. */
export function inRegions(values: string[]): PolicyDecision {
  const rule = environmentRules.find(({ name }) => name === 'IS_IN_REGION');
  return {
    result: AuthorizeResult.CONDITIONAL,
    pluginId: 'streamflix',
    resourceType: environmentResourceType,
    conditions: {
      rule: `${rule?.name}`,
      resourceType: environmentResourceType,
      params: { values },
    },
  };
}

/** Mocked tokens of a plugin that acts on behalf of a user do not show that, and users themselves get no conditions. */
const actingPlugins = createServiceFactory({
  service: coreServices.httpAuth,
  deps: { plugin: coreServices.pluginMetadata },
  factory({ plugin }): HttpAuthService {
    const httpAuth = mockServices.httpAuth({ pluginId: plugin.getId() });
    return {
      issueUserCookie: httpAuth.issueUserCookie.bind(httpAuth),
      async credentials(incoming, options) {
        const found = await httpAuth.credentials(incoming, options);
        if (incoming.headers.authorization?.includes('"obo"')) {
          Object.assign(found.principal as object, {
            actor: { type: 'service', subject: 'plugin:test' },
          });
        }
        return found;
      },
    };
  },
});

/** Options of a backend with the permission backend and this policy. */
export const withPolicy = (
  decide: (permission: Permission, user?: PolicyQueryUser) => PolicyDecision,
) => ({
  features: [
    permissionBackend,
    actingPlugins,
    createBackendModule({
      pluginId: 'permission',
      moduleId: 'test-policy',
      register: env =>
        env.registerInit({
          deps: { policies: policyExtensionPoint },
          async init({ policies }) {
            policies.setPolicy({
              handle: async ({ permission }, user) => decide(permission, user),
            });
          },
        }),
    }),
  ],
  config: { permission: { enabled: true } },
});
