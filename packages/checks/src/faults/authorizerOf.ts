import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  BackstageAuthorizer,
  type Authorizer,
} from '@streamflix/backstage-plugin-streamflix-node';

const credentials: BackstageCredentials = {
  $$type: '@backstage/BackstageCredentials',
  principal: { type: 'user' },
};

/** Decides as Backstage does for a user whose policy allows everything: only ownership counts. */
export const authorizerOf = ({
  userRef,
  owns,
}: {
  userRef: string;
  owns: readonly string[];
}): Authorizer =>
  new BackstageAuthorizer(
    {
      auth: {
        isPrincipal: (_: unknown, type: string) => type === 'user',
      } as never,
      permissions: {
        authorize: async (requests: readonly unknown[]) =>
          requests.map(() => ({ result: AuthorizeResult.ALLOW })),
      } as never,
      userInfo: {
        getUserInfo: async () => ({
          userEntityRef: userRef,
          ownershipEntityRefs: [...owns],
        }),
      },
      catalog: { getEntityByRef: async () => ({}) },
      logger: { warn: () => {} },
    },
    async () => credentials,
  );
