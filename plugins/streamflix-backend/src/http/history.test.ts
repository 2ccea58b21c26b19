import { mockCredentials } from '@backstage/backend-test-utils';
import {
  AuthorizeResult,
  isPermission,
} from '@backstage/plugin-permission-common';
import {
  environmentReadPermission,
  type EnvironmentEvent,
} from '@streamflix/backstage-plugin-streamflix-common';
import request from 'supertest';
import { expectDocumented } from '../__testUtils__/expectDocumented';
import { account, TestInstallation } from '../__testUtils__/TestInstallation';
import { ownedBy, withPolicy } from '../__testUtils__/withPolicy';

jest.setTimeout(120_000);

const region = 'eu-central-1';
const before = 'user:default/before';
const after = 'user:default/after';
const ref = { account, region, suffix: 'again' };

describe('the events of a suffix that was destroyed and created again by another owner', () => {
  let installation: TestInstallation;
  let backend: Awaited<ReturnType<TestInstallation['startBackend']>>;
  beforeAll(async () => {
    installation = await TestInstallation.start();
    backend = await installation.startBackend(
      withPolicy((permission, user) =>
        isPermission(permission, environmentReadPermission)
          ? ownedBy(user?.info.ownershipEntityRefs ?? [])
          : { result: AuthorizeResult.ALLOW },
      ),
    );
  });
  afterAll(async () => {
    await backend.stop();
    await installation.aws.stop();
  });
  afterEach(() => jest.restoreAllMocks());

  const get = (user: string, what: string) =>
    request(backend.server)
      .get(`/api/streamflix/environments/${account}/${region}/again${what}`)
      .expect(expectDocumented)
      .set('Authorization', mockCredentials.user.header(user));
  const idsOf = (body: { items: EnvironmentEvent[] }) =>
    body.items.map(({ id }) => id);

  it('are shown to neither owner of the other, cached pages and cursors included', async () => {
    await installation.deploy({ ...ref, owner: before });
    const first = (await get(before, '/events').expect(200)).body;
    const older = `/events?cursor=${first.nextCursor}`;
    const second = (await get(before, older).expect(200)).body;
    await get(after, '/events').expect(403);
    await get(after, older).expect(403);
    const old = [...idsOf(first), ...idsOf(second)];
    expect(old.length).toBeGreaterThan(10);

    await installation.destroy(ref);
    await installation.deploy({ ...ref, owner: after });
    // The suffix is looked up every five seconds; pages of older events are cached for a minute.
    const now = Date.now;
    jest.spyOn(Date, 'now').mockImplementation(() => now() + 5_001);
    await get(before, '/events').expect(403);
    await get(before, older).expect(403);
    await get(before, '/stack').expect(403);
    await get(before, '/template').expect(403);

    const own = (await get(after, '/events').expect(200)).body;
    expect(own.items.length).toBeGreaterThan(10);
    expect(idsOf(own).filter(id => old.includes(id))).toEqual([]);
    const { body } = await get(after, older).expect(400);
    expect(body.error.message).toMatch(/^The cursor is not one that/);
    const ownOlder = await get(
      after,
      `/events?cursor=${own.nextCursor}`,
    ).expect(200);
    expect(idsOf(ownOlder.body).filter(id => old.includes(id))).toEqual([]);
  });
});
