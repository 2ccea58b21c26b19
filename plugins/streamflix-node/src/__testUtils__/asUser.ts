import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  BackstageAuthorizer,
  type AuthorizationServices,
} from '../cloudformation/BackstageAuthorizer';

/** A Backstage user, and how the permission policy and the catalog treat this user's requests. */
export interface TestUser {
  userRef: string;
  /** Entity references that own entities for the user; only the user's own by default. */
  owns?: string[];
  /** Names of permissions the policy denies; by default the one to assign any owner. */
  denied?: string[];
  /** Entity references that are not in the catalog. */
  missing?: string[];
}

/** In-process stand-ins for the Backstage services. */
export const servicesFor = ({
  userRef,
  owns = [userRef],
  denied = ['streamflix.environment.assign-owner'],
  missing = [],
}: TestUser): AuthorizationServices => ({
  logger: mockServices.logger.mock(),
  auth: mockServices.auth(),
  permissions: mockServices.permissions.mock({
    authorize: async requests =>
      requests.map(({ permission }) => ({
        result: denied.includes(permission.name)
          ? AuthorizeResult.DENY
          : AuthorizeResult.ALLOW,
      })),
  }),
  userInfo: {
    getUserInfo: async () => ({
      userEntityRef: userRef,
      ownershipEntityRefs: owns,
    }),
  },
  catalog: {
    getEntityByRef: async ref => (missing.includes(ref) ? undefined : {}),
  },
});

/** Authorizes as Backstage does for a signed-in user. */
export const asUser = (
  user: TestUser,
  credentials: BackstageCredentials = mockCredentials.user(user.userRef),
) => new BackstageAuthorizer(servicesFor(user), async () => credentials);
