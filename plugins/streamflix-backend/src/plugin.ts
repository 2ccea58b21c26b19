import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { eventsServiceRef } from '@backstage/plugin-events-node';
import { createAwsAccess } from '@streamflix/backstage-plugin-streamflix-node';
import { EvidenceCache } from './collection/EvidenceCache';
import { scheduleCollection } from './collection/scheduleCollection';
import { StatusCache } from './collection/StatusCache';
import { StatusCollector } from './collection/StatusCollector';
import { SteadyCache } from './collection/SteadyCache';
import { subscribeToChanges } from './collection/subscribeToChanges';
import { createRouter } from './http/createRouter';
import { EnvironmentAuthorizer } from './permissions/EnvironmentAuthorizer';
import { registerPermissions } from './permissions/registerPermissions';

/** Lists StreamFlix environments and tells what really runs. */
export const streamflixPlugin = createBackendPlugin({
  pluginId: 'streamflix',
  register(env) {
    env.registerInit({
      deps: {
        cache: coreServices.cache,
        config: coreServices.rootConfig,
        events: eventsServiceRef,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        logger: coreServices.logger,
        permissions: coreServices.permissions,
        permissionsRegistry: coreServices.permissionsRegistry,
        scheduler: coreServices.scheduler,
      },
      async init(deps) {
        const { config, logger, permissions, permissionsRegistry } = deps;
        const shared = new SteadyCache(deps.cache, logger);
        const access = createAwsAccess({
          config,
          logger,
          evidence: new EvidenceCache(shared),
        });
        const { refreshInterval } = access.settings;
        const cache = new StatusCache(
          shared,
          Math.max(3600, 10 * refreshInterval),
        );
        const collector = new StatusCollector(access, cache, logger);
        registerPermissions(permissionsRegistry, access, collector);
        await scheduleCollection(deps.scheduler, collector, refreshInterval);
        await subscribeToChanges(deps.events, collector, logger);
        deps.httpRouter.use(
          createRouter({
            access,
            authorizer: new EnvironmentAuthorizer(
              permissions,
              permissionsRegistry,
            ),
            collector,
            httpAuth: deps.httpAuth,
            logger,
          }),
        );
      },
    });
  },
});
