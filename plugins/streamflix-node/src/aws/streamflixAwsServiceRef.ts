import {
  coreServices,
  createServiceFactory,
  createServiceRef,
} from '@backstage/backend-plugin-api';
import type { AwsAccess } from './AwsAccess';
import { createAwsAccess } from './createAwsAccess';

/**
 * Access to AWS, shared by all plugins of a process: its clients, connections, rate limits and diagnostics exist once. It only
 * reads; every change in AWS needs a grant. Nothing has to be installed for it.
 *
 * @public
 */
export const streamflixAwsServiceRef = createServiceRef<AwsAccess>({
  id: 'streamflix.aws',
  scope: 'root',
  defaultFactory: async service =>
    createServiceFactory({
      service,
      deps: {
        config: coreServices.rootConfig,
        logger: coreServices.rootLogger,
      },
      factory: ({ config, logger }) => createAwsAccess({ config, logger }),
    }),
});
