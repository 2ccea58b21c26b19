import {
  AuthorizeResult,
  isPermission,
} from '@backstage/plugin-permission-common';
import {
  environmentCreatePermission,
  environmentReadPermission,
} from '@streamflix/backstage-plugin-streamflix-common';
import request from 'supertest';
import { expectDocumented } from '../__testUtils__/expectDocumented';
import { account, TestInstallation } from '../__testUtils__/TestInstallation';
import { inRegions, ownedBy, withPolicy } from '../__testUtils__/withPolicy';
import { environmentRules, isOwner } from './environmentResource';

jest.setTimeout(60_000);

const region = 'eu-central-1';

/** All users may only read the environments of the video group. */
const policy = withPolicy(permission =>
  isPermission(permission, environmentReadPermission)
    ? ownedBy(['group:default/Video'])
    : { result: AuthorizeResult.DENY },
);

describe('a policy that lets users see the environments they own', () => {
  let installation: TestInstallation;
  let backend: Awaited<ReturnType<TestInstallation['startBackend']>>;
  const get = (path: string) =>
    request(backend.server)
      .get(`/api/streamflix${path}`)
      .expect(expectDocumented);

  beforeAll(async () => {
    installation = await TestInstallation.start();
    await Promise.all([
      installation.deploy({
        suffix: 'mine',
        region,
        owner: 'group:default/video',
      }),
      installation.deploy({
        suffix: 'theirs',
        region,
        owner: 'group:default/audio',
      }),
    ]);
    backend = await installation.startBackend(policy);
  });
  afterAll(async () => {
    await backend.stop();
    await installation.aws.stop();
  });

  it('shows only those in the list', async () => {
    const { body } = await get('/environments').expect(200);
    expect(body.items).toMatchObject([{ suffix: 'mine' }]);
    expect(body.items).toHaveLength(1);
  });

  const statusOf = async (path: string) => (await get(path)).status;

  it.each(['', '/events', '/stack'])('opens only those: %s', async what => {
    const path = `/environments/${account}/${region}`;
    expect(await statusOf(`${path}/mine${what}`)).toBe(200);
    expect(await statusOf(`${path}/theirs${what}`)).toBe(403);
  });

  it('opens nothing that is not there', async () => {
    const path = `/environments/${account}`;
    expect(await statusOf(`${path}/${region}/nobody`)).toBe(403);
    expect(await statusOf(`${path}/us-east-1/mine`)).toBe(404);
  });

  it('refuses the search for free suffixes and secrets to users who may not create', async () => {
    expect(await statusOf(`/suffixes/default/${region}/mine`)).toBe(403);
    expect(await statusOf(`/secrets/default/${region}`)).toBe(403);
  });

  it('shows the logs of containers only to users who may change the environment', async () => {
    const path = `/environments/${account}/${region}/mine/logs`;
    const { body } = await get(path).expect(403);
    expect(body.error.message).toBe(
      'Only users who can change this environment can see its logs.',
    );
  });

  it('finds its rules described by the backend', async () => {
    const { body } = await request(backend.server)
      .get('/api/streamflix/.well-known/backstage/permissions/metadata')
      .expect(200);
    expect(
      body.permissions.map(({ name }: { name: string }) => name).sort(),
    ).toEqual([
      'streamflix.account.read',
      'streamflix.environment.assign-owner',
      'streamflix.environment.create',
      'streamflix.environment.delete',
      'streamflix.environment.read',
      'streamflix.environment.update',
    ]);
    expect(body.rules.map(({ name }: { name: string }) => name)).toEqual([
      'IS_OWNER',
      'HAS_BLUEPRINT',
      'IS_IN_REGION',
      'IS_IN_ACCOUNT',
    ]);
  });
});

describe('a policy that lets users create in one account and region', () => {
  it.each([
    `/suffixes/default/${region}/free`,
    `/secrets/default/${region}`,
    `/offers/default/${region}`,
  ])('refuses what the form shows of others: %s', async path => {
    const installation = await TestInstallation.start();
    const createIn = (values: string[]) =>
      withPolicy(permission =>
        isPermission(permission, environmentCreatePermission)
          ? inRegions(values)
          : { result: AuthorizeResult.DENY },
      );
    const statusWith = async (values: string[]) => {
      const backend = await installation.startBackend(createIn(values));
      const { status } = await request(backend.server).get(
        `/api/streamflix${path}`,
      );
      await backend.stop();
      return status;
    };
    expect(await statusWith(['eu-west-1'])).toBe(403);
    expect(await statusWith([region])).toBe(200);
    await installation.aws.stop();
  });
});

describe('a rule', () => {
  const environment = {
    account,
    region,
    suffix: 'abc',
    blueprint: 'complete',
    owner: 'group:default/video',
  } as const;
  const rule = (name: string) => {
    const found = environmentRules.find(each => each.name === name);
    if (!found) throw new Error(`There is no rule ${name}.`);
    return found;
  };

  it.each([
    ['HAS_BLUEPRINT', ['complete'], ['broadcast']],
    ['IS_IN_REGION', [region, 'eu-west-2'], ['eu-west-2']],
    ['IS_IN_ACCOUNT', [account], ['111111111111']],
  ])('%s allows what it names and nothing else', (name, fits, fails) => {
    const params = (values: string[]) => ({ values, claims: values });
    expect(rule(name).apply(environment, params(fits))).toBe(true);
    expect(rule(name).apply(environment, params(fails))).toBe(false);
  });

  it('IS_OWNER allows nothing that has no owner', () => {
    expect(
      isOwner.apply(
        { ...environment, owner: undefined },
        { claims: ['group:default/video'] },
      ),
    ).toBe(false);
  });
});
