import { createBackend } from '@backstage/backend-defaults';
import {
  coreServices,
  createBackendFeatureLoader,
} from '@backstage/backend-plugin-api';
import { documentation } from './documentation';
import { permissionPolicy } from './permissionPolicy';
import { rootHttpRouter } from './rootHttpRouter';

/** Features that would fail to start, or only log a warning, without their configuration. */
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

backend.add(rootHttpRouter);

backend.add(import('@backstage/plugin-app-backend'));

backend.add(import('@backstage/plugin-auth-backend'));
backend.add(import('@backstage/plugin-auth-backend-module-github-provider'));
backend.add(configured);

backend.add(import('@backstage/plugin-permission-backend'));
backend.add(permissionPolicy);

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

backend.add(import('@backstage/plugin-techdocs-backend'));
backend.add(documentation);

backend.add(import('@backstage/plugin-user-settings-backend'));
backend.add(import('@backstage/plugin-notifications-backend'));
backend.add(import('@backstage/plugin-signals-backend'));
// Carries events between replicas: without it, only the replica that follows an operation knows when it ends.
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
  // A backend that fails to start would respond with 503 until it is stopped; after an exit, its supervisor starts it again. Two
  // replicas that start on an empty database need this: only one of them can create a plugin's tables.
  process.exit(1);
});
