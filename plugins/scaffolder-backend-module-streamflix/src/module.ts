import { setMaxListeners } from 'node:events';
import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import {
  metricsServiceRef,
  tracingServiceRef,
} from '@backstage/backend-plugin-api/alpha';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { eventsServiceRef } from '@backstage/plugin-events-node';
import { scaffolderActionsExtensionPoint } from '@backstage/plugin-scaffolder-node';
import { streamflixAwsServiceRef } from '@streamflix/backstage-plugin-streamflix-node';
import type { ActionServices } from './task/ActionServices';
import { createDeployAction } from './actions/createDeployAction';
import { createDestroyAction } from './actions/createDestroyAction';
import { createPlanAction } from './actions/createPlanAction';
import { TaskLog } from './task/TaskLog';

/**
 * Adds the StreamFlix actions to the scaffolder.
 *
 * @public
 */
export const scaffolderModuleStreamflix = createBackendModule({
  pluginId: 'scaffolder',
  moduleId: 'streamflix',
  register(reg) {
    reg.registerInit({
      deps: {
        actions: scaffolderActionsExtensionPoint,
        aws: streamflixAwsServiceRef,
        config: coreServices.rootConfig,
        logger: coreServices.logger,
        auth: coreServices.auth,
        permissions: coreServices.permissions,
        userInfo: coreServices.userInfo,
        auditor: coreServices.auditor,
        discovery: coreServices.discovery,
        events: eventsServiceRef,
        catalog: catalogServiceRef,
        lifecycle: coreServices.rootLifecycle,
        metrics: metricsServiceRef,
        tracing: tracingServiceRef,
      },
      async init(deps) {
        const {
          actions,
          aws,
          config,
          discovery,
          lifecycle,
          metrics,
          tracing,
          ...rest
        } = deps;
        const { auth, logger } = rest;
        const shutdown = new AbortController();
        // One listener per running step.
        setMaxListeners(0, shutdown.signal);
        // Before any plugin stops: a step would take the results for errors of its own.
        lifecycle.addBeforeShutdownHook(() => shutdown.abort());
        if (
          config.getOptionalBoolean('scaffolder.EXPERIMENTAL_gracefulShutdown')
        ) {
          logger.warn(
            'scaffolder.EXPERIMENTAL_gracefulShutdown waits for every task, and tasks that follow an operation in AWS stay open at a shutdown so that another replica resumes them. Switch it off.',
          );
        }
        const services: ActionServices = {
          ...rest,
          shutdown: shutdown.signal,
          taskLog: new TaskLog(auth, discovery),
          appUrl: config.getOptionalString('app.baseUrl'),
          access: { ...aws, telemetry: { metrics, tracing } },
        };
        actions.addActions(
          createPlanAction(services),
          createDeployAction(services),
          createDestroyAction(services),
        );
      },
    });
  },
});
