import { createBackend } from '@backstage/backend-defaults';
import {
  coreServices,
  createBackendFeatureLoader,
} from '@backstage/backend-plugin-api';

/** Parts that would not start, or would only warn, where the configuration does not ask for them. */
const configured = createBackendFeatureLoader({
  deps: { config: coreServices.rootConfig },
  *loader({ config }) {
    if (config.has('auth.providers.guest')) {
      yield import('@backstage/plugin-auth-backend-module-guest-provider');
    }
    if (config.getOptionalString('backend.database.client') === 'pg') {
      yield import('@backstage/plugin-search-backend-module-pg');
    }
  },
});

const backend = createBackend();

backend.add(import('@backstage/plugin-app-backend'));

backend.add(import('@backstage/plugin-auth-backend'));
backend.add(import('@backstage/plugin-auth-backend-module-github-provider'));
backend.add(configured);

backend.add(import('@backstage/plugin-permission-backend'));
backend.add(
  import('@backstage/plugin-permission-backend-module-allow-all-policy'),
);

backend.add(import('@backstage/plugin-catalog-backend'));
backend.add(import('@backstage/plugin-catalog-backend-module-logs'));
backend.add(
  import('@backstage/plugin-catalog-backend-module-scaffolder-entity-model'),
);

backend.add(import('@backstage/plugin-scaffolder-backend'));
backend.add(
  import('@backstage/plugin-scaffolder-backend-module-notifications'),
);

backend.add(import('@backstage/plugin-search-backend'));
backend.add(import('@backstage/plugin-search-backend-module-catalog'));

backend.add(import('@backstage/plugin-user-settings-backend'));
backend.add(import('@backstage/plugin-notifications-backend'));
backend.add(import('@backstage/plugin-signals-backend'));
// Carries events between replicas; without it a deployment on one is not heard on the others.
backend.add(import('@backstage/plugin-events-backend'));

backend.add(import('@streamflix/backstage-plugin-streamflix-backend'));
backend.add(
  import('@streamflix/backstage-plugin-catalog-backend-module-streamflix'),
);
backend.add(
  import('@streamflix/backstage-plugin-scaffolder-backend-module-streamflix'),
);

backend.start().catch(error => {
  console.error(error);
  // One that could not start would stay and answer 503 for ever; one that has ended is started again by whoever runs it. Two
  // replicas that meet in an empty database need that: each plugin's tables are made by one of them alone.
  process.exit(1);
});
