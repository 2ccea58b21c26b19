import type { createBackend as CreateBackend } from '@backstage/backend-defaults';
import { createBackendModule } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import {
  authProvidersExtensionPoint,
  createProxyAuthenticator,
  createProxyAuthProviderFactory,
} from '@backstage/plugin-auth-node';

/*
 * Loaded into the example backend by RealBackend before the backend starts: signs in any user of the catalog, by a header. Never
 * part of the example itself.
 */
const testSignIn = createBackendModule({
  pluginId: 'auth',
  moduleId: 'test-sign-in',
  register: env =>
    env.registerInit({
      deps: { providers: authProvidersExtensionPoint },
      async init({ providers }) {
        providers.registerProvider({
          providerId: 'test',
          factory: createProxyAuthProviderFactory({
            authenticator: createProxyAuthenticator({
              defaultProfileTransform: async () => ({ profile: {} }),
              initialize: () => undefined,
              async authenticate({ req }) {
                const name = req.header('x-test-user');
                if (!name) throw new InputError('x-test-user must be a user.');
                return { result: { name } };
              },
            }),
            // Like GitHub's resolver: the user must be in the catalog, and the user's groups are the ownership claims.
            signInResolver: ({ result: { name } }, context) =>
              context.signInWithCatalogUser({ entityRef: { name } }),
          }),
        });
      },
    }),
});

// The same object that the example's index.ts imports.
const defaults: {
  createBackend: typeof CreateBackend;
} = require('@backstage/backend-defaults');

const { createBackend } = defaults;
defaults.createBackend = () => {
  const backend = createBackend();
  backend.add(testSignIn);
  return backend;
};
