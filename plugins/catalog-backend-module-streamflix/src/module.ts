import { randomUUID } from 'node:crypto';
import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { catalogProcessingExtensionPoint } from '@backstage/plugin-catalog-node';
import { eventsServiceRef } from '@backstage/plugin-events-node';
import {
  environmentChangedSchema,
  environmentTopic,
} from '@streamflix/backstage-plugin-streamflix-common';
import { createAwsAccess } from '@streamflix/backstage-plugin-streamflix-node';
import { EnvironmentEntityProvider } from './EnvironmentEntityProvider';

/** Shows StreamFlix environments in the catalog. */
export const catalogModuleStreamflix = createBackendModule({
  pluginId: 'catalog',
  moduleId: 'streamflix',
  register(env) {
    env.registerInit({
      deps: {
        config: coreServices.rootConfig,
        events: eventsServiceRef,
        logger: coreServices.logger,
        processing: catalogProcessingExtensionPoint,
        scheduler: coreServices.scheduler,
      },
      async init({ config, events, logger, processing, scheduler }) {
        const access = createAwsAccess({ config, logger });
        const { refreshInterval } = access.settings;
        const provider = new EnvironmentEntityProvider(
          access,
          scheduler.createScheduledTaskRunner({
            scope: 'global',
            frequency: { seconds: refreshInterval },
            timeout: { seconds: Math.max(300, 2 * refreshInterval) },
          }),
          logger,
        );
        processing.addEntityProvider(provider);
        await events.subscribe({
          // Replicas of one id share the events among them: with an id of its own each hears all of them.
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
