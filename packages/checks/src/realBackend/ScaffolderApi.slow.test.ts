import { requestedResourceRef } from '@streamflix/backstage-plugin-streamflix-common';
import { startLocalAws, type LocalAws } from '@streamflix/local-aws';
import { RealBackend } from './RealBackend';

// The example backend starts on an empty database.
jest.setTimeout(180_000);

/** A template that was not reviewed. */
const foreign = (name: string) => ({
  apiVersion: 'scaffolder.backstage.io/v1beta3',
  kind: 'Template',
  metadata: { name },
  spec: {
    type: 'service',
    owner: 'user:default/alan',
    parameters: [],
    steps: [
      {
        id: 'log',
        action: 'debug:log',
        input: { message: 'by ${{ user.ref }}' },
      },
    ],
  },
});

describe('the users of the example', () => {
  let aws: LocalAws;
  let backend: RealBackend;

  beforeAll(async () => {
    aws = await startLocalAws();
    backend = await RealBackend.start({
      endpoint: aws.url,
      templates: [foreign('foreign-one'), foreign('foreign-two')],
    });
  });
  afterAll(async () => {
    await backend?.dispose();
    await aws?.stop();
  });

  it.each([
    ['ada', ['group:default/video', 'user:default/ada']],
    ['grace', ['group:default/video', 'user:default/grace']],
    ['alan', ['group:default/content', 'user:default/alan']],
    [
      'guest',
      ['group:default/platform', 'group:default/video', 'user:default/guest'],
    ],
  ])('%s signs in with the groups of the catalog', async (user, claims) => {
    const info = (await backend.as(user).request('/api/auth/v1/userinfo')) as {
      claims: { ent: string[] };
    };
    expect(info.claims.ent.sort()).toEqual(claims);
  });

  it('rejects every other sign-in', async () => {
    const response = await fetch(`${backend.url}/api/auth/test/refresh`, {
      headers: { 'x-test-user': 'mallory' },
    });
    expect(response.status).toBe(404);
  });

  it('see, cancel and retry only tasks they have started, and audit events name who tried', async () => {
    const ada = backend.as('ada');
    const task = await ada.createTask('foreign-one', {});
    const end = await ada.waitForTask(task);
    expect({ status: end.status, error: end.error }).toEqual({
      status: 'completed',
    });
    expect(end.log.join('\n')).toContain('by user:default/ada');
    for (const other of [backend.as('grace'), backend.as('alan')]) {
      await expect(other.task(task)).rejects.toMatchObject({ status: 403 });
      await expect(other.cancelTask(task)).rejects.toMatchObject({
        status: 403,
      });
      await expect(other.retryTask(task)).rejects.toMatchObject({
        status: 403,
      });
      expect(await other.taskStatuses()).toEqual(new Map());
    }
    expect([...(await ada.taskStatuses()).keys()]).toEqual([task]);
    const refused = backend.auditEvents.filter(
      ({ plugin, status, meta }) =>
        plugin === 'scaffolder' && status === 'failed' && meta?.taskId === task,
    );
    expect(
      refused.map(({ actor, meta }) => [actor.actorId, meta?.actionType]),
    ).toEqual(
      ['grace', 'alan'].flatMap(user =>
        ['cancel', 'retry'].map(action => [`user:default/${user}`, action]),
      ),
    );
  });

  it('make no dry runs and register nothing unless they are in the platform team', async () => {
    const [ada, guest] = [backend.as('ada'), backend.as('guest')];
    await expect(ada.dryRun(foreign('dry'), {})).rejects.toMatchObject({
      status: 403,
    });
    expect(await guest.dryRun(foreign('dry'), {})).toMatchObject({
      log: expect.anything(),
    });
    const location = { type: 'url', target: 'https://example.com/a.yaml' };
    await expect(
      ada.request('/api/catalog/locations', location),
    ).rejects.toMatchObject({ status: 403 });
    await expect(
      guest.request('/api/catalog/locations', location),
    ).resolves.toMatchObject({ location });
  });

  it.each([
    ['ada', 'group:default/video', 'ALLOW'],
    ['ada', 'group:default/content', 'DENY'],
    ['alan', 'group:default/video', 'DENY'],
    ['alan', 'user:default/alan', 'ALLOW'],
    ['guest', 'group:default/content', 'ALLOW'],
  ])('%s may create an environment of %s: %s', async (user, owner, result) => {
    const resourceRef = requestedResourceRef({
      account: '000000000000',
      region: 'eu-west-2',
      suffix: 'demo',
      owner,
    });
    const permission = {
      type: 'resource',
      name: 'streamflix.environment.create',
      attributes: { action: 'create' },
      resourceType: 'streamflix-environment',
    };
    const { items } = (await backend
      .as(user)
      .request('/api/permission/authorize', {
        items: [{ id: '1', permission, resourceRef }],
      })) as { items: { result: string }[] };
    expect(items.map(each => each.result)).toEqual([result]);
  });
});
