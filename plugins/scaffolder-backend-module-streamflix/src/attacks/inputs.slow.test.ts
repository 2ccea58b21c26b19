import type { JsonObject } from '@backstage/types';
import { stackTags } from '@streamflix/backstage-plugin-streamflix-common';
import {
  askCloudFormation,
  stackStatus,
} from '../__testUtils__/askCloudFormation';
import { region, requestOf } from '../__testUtils__/requestOf';
import {
  admin,
  alice,
  bob,
  refused,
  templateOf,
  TwoUsers,
} from '../__testUtils__/TwoUsers';

jest.setTimeout(180_000);

const bobs = (suffix: string) => requestOf(suffix, 'group:default/content');

describe('an input that asks for more than its user may have', () => {
  let users: TwoUsers;

  beforeAll(async () => {
    users = await TwoUsers.start({
      bob: { denied: ['streamflix.environment.read'] },
    });
    await users.succeed(alice, 'deploy', requestOf('demo'));
  });
  afterAll(() => users?.stop());
  afterEach(() => {
    users.fault = () => {};
    users.calls = [];
  });

  it('is refused for an owner of another team, or none that exists', async () => {
    expect(
      await users.attempt('given', () =>
        users.run(bob, 'deploy', requestOf('given')),
      ),
    ).toEqual(
      refused(
        bob,
        'Owner must be you or a group you belong to. To name another, you need permission (streamflix.environment.assign-owner).',
      ),
    );
    expect(
      await users.attempt('given', () =>
        users.run(
          bob,
          'deploy',
          requestOf('given', 'group:default/nosuchteam'),
        ),
      ),
    ).toEqual(refused(bob, /^Owner must be you or a group you belong to/));
    expect(
      await users.attempt('given', () =>
        users.run(
          admin,
          'deploy',
          requestOf('given', 'group:default/nosuchteam'),
        ),
      ),
    ).toEqual(
      refused(
        admin,
        'Owner must be a user or group that exists in the catalog.',
      ),
    );
    await users.succeed(admin, 'deploy', requestOf('given'));
    expect(
      await users.attempt('demo', () =>
        users.run(alice, 'deploy', requestOf('demo', 'group:default/content')),
      ),
    ).toEqual(refused(alice, /^Owner must be you or a group you belong to/));
  });

  it.each([
    ['account', { suffix: 'demo', region, account: '111122223333' }],
    ['region', { suffix: 'demo', region: 'us-east-1' }],
  ])(
    'is refused before any call for the destruction in a foreign %s',
    async (_, target) => {
      expect(
        await users.attempt('demo', async () => {
          users.calls = [];
          const end = await users.run(bob, 'destroy', target);
          expect(
            users.calls.filter(each => each !== 'GetCallerIdentity'),
          ).toEqual([]);
          return end;
        }),
      ).toEqual(
        refused(bob, /^(AWS account|Region) must be one this installation/),
      );
    },
  );

  it('shows nothing of an environment its user may not see, in a dry run neither', async () => {
    const entityRef = `resource:default/streamflix-demo-${region}`;
    const template = templateOf('dry', {
      id: 'deploy',
      name: 'Deploy',
      action: 'streamflix:environment:deploy',
      input: { entityRef, worker: { minTasks: 90 } },
    });
    const { dryRun } = users.scaffolder;
    const denied = await dryRun(template, {}, bob);
    expect(denied.body.error.message).toBe(
      `You do not have permission to see environment demo in ${region} (streamflix.environment.read).`,
    );
    expect(
      await users.attempt('demo', () =>
        users.run(bob, 'deploy', { entityRef, worker: { minTasks: 90 } }),
      ),
    ).toEqual(
      refused(
        bob,
        `You do not have permission to see environment demo in ${region} (streamflix.environment.read).`,
      ),
    );
    const shown = await dryRun(template, {}, alice);
    expect(shown.body.error.message).toMatch(
      /^Maximum worker tasks must be at least the minimum, 90/,
    );
  });

  it('finds out about a name only that it is taken', async () => {
    expect(
      await users.attempt('demo', () => users.run(bob, 'plan', bobs('demo'))),
    ).toEqual(
      refused(bob, `Suffix demo is taken in ${region}. Choose another suffix.`),
    );
  });

  it('is refused for an environment without an owner, unless its user may assign one', async () => {
    await askCloudFormation(users.aws, 'orphan', {
      Action: 'CreateStack',
      TemplateBody: JSON.stringify({
        Resources: { Queue: { Type: 'AWS::SQS::Queue' } },
      }),
      'Tags.member.1.Key': stackTags.suffix,
      'Tags.member.1.Value': 'orphan',
      'Tags.member.2.Key': stackTags.managedBy,
      'Tags.member.2.Value': 'backstage',
    });
    while ((await stackStatus(users.aws, 'orphan')) !== 'CREATE_COMPLETE');
    const message =
      'Environment orphan in eu-west-2 has no owner, and you do not have permission to manage it (streamflix.environment.assign-owner).';
    const target = { suffix: 'orphan', region };
    expect(
      await users.attempt('orphan', () => users.run(alice, 'destroy', target)),
    ).toEqual(refused(alice, message));
    expect(
      await users.attempt('orphan', () =>
        users.run(alice, 'deploy', requestOf('orphan')),
      ),
    ).toEqual(refused(alice, message));
    await users.succeed(admin, 'destroy', target);
    expect(await stackStatus(users.aws, 'orphan')).toBeUndefined();
  });

  it('is answered without names of roles and hosts when AWS refuses', async () => {
    users.deny('DescribeStacks');
    const { error, log } = await users.run(alice, 'plan', requestOf('other'));
    expect(error).toMatch(/^AWS denies cloudformation:DescribeStacks/);
    const internal = /portal-role|127\.0\.0\.1/;
    expect([error, ...log].filter(line => internal.test(String(line)))).toEqual(
      [],
    );
    expect(users.scaffolder.backendLog.join('\n')).toMatch(/portal-role/);
  });

  it.each([
    ['outside', (tags: object) => ({ tags })],
    ['in a section of the form', (tags: object) => ({ advanced: { tags } })],
  ])(
    'is refused at once, with a reason, when it has 50,000 tags %s',
    async (_, given) => {
      const tags = Object.fromEntries(
        Array.from({ length: 50_000 }, (__, index) => [`tag${index}`, 'x']),
      );
      const started = Date.now();
      const { status, error } = await users.run(alice, 'deploy', {
        ...requestOf('large'),
        ...given(tags),
      });
      expect(status).toBe('failed');
      expect(error).toMatch(/^The environment must be smaller/);
      expect(String(error).length).toBeLessThan(500);
      expect(Date.now() - started).toBeLessThan(30_000);
      expect(users.calls).not.toContain('CreateChangeSet');
    },
  );

  const many = (value: string | number) =>
    Array.from({ length: 50_000 }, (_, index) =>
      typeof value === 'string' ? `${value}${index}` : index,
    );
  it.each<[string, 'deploy' | 'destroy', JsonObject]>([
    ['consents to a loss', 'deploy', { allowDataLoss: many('Database') }],
    ['malformed consents', 'deploy', { skipResources: many(1) }],
    ['secrets', 'deploy', { secrets: { apiKeys: many('~') } }],
    ['malformed tags', 'deploy', { tags: Object.assign({}, many(1)) }],
    ['resources to retain', 'destroy', { retain: many('Database') }],
  ])(
    'is refused at once, with a reason, when it has 50,000 %s',
    async (_, action, given) => {
      const started = Date.now();
      const { status, error } = await users.run(alice, action, {
        ...(action === 'deploy'
          ? requestOf('large')
          : { suffix: 'demo', region }),
        ...given,
      });
      expect(status).toBe('failed');
      expect(error).toMatch(
        /must (be smaller|have at most)|does not meet maximum length/,
      );
      expect(String(error).length).toBeLessThan(500);
      expect(Date.now() - started).toBeLessThan(10_000);
    },
  );

  it.each<[string, JsonObject]>([
    ['a tag', { tags: { 'hunter2!': 'x' } }],
    ['a tag without a text', { tags: { hunter2: 1 } }],
    ['a setting', { network: { hunter2: 1 } }],
    ['a setting in a section', { advanced: { network: { hunter2: 1 } } }],
  ])('is refused without the key that %s was given by', async (_, given) => {
    const { status, error, log } = await users.run(alice, 'deploy', {
      ...requestOf('keyed'),
      ...given,
    });
    expect(status).toBe('failed');
    expect([error, ...log].join('\n')).not.toContain('hunter2');
  });

  it.each([
    ['outside', '{"__proto__":{"owner":"group:default/content"}}'],
    ['in tags', '{"tags":{"__proto__":"x"}}'],
    ['in a section', '{"advanced":{"__proto__":{"deletionProtection":true}}}'],
    ['deep in a section', '{"size":{"worker":{"constructor":1}}}'],
  ])('is refused, with a reason, for a reserved key %s', async (_, json) => {
    const given = JSON.parse(json);
    const { status, error } = await users.run(
      alice,
      'deploy',
      Object.defineProperties(
        { ...requestOf('reserved') },
        Object.getOwnPropertyDescriptors(given),
      ),
    );
    expect(status).toBe('failed');
    expect(error).toMatch(
      // The scaffolder reserves these too; the action's own message is tested with the action.
      /must not have a key named|is reserved$/,
    );
    expect(await stackStatus(users.aws, 'reserved')).toBeUndefined();
  });
});
