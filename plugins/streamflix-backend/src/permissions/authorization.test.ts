import { mockCredentials } from '@backstage/backend-test-utils';
import {
  AuthorizeResult,
  isPermission,
  type Permission,
} from '@backstage/plugin-permission-common';
import {
  environmentAssignOwnerPermission,
  environmentCreatePermission,
  environmentDeletePermission,
  environmentReadPermission,
  environmentUpdatePermission,
  observedResourceRef,
  requestedResourceRef,
  type EnvironmentFacts,
  type EnvironmentRef,
} from '@streamflix/backstage-plugin-streamflix-common';
import request from 'supertest';
import { expectDocumented } from '../__testUtils__/expectDocumented';
import { account, TestInstallation } from '../__testUtils__/TestInstallation';
import { ownedBy, withPolicy } from '../__testUtils__/withPolicy';

jest.setTimeout(60_000);

const region = 'eu-central-1';
const alice = 'user:default/alice';
const bob = 'user:default/bob';
const admin = 'user:default/admin';
const nobody = 'user:default/nobody';

const refOf = (suffix: string): EnvironmentRef => ({ account, region, suffix });
const allow = { result: AuthorizeResult.ALLOW } as const;
const deny = { result: AuthorizeResult.DENY } as const;

/** Names of the permissions that the policy was asked about. */
const asked: string[] = [];

/**
 * All users read every environment. Users create and change what they own; only the admin may destroy, and choose any owner;
 * `nobody` may only read.
 */
const policy = withPolicy((permission, user) => {
  asked.push(permission.name);
  const { userEntityRef = '', ownershipEntityRefs = [] } = user?.info ?? {};
  if (isPermission(permission, environmentReadPermission)) return allow;
  if (userEntityRef === admin) return allow;
  if (userEntityRef === nobody) return deny;
  return isPermission(permission, environmentCreatePermission) ||
    isPermission(permission, environmentUpdatePermission)
    ? ownedBy(ownershipEntityRefs)
    : deny;
});

let installation: TestInstallation;
let backend: Awaited<ReturnType<TestInstallation['startBackend']>>;

const get = (path: string, user: string) =>
  request(backend.server)
    .get(`/api/streamflix${path}`)
    .expect(expectDocumented)
    .set('Authorization', mockCredentials.user.header(user));

const authorizationOf = async (suffix: string, user: string) => {
  const path = `/environments/${account}/${region}/${suffix}/authorization`;
  return (await get(path, user).expect(200)).body;
};

/** Asks the permission backend, as the form, the action and any user may. */
async function decide(
  permission: Permission,
  resourceRef: string,
  user: string,
): Promise<string> {
  const { body } = await request(backend.server)
    .post('/api/permission/authorize')
    .set('Authorization', mockCredentials.user.header(user))
    .send({ items: [{ id: '1', permission, resourceRef }] })
    .expect(200);
  return body.items[0].result;
}

beforeAll(async () => {
  installation = await TestInstallation.start();
  await installation.createStack(refOf('owned'), { owner: alice });
  await installation.createStack(refOf('ownerless'));
});
afterAll(() => installation.aws.stop());
beforeEach(async () => {
  backend = await installation.startBackend(policy);
  installation.recorder.reset();
});
afterEach(async () => {
  jest.restoreAllMocks();
  await backend.stop();
});

describe('the authorization route', () => {
  const refused = (reason: string) => ({ allowed: false, reason });

  it('allows owners what they have the permission for', async () => {
    expect(await authorizationOf('owned', alice)).toEqual({
      update: { allowed: true },
      delete: refused(
        'You do not have permission to destroy this environment.',
      ),
    });
  });

  it('refuses everyone else, whatever they may do, and names the owner', async () => {
    const { update } = await authorizationOf('owned', bob);
    expect(update).toEqual(
      refused('You do not have permission to change this environment.'),
    );
    expect(await authorizationOf('owned', admin)).toEqual({
      update: refused(
        `This environment belongs to ${alice}. Only its owner can change it.`,
      ),
      delete: refused(
        `This environment belongs to ${alice}. Only its owner can destroy it.`,
      ),
    });
  });

  it('leaves an environment without an owner to those who may assign owners', async () => {
    expect(await authorizationOf('ownerless', admin)).toEqual({
      update: { allowed: true },
      delete: { allowed: true },
    });
    const { update, ...rest } = await authorizationOf('ownerless', alice);
    expect(update.allowed).toBe(false);
    expect(rest.delete.allowed).toBe(false);
  });

  it('goes by the environment as it is now, not by a cached status', async () => {
    const ref = refOf('handed-over');
    await installation.createStack(ref, { owner: alice });
    const path = `/environments/${account}/${region}/handed-over`;
    await get(path, alice).expect(200);
    await get('/environments', alice).expect(200);
    expect((await authorizationOf('handed-over', alice)).update.allowed).toBe(
      true,
    );
    await installation.deleteStack(ref);
    await installation.createStack(ref, { owner: bob });
    const now = Date.now;
    jest.spyOn(Date, 'now').mockImplementation(() => now() + 5_001);
    // The status is cached for two minutes, so it is still the old one.
    const { body } = await get(path, alice).expect(200);
    expect(body.summary.owner).toBe(alice);
    expect((await authorizationOf('handed-over', alice)).update.allowed).toBe(
      false,
    );
    expect((await authorizationOf('handed-over', bob)).update.allowed).toBe(
      true,
    );
    await installation.deleteStack(ref);
  });

  it('asks the policy what a user may do at most every five seconds', async () => {
    asked.length = 0;
    const timesAsked = () =>
      asked.filter(name => name === environmentUpdatePermission.name).length;
    await Promise.all(
      ['owned', 'owned', 'ownerless'].map(suffix =>
        authorizationOf(suffix, alice),
      ),
    );
    expect(timesAsked()).toBe(1);
    await authorizationOf('owned', bob);
    expect(timesAsked()).toBe(2);
    const now = Date.now;
    jest.spyOn(Date, 'now').mockImplementation(() => now() + 5_001);
    await authorizationOf('owned', alice);
    expect(timesAsked()).toBe(3);
  });

  it('does not find an environment that is not there', async () => {
    const path = `/environments/${account}/${region}/nothing/authorization`;
    expect((await get(path, admin)).status).toBe(404);
  });

  it('allows services nothing: they own nothing', async () => {
    const { body } = await request(backend.server)
      .get(
        `/api/streamflix/environments/${account}/${region}/owned/authorization`,
      )
      .set('Authorization', mockCredentials.service.header())
      .expect(200);
    expect(body.update.allowed).toBe(false);
    expect(body.delete.allowed).toBe(false);
  });
});

