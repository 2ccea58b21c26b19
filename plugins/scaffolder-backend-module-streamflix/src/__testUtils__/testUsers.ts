import type {
  BackstageCredentials,
  PermissionsService,
  UserInfoService,
} from '@backstage/backend-plugin-api';
import { mockServices } from '@backstage/backend-test-utils';
import {
  AuthorizeResult,
  type DefinitivePolicyDecision,
} from '@backstage/plugin-permission-common';
import { environmentAssignOwnerPermission } from '@streamflix/backstage-plugin-streamflix-common';

/** The groups a user is a member of, and the permissions the user does not have. */
export interface TestUser {
  owns?: string[];
  denied?: string[];
}

/** Users by entity reference. */
export type TestUsers = Record<string, TestUser>;

/** One user who is a member of the group. */
export const oneUser: TestUsers = {
  'user:default/mock': { owns: ['group:default/video'] },
};

const refOf = (credentials: BackstageCredentials) =>
  String(Object(credentials.principal).userEntityRef);

/** Services with these users. As in the example's policy, no user may assign an owner by default. */
export function servicesFor(users: TestUsers): {
  permissions: PermissionsService;
  userInfo: UserInfoService;
} {
  const decide = async (
    requests: { permission: { name: string } }[],
    { credentials }: { credentials: BackstageCredentials },
  ): Promise<DefinitivePolicyDecision[]> => {
    const user = users[refOf(credentials)];
    const denied = user?.denied ?? [environmentAssignOwnerPermission.name];
    return requests.map(({ permission }) => ({
      result: denied.includes(permission.name)
        ? AuthorizeResult.DENY
        : AuthorizeResult.ALLOW,
    }));
  };
  return {
    permissions: mockServices.permissions.mock({
      authorize: decide as PermissionsService['authorize'],
      authorizeConditional:
        decide as PermissionsService['authorizeConditional'],
    }),
    userInfo: {
      async getUserInfo(credentials) {
        const userEntityRef = refOf(credentials);
        const { owns = [] } = users[userEntityRef] ?? {};
        return { userEntityRef, ownershipEntityRefs: [userEntityRef, ...owns] };
      },
    },
  };
}
