import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { eventsServiceRef } from '@backstage/plugin-events-node';
import { scaffolderActionsExtensionPoint } from '@backstage/plugin-scaffolder-node';
import { createAwsAccess } from '@streamflix/backstage-plugin-streamflix-node';
import { createDeployAction } from './actions/createDeployAction';
import { createDestroyAction } from './actions/createDestroyAction';
import { createPlanAction } from './actions/createPlanAction';

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
        events: eventsServiceRef,
        catalog: catalogServiceRef,
      },
      async init({ actions, config, logger, ...rest }) {
        const services = {
          access: createAwsAccess({ config, logger }),
          ...rest,
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
