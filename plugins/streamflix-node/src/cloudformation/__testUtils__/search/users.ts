import type {
  BackstageCredentials,
  BackstageUserPrincipal,
} from '@backstage/backend-plugin-api';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import type { AuthorizationServices } from '../../BackstageAuthorizer';

/** A user, the entity references the user owns things through, and what the policy allows. */
export interface Person {
  name: string;
  refs: readonly string[];
  /** `any`: the policy allows any owner, but the ownership rule still forbids others. */
  create: 'own' | 'any' | 'none';
  update: boolean;
  delete: boolean;
}

const person = (
  name: string,
  groups: readonly string[],
  may: Partial<Pick<Person, 'create' | 'update' | 'delete'>> = {},
): Person => ({
  name,
  refs: [
    `user:default/${name}`,
    ...groups.map(each => `group:default/${each}`),
  ],
  create: 'own',
  update: true,
  delete: true,
  ...may,
});

export const users: readonly Person[] = [
  // The group `lost` is no longer in the catalog.
  person('ada', ['video', 'lost']),
  person('grace', ['video']),
  person('alan', ['content']),
  person('carl', ['content'], { create: 'any' }),
  person('mina', ['video'], { delete: false }),
  person('cleo', ['content'], { update: false, delete: false }),
  person('dora', ['video'], { update: false, delete: false }),
  person('rita', ['video'], {
    create: 'none',
    update: false,
    delete: false,
  }),
  person('eve', [], { create: 'none' }),
];

export const owners: readonly string[] = [
  ...new Set(users.flatMap(({ refs }) => refs)),
];

const catalog = new Set(owners.filter(ref => ref !== 'group:default/lost'));

/** The expected rule: a user may create what the user or one of the user's groups will own. */
export const mayCreate = (
  { refs, create }: Person,
  owner: string | undefined,
): boolean =>
  create !== 'none' &&
  owner !== undefined &&
  refs.includes(owner) &&
  catalog.has(owner);

/** How a user authenticates: signed in, with an expired sign-in, or through a service on the user's behalf. */
export type SignIn = 'valid' | 'expired' | 'service';

export const credentialsOf = (
  { name }: Person,
  signIn: SignIn,
): BackstageCredentials =>
  ({
    $$type: '@backstage/BackstageCredentials',
    principal:
      signIn === 'service'
        ? { type: 'service', subject: 'plugin:scaffolder', userEntityRef: name }
        : { type: 'user', userEntityRef: name },
    expiresAt: new Date(Date.now() + (signIn === 'expired' ? -1 : 3_600_000)),
  } as BackstageCredentials);

const personOf = (credentials: unknown): Person => {
  const { principal } =
    credentials as BackstageCredentials<BackstageUserPrincipal>;
  const found = users.find(({ name }) => name === principal.userEntityRef);
  if (!found) throw new Error('There is no such user.');
  return found;
};

function decide(
  { refs, create, update, delete: remove }: Person,
  permission: string,
  resourceRef: string,
): boolean {
  const [, encoded] = resourceRef.split(':');
  const { owner } = JSON.parse(Buffer.from(encoded, 'base64url').toString());
  const isOwn = refs.includes(owner);
  switch (permission) {
    case 'streamflix.environment.read':
      return true;
    case 'streamflix.environment.create':
      return create === 'any' || (create === 'own' && isOwn);
    case 'streamflix.environment.update':
      return update && isOwn;
    case 'streamflix.environment.delete':
      return remove && isOwn;
    default:
      return false;
  }
}

/** Backstage's services for these users, with delayed responses. */
export function servicesOf(answer: () => Promise<void>): AuthorizationServices {
  const services = {
    auth: {
      isPrincipal: ({ principal }: BackstageCredentials, type: string) =>
        Object(principal).type === type,
    },
    permissions: {
      async authorize(
        [{ permission, resourceRef }]: [
          { permission: { name: string }; resourceRef: string },
        ],
        { credentials }: { credentials: BackstageCredentials },
      ) {
        await answer();
        const isAllowed = decide(
          personOf(credentials),
          permission.name,
          resourceRef,
        );
        return [
          { result: isAllowed ? AuthorizeResult.ALLOW : AuthorizeResult.DENY },
        ];
      },
    },
    userInfo: {
      async getUserInfo(credentials: BackstageCredentials) {
        const { refs } = personOf(credentials);
        return { userEntityRef: refs[0], ownershipEntityRefs: [...refs] };
      },
    },
    catalog: {
      async getEntityByRef(ref: string) {
        await answer();
        return catalog.has(ref) ? {} : undefined;
      },
    },
  };
  return services as unknown as AuthorizationServices;
}
