import { randomUUID } from 'node:crypto';
import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import {
  catalogProcessingExtensionPoint,
  catalogServiceRef,
} from '@backstage/plugin-catalog-node';
import { eventsServiceRef } from '@backstage/plugin-events-node';
import {
  environmentChangedSchema,
  environmentTopic,
} from '@streamflix/backstage-plugin-streamflix-common';
import { streamflixAwsServiceRef } from '@streamflix/backstage-plugin-streamflix-node';
import { EntityNames } from './EntityNames';
import { EnvironmentEntityProvider } from './EnvironmentEntityProvider';
import { TemplateEntityProvider } from './TemplateEntityProvider';

/**
 * Shows StreamFlix environments, and the templates that create, change and destroy them, in the catalog.
 *
 * @public
 */
export const catalogModuleStreamflix = createBackendModule({
  pluginId: 'catalog',
  moduleId: 'streamflix',
  register(env) {
    env.registerInit({
      deps: {
        access: streamflixAwsServiceRef,
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
        events: eventsServiceRef,
        logger: coreServices.logger,
        processing: catalogProcessingExtensionPoint,
        scheduler: coreServices.scheduler,
      },
      async init({
        access,
        auth,
        catalog,
        config,
        events,
        logger,
        processing,
        scheduler,
      }) {
        const { refreshInterval } = access.settings;
        const provider = new EnvironmentEntityProvider(
          access,
          scheduler.createScheduledTaskRunner({
            scope: 'global',
            frequency: { seconds: refreshInterval },
            timeout: { seconds: Math.max(300, 2 * refreshInterval) },
          }),
          new EntityNames(async entityRefs => {
            const { items } = await catalog.getEntitiesByRefs(
              { entityRefs, fields: ['kind', 'metadata'] },
              { credentials: await auth.getOwnServiceCredentials() },
            );
            return items;
          }, logger),
        );
        processing.addEntityProvider(
          provider,
          TemplateEntityProvider.fromConfig(
            config,
            // Local: each replica provides its own version at its start.
            scheduler.createScheduledTaskRunner({
              scope: 'local',
              frequency: { minutes: 10 },
              timeout: { minutes: 5 },
            }),
          ),
        );
        await events.subscribe({
          // Subscribers with the same id share the events: with its own id, each replica receives all.
          id: `streamflix-environments-${randomUUID()}`,
          topics: [environmentTopic],
          async onEvent({ eventPayload }) {
            const { ref } = environmentChangedSchema.parse(eventPayload);
            await provider.changed(ref);
          },
        });
      },
    });
  },
});