describe('GET /installation', () => {
  it.each([
    [alice, true, [alice], false],
    [admin, true, [admin], true],
    [nobody, false, [nobody], false],
  ])(
    'reports what %s may create and whom they may name as owner',
    async (user, mayCreate, own, any) => {
      const { body } = await get('/installation', user).expect(200);
      expect(body).toMatchObject({ mayCreate, owners: { own, any } });
    },
  );
});

describe('a suffix', () => {
  it('is not looked up for users who may create nothing', async () => {
    await get(`/suffixes/default/${region}/owned`, nobody).expect(403);
    expect(installation.recorder.count('DescribeStacks')).toBe(0);
  });

  it('is reported only as taken to users who may not see what has it', async () => {
    await backend.stop();
    backend = await installation.startBackend(
      withPolicy((permission, user) =>
        isPermission(permission, environmentReadPermission)
          ? ownedBy(user?.info.ownershipEntityRefs ?? [])
          : allow,
      ),
    );
    const path = `/suffixes/default/${region}/owned`;
    expect((await get(path, bob).expect(200)).body).toEqual({ free: false });
    expect((await get(path, alice).expect(200)).body).toEqual({
      free: false,
      owner: alice,
      stackStatus: 'CREATE_COMPLETE',
    });
  });
});

describe('a decision about an environment', () => {
  const requested: EnvironmentFacts = {
    ...refOf('wanted'),
    blueprint: 'complete',
    owner: alice,
  };

  it.each([
    ['requested', requestedResourceRef],
    ['observed', observedResourceRef],
  ] as const)(
    'is made on the facts in its reference, without a call to AWS: %s',
    async (_, toRef) => {
      const create = environmentCreatePermission;
      expect(await decide(create, toRef(requested), alice)).toBe('ALLOW');
      expect(await decide(create, toRef(requested), bob)).toBe('DENY');
      expect(
        await decide(create, toRef({ ...requested, owner: undefined }), alice),
      ).toBe('DENY');
      expect(installation.recorder.count('DescribeStacks')).toBe(0);
    },
  );

  it.each([
    requestedResourceRef({ ...requested, account: '111111111111' }),
    requestedResourceRef({ ...requested, region: 'us-east-1' }),
    requestedResourceRef({ ...requested, account: 'default' }),
    'requested:',
    'requested:e30',
    'observed:%%%',
    'no reference',
    `${account}/us-east-1/owned`,
    `111111111111/${region}/owned`,
    `default/${region}/owned`,
    `${account}/${region}/nothing`,
    `${account}/${region}/owned/more`,
  ])('is a refusal where nothing is known: %s', async resourceRef => {
    expect(await decide(environmentUpdatePermission, resourceRef, alice)).toBe(
      'DENY',
    );
  });

  it('is made on what the list has for the name of an existing one', async () => {
    const ref = `${account}/${region}/owned`;
    expect(await decide(environmentUpdatePermission, ref, alice)).toBe('ALLOW');
    expect(await decide(environmentUpdatePermission, ref, bob)).toBe('DENY');
    expect(await decide(environmentDeletePermission, ref, alice)).toBe('DENY');
    expect(await decide(environmentDeletePermission, ref, admin)).toBe('ALLOW');
  });

  it('can depend on a right to assign owners', async () => {
    const ref = requestedResourceRef({ ...requested, owner: bob });
    const assign = environmentAssignOwnerPermission;
    expect(await decide(assign, ref, alice)).toBe('DENY');
    expect(await decide(assign, ref, admin)).toBe('ALLOW');
  });

  it('costs no call for each name that someone makes up', async () => {
    await get('/environments', alice).expect(200);
    installation.recorder.reset();
    await request(backend.server)
      .post('/api/permission/authorize')
      .set('Authorization', mockCredentials.user.header(alice))
      .send({
        items: Array.from({ length: 100 }, (_, n) => ({
          id: String(n),
          permission: environmentUpdatePermission,
          resourceRef: `${account}/${region}/made-up-${n}`,
        })),
      })
      .expect(200);
    expect(installation.recorder.calls).toEqual([]);
  });
});
