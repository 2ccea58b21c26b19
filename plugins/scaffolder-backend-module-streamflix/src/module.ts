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
import { notificationService } from '@backstage/plugin-notifications-node';
import { scaffolderActionsExtensionPoint } from '@backstage/plugin-scaffolder-node';
import { createAwsAccess } from '@streamflix/backstage-plugin-streamflix-node';
import type { ActionServices } from './ActionServices';
import { createDeployAction } from './actions/createDeployAction';
import { createDestroyAction } from './actions/createDestroyAction';
import { createPlanAction } from './actions/createPlanAction';
import { ScaffolderTasks } from './task/ScaffolderTasks';
import { UnfinishedTasks } from './task/UnfinishedTasks';

/** Adds the StreamFlix actions to the scaffolder. */
export const scaffolderModuleStreamflix = createBackendModule({
  pluginId: 'scaffolder',
  moduleId: 'streamflix',
  register(reg) {
    reg.registerInit({
      deps: {
        actions: scaffolderActionsExtensionPoint,
        config: coreServices.rootConfig,
        logger: coreServices.logger,
        auth: coreServices.auth,
        permissions: coreServices.permissions,
        userInfo: coreServices.userInfo,
        auditor: coreServices.auditor,
        discovery: coreServices.discovery,
        events: eventsServiceRef,
        catalog: catalogServiceRef,
        notifications: notificationService,
        metrics: metricsServiceRef,
        tracing: tracingServiceRef,
      },
      async init(deps) {
        const {
          actions,
          config,
          discovery,
          logger,
          metrics,
          tracing,
          ...rest
        } = deps;
        const isQuiet =
          config.getOptionalBoolean('streamflix.notifications') === false;
        const tasks = new ScaffolderTasks(rest.auth, discovery);
        const services: ActionServices = {
          ...rest,
          tasks,
          access: createAwsAccess({
            config,
            logger,
            telemetry: { metrics, tracing },
          }),
          notifications: isQuiet ? undefined : rest.notifications,
        };
        actions.addActions(
          createPlanAction(services),
          createDeployAction(services),
          createDestroyAction(services),
        );
        await new UnfinishedTasks({
          ...services,
          logger,
          tasks,
        }).watch();
      },
    });
  },
});
