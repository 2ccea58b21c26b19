import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  BackstageAuthorizer,
  type AuthorizationServices,
} from '../cloudformation/BackstageAuthorizer';

/** A user of Backstage, and what the permission policy and the catalog make of requests of this user. */
export interface TestUser {
  userRef: string;
  /** Entity references the user owns things through; the user alone by default. */
  owns?: string[];
  /** Names of permissions the policy denies; by default that to assign any owner. */
  denied?: string[];
  /** Entity references that are not in the catalog. */
  missing?: string[];
}

/** The services of Backstage, in this process. */
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

/** Decides as Backstage does for a user who is signed in. */
export const asUser = (
  user: TestUser,
  credentials: BackstageCredentials = mockCredentials.user(user.userRef),
) => new BackstageAuthorizer(servicesFor(user), async () => credentials);
