import {
  match,
  notStrictEqual as differs,
  ok,
  strictEqual as equal,
} from 'node:assert';
import {
  CreateChangeSetCommand,
  DescribeChangeSetCommand,
  GetTemplateCommand,
} from '@aws-sdk/client-cloudformation';
import { setTimeout as sleep } from 'node:timers/promises';
import type { HostileCheck } from './HostileCheck';
import { entityRefOf, ownRequest, region, victim, type World } from './World';

const isNotYours =
  /Suffix victim is taken|do not have permission|belongs to another owner/;

/** A plan of ada's, and the ARN of its change set. */
async function planOf(world: World, values: object): Promise<string> {
  const { output } = await world.succeeds(() =>
    world.run('ada', 'raw-plan', values),
  );
  ok(typeof output.changeSetArn === 'string');
  return output.changeSetArn;
}

const videoRequest = (suffix: string) => ({
  ...victim,
  suffix,
});

/** A change that ada is allowed to make. */
const changeOfVictim = { ...victim, stream: { shards: 3 } };

/** Attacks on an environment, a change set or an operation of another team. */
export const takeovers: readonly HostileCheck[] = [
  {
    name: 'a handwritten plan is not an input of the deploy action',
    row: 1,
    async run(world) {
      await world.refuses(
        () =>
          world.run('alan', 'handwritten-plan', {
            ...ownRequest('victim'),
            plan: {
              input: { ...victim, owner: 'group:default/content' },
              ref: { account: '000000000000', region, suffix: 'victim' },
              kind: 'change',
              stackArn: 'arn:aws:cloudformation:x',
              changeSetArn: 'arn:aws:cloudformation:x',
            },
          }),
        {
          message: /additional property|is not allowed|[Ii]nvalid/,
          event: 'task',
        },
      );
      await world.succeeds(() => world.run('ada', 'raw-plan', changeOfVictim));
    },
  },
  ...(
    [
      ['with himself as the owner', { owner: 'user:default/alan' }],
      ['with his group as the owner', { owner: 'group:default/content' }],
      ['with the true owner', {}],
      [
        'with another image',
        { advanced: { worker: { image: 'public.ecr.aws/streamflix/evil:1' } } },
      ],
      ['with the consent to lose data', { allowDataLoss: ['Stream'] }],
      ['with resources to skip', { skipResources: ['Stream'] }],
    ] as const
  ).map(
    ([how, difference]): HostileCheck => ({
      name: `a user cannot deploy over the environment of another team ${how}`,
      row: 1,
      isAllowed: true,
      async run(world) {
        await world.refuses(
          () =>
            world.run('alan', 'raw-deploy', {
              ...changeOfVictim,
              ...difference,
            }),
          { message: isNotYours },
        );
        await world.succeeds(() =>
          world.run('grace', 'raw-plan', changeOfVictim),
        );
      },
    }),
  ),
  {
    name: 'a user who failed to take an environment over cannot destroy it as its owner',
    row: 1,
    async run(world) {
      await world.refuses(
        () =>
          world.run('alan', 'raw-deploy', {
            ...victim,
            owner: 'user:default/alan',
          }),
        { message: isNotYours },
      );
      await world.refuses(
        () => world.run('alan', 'raw-destroy', { suffix: 'victim', region }),
        { message: isNotYours, event: 'environment-destroy' },
      );
      const suffix = world.newSuffix();
      await world.succeeds(() =>
        world.run('alan', 'raw-deploy', ownRequest(suffix)),
      );
      await world.succeeds(() =>
        world.run('alan', 'raw-destroy', { suffix, region }),
      );
    },
  },
  ...[false, true].map(
    (isAllowed): HostileCheck => ({
      name: `a user cannot change the environment of another team by its entity${
        isAllowed ? ', also where everything is permitted' : ''
      }`,
      row: 1,
      ...(isAllowed && { isAllowed }),
      async run(world) {
        const values = {
          entityRef: entityRefOf('victim'),
          stream: { shards: 3 },
        };
        await inCatalog(world, 'victim');
        await world.refuses(() => world.run('alan', 'raw-deploy', values), {
          message: isNotYours,
        });
        await world.succeeds(() => world.run('grace', 'raw-plan', values));
      },
    }),
  ),
  {
    name: 'termination protection cannot be switched by a request that changes nothing else',
    row: 2,
    isAllowed: true,
    async run(world) {
      await world.refuses(
        () =>
          world.run('alan', 'raw-deploy', {
            ...victim,
            deletionProtection: true,
          }),
        { message: isNotYours },
      );
      await world.refuses(() => world.run('alan', 'raw-deploy', victim), {
        message: isNotYours,
      });
      const { output } = await world.succeeds(() =>
        world.run('ada', 'raw-plan', victim),
      );
      equal(output.changeSetArn || undefined, undefined);
    },
  },
  {
    name: 'a user cannot execute the change set of another team for a new environment',
    row: 3,
    async run(world) {
      const suffix = world.newSuffix();
      const request = videoRequest(suffix);
      const changeSetArn = await planOf(world, request);
      await world.refuses(
        () => world.run('alan', 'raw-deploy', { ...request, changeSetArn }),
        { message: /do not have permission|Owner must be you/, suffix },
      );
      await world.succeeds(() =>
        world.run('grace', 'raw-deploy', { ...request, changeSetArn }),
      );
    },
  },
  {
    name: 'a user cannot execute the change set of another team on its environment',
    row: 3,
    isAllowed: true,
    async run(world) {
      const request = { ...victim, stream: { shards: 4 } };
      const changeSetArn = await planOf(world, request);
      await world.refuses(
        () => world.run('alan', 'raw-deploy', { ...request, changeSetArn }),
        { message: isNotYours },
      );
      await world.refuses(
        () =>
          world.run('ada', 'raw-deploy', {
            ...request,
            stream: { shards: 3 },
            changeSetArn,
          }),
        { message: /planned for other values/, attacker: 'ada' },
      );
      await world.succeeds(() =>
        world.run('ada', 'raw-deploy', { ...request, changeSetArn }),
      );
    },
  },
  {
    name: 'a change set of another environment is refused for one’s own request',
    row: 3,
    async run(world) {
      const request = videoRequest(world.newSuffix());
      const changeSetArn = await planOf(world, request);
      const suffix = world.newSuffix();
      await world.refuses(
        () =>
          world.run('alan', 'raw-deploy', {
            ...ownRequest(suffix),
            changeSetArn,
          }),
        { message: /for another environment/, suffix },
      );
      await world.succeeds(() =>
        world.run('alan', 'raw-plan', ownRequest(suffix)),
      );
    },
  },
  {
    name: 'a foreign template with the metadata of a plan is not executed, not even for its owner',
    row: 3,
    async run(world) {
      const suffix = world.newSuffix();
      const request = videoRequest(suffix);
      const planned = await planOf(world, request);
      const client = world.cloudFormation;
      const [{ TemplateBody = '' }, { Tags }] = await Promise.all([
        client.send(new GetTemplateCommand({ ChangeSetName: planned })),
        client.send(new DescribeChangeSetCommand({ ChangeSetName: planned })),
      ]);
      const template = JSON.parse(TemplateBody);
      template.Resources.Backdoor = { Type: 'AWS::SQS::Queue' };
      const { Id: changeSetArn = '' } = await client.send(
        new CreateChangeSetCommand({
          StackName: `streamflix-${suffix}`,
          ChangeSetName: 'streamflix-review-0123456789abcdef0123456789abcdef',
          ChangeSetType: 'CREATE',
          TemplateBody: JSON.stringify(template),
          Capabilities: ['CAPABILITY_NAMED_IAM'],
          Tags,
        }),
      );
      await isReady(world, changeSetArn);
      await world.refuses(
        () => world.run('ada', 'raw-deploy', { ...request, changeSetArn }),
        {
          message: /not what this version of StreamFlix makes/,
          attacker: 'ada',
          suffix,
        },
      );
      await world.succeeds(() =>
        world.run('ada', 'raw-deploy', { ...request, changeSetArn: planned }),
      );
    },
  },
  {
    name: 'a change set with other tags than the plan’s is not executed',
    row: 3,
    async run(world) {
      const suffix = world.newSuffix();
      const request = videoRequest(suffix);
      const planned = await planOf(world, request);
      const client = world.cloudFormation;
      const [{ TemplateBody }, { Tags = [] }] = await Promise.all([
        client.send(new GetTemplateCommand({ ChangeSetName: planned })),
        client.send(new DescribeChangeSetCommand({ ChangeSetName: planned })),
      ]);
      const { Id: changeSetArn = '' } = await client.send(
        new CreateChangeSetCommand({
          StackName: `streamflix-${suffix}`,
          ChangeSetName: 'streamflix-review-fedcba9876543210fedcba9876543210',
          ChangeSetType: 'CREATE',
          TemplateBody,
          Capabilities: ['CAPABILITY_NAMED_IAM'],
          Tags: [...Tags, { Key: 'Team', Value: 'content' }],
        }),
      );
      await isReady(world, changeSetArn);
      await world.refuses(
        () => world.run('ada', 'raw-deploy', { ...request, changeSetArn }),
        {
          message: /not what this version of StreamFlix makes/,
          attacker: 'ada',
          suffix,
        },
      );
      await world.succeeds(() =>
        world.run('ada', 'raw-deploy', { ...request, changeSetArn: planned }),
      );
    },
  },
  ...(
    [
      ['account', { account: '111111111111' }],
      ['account in a section', { advanced: { account: '111111111111' } }],
      ['region', { region: 'us-east-1' }],
    ] as const
  ).map(
    ([what, difference]): HostileCheck => ({
      name: `a request with an ${what} that is not configured is refused before any call`,
      row: 4,
      isAllowed: true,
      async run(world) {
        const suffix = world.newSuffix();
        await world.refuses(
          () =>
            world.run('alan', 'raw-deploy', {
              ...ownRequest(suffix),
              ...difference,
            }),
          { message: /must be one this installation/, suffix },
        );
        await world.succeeds(() =>
          world.run('alan', 'raw-plan', {
            ...ownRequest(suffix),
            account: '000000000000',
          }),
        );
      },
    }),
  ),
  {
    name: 'a refused change runs once, as the user, and not again as a service',
    row: 5,
    async run(world) {
      await inCatalog(world, 'victim');
      const end = { id: '' };
      await world.refuses(
        async () => {
          const ended = await world.run(
            'ada',
            'change-streamflix-environment',
            {
              environment: entityRefOf('victim'),
              suffix: 'victim',
              size: { worker: { maxTasks: 99999 } },
            },
          );
          end.id = ended.id;
          return ended;
        },
        { message: /Maximum worker tasks/, attacker: 'ada' },
      );
      await sleep(3_000);
      const { status, log } = await world.as('ada').task(end.id);
      equal(status, 'failed');
      equal(
        log.filter(line => /Starting up task/.test(line)).length,
        1,
        log.join('\n'),
      );
    },
  },
  {
    name: 'a step that runs always runs as the user, and is refused as well',
    row: 6,
    async run(world) {
      await world.refuses(() => world.run('alan', 'always-next', victim), {
        message: isNotYours,
      });
      await world.succeeds(() =>
        world.run('grace', 'raw-plan', changeOfVictim),
      );
    },
  },
  ...[false, true].map(
    (isAllowed): HostileCheck => ({
      name: `a destruction does not take the permission of a plan with the same step id${
        isAllowed ? ', also where everything is permitted' : ''
      }`,
      row: 7,
      ...(isAllowed && { isAllowed }),
      async run(world) {
        await world.refuses(
          () =>
            world.run('alan', 'same-step-ids', {
              ...victim,
              owner: 'group:default/content',
              ownSuffix: world.newSuffix(),
            }),
          { message: isNotYours, event: 'environment-destroy' },
        );
        const suffix = world.newSuffix();
        await world.succeeds(() =>
          world.run('ada', 'raw-deploy', videoRequest(suffix)),
        );
        await world.succeeds(() =>
          world.run('ada', 'same-step-ids', {
            ...videoRequest(suffix),
            ownSuffix: world.newSuffix(),
          }),
        );
      },
    }),
  ),
  {
    name: 'an attempt that was left open before an environment existed does not change it afterwards',
    row: 8,
    isAllowed: true,
    async run(world) {
      const suffix = world.newSuffix();
      const denied = world.aws.faults.add({
        kind: 'deny',
        service: 'cloudformation',
        operation: 'CreateChangeSet',
      });
      const open = await world.run('alan', 'raw-deploy', ownRequest(suffix));
      equal(open.status, 'failed');
      for (const id of denied) world.aws.faults.remove(id);
      await world.succeeds(() =>
        world.run('ada', 'raw-deploy', videoRequest(suffix)),
      );
      await world.refuses(
        async () => {
          const api = world.as('alan');
          await api.retryTask(open.id);
          return api.waitForTask(open.id);
        },
        { message: /is taken|belongs to another owner/, suffix },
      );
    },
  },
  {
    name: 'a retry is authorized for the user who retries, not for the one who created the task',
    row: 9,
    isAllowed: true,
    async run(world) {
      const request = { ...victim, worker: { maxTasks: 3 } };
      const denied = world.aws.faults.add({
        kind: 'deny',
        service: 'cloudformation',
        operation: 'CreateChangeSet',
      });
      const failed = await world.run('ada', 'raw-deploy', request);
      equal(failed.status, 'failed');
      for (const id of denied) world.aws.faults.remove(id);
      const retry = (user: 'ada' | 'alan') => async () => {
        const api = world.as(user);
        await api.retryTask(failed.id);
        return api.waitForTask(failed.id);
      };
      await world.refuses(retry('alan'), { message: isNotYours });
      await world.succeeds(retry('ada'));
    },
  },
  {
    name: 'a user cannot read, cancel or retry the task of another',
    row: 9,
    async run(world) {
      const { id } = await world.run('ada', 'raw-plan', victim);
      const alan = world.as('alan');
      await world.denies(() => alan.task(id), [403, 404]);
      await world.denies(() => alan.cancelTask(id), [403, 404]);
      await world.denies(() => alan.retryTask(id), [403, 404]);
      equal((await world.as('ada').task(id)).status, 'completed');
    },
  },
  ...(['create', 'retry'] as const).map(
    (moment): HostileCheck => ({
      name: `credentials in the secrets of a task that is sent to ${moment} are not believed`,
      row: 9,
      isAllowed: true,
      async run(world) {
        const forged = {
          backstageToken: await world.as('ada').token(),
          __initiatorCredentials: JSON.stringify({
            $$type: '@backstage/BackstageCredentials',
            version: 'v1',
            token: await world.as('ada').token(),
            principal: { type: 'user', userEntityRef: 'user:default/ada' },
          }),
        };
        await world.refuses(
          async () => {
            const alan = world.as('alan');
            const id = await alan.createTask(
              'raw-deploy',
              changeOfVictim,
              moment === 'create' ? forged : {},
            );
            const ended = await alan.waitForTask(id);
            if (moment === 'create') return ended;
            const audited = world.backend.auditEvents.length;
            await alan.request(`/api/scaffolder/v2/tasks/${id}/retry`, {
              secrets: forged,
            });
            const again = await alan.waitForTask(id);
            differs(world.backend.auditEvents.length, audited);
            return again;
          },
          { message: isNotYours, failures: moment === 'create' ? 1 : 2 },
        );
        await world.succeeds(() =>
          world.run('grace', 'raw-plan', changeOfVictim),
        );
      },
    }),
  ),
  ...(
    [
      ['by suffix and region', { suffix: 'victim', region }],
      [
        'with resources to leave behind',
        { suffix: 'victim', region, retain: ['Stream'] },
      ],
      ['as if confirmed', { suffix: 'victim', region, confirmation: 'victim' }],
    ] as const
  ).map(
    ([how, values]): HostileCheck => ({
      name: `a user cannot destroy the environment of another team ${how}`,
      row: 7,
      isAllowed: true,
      async run(world) {
        await world.refuses(() => world.run('alan', 'raw-destroy', values), {
          message: isNotYours,
          event: 'environment-destroy',
        });
        await world.succeeds(() => world.run('ada', 'raw-plan', victim));
      },
    }),
  ),
  ...(
    [
      ['account', { account: '111111111111' }],
      ['region', { region: 'us-east-1' }],
    ] as const
  ).map(
    ([what, difference]): HostileCheck => ({
      name: `a destruction in an ${what} that is not configured is refused before any call`,
      row: 16,
      isAllowed: true,
      async run(world) {
        const before = world.proxy.total;
        await world.refuses(
          () =>
            world.run('alan', 'raw-destroy', {
              suffix: 'victim',
              region,
              ...difference,
            }),
          {
            message: /must be one this installation/,
            event: 'environment-destroy',
          },
        );
        ok(world.proxy.total - before <= 1, 'AWS was called.');
      },
    }),
  ),
  ...(['ada', 'alan'] as const).map(
    (attacker): HostileCheck => ({
      name: `an environment without an owner is not ${attacker}’s`,
      row: 21,
      async run(world) {
        const suffix = world.newSuffix();
        await world.makeStack(suffix);
        await world.refuses(
          () => world.run(attacker, 'raw-destroy', { suffix, region }),
          {
            message: /has no owner|do not have permission/,
            attacker,
            suffix,
            event: 'environment-destroy',
          },
        );
        await world.refuses(
          () =>
            world.run(attacker, 'raw-deploy', {
              ...(attacker === 'ada' ? victim : ownRequest(suffix)),
              suffix,
            }),
          {
            message: /has no owner|do not have permission/,
            attacker,
            suffix,
          },
        );
        await world.succeeds(() =>
          world.run('guest', 'raw-destroy', { suffix, region }),
        );
      },
    }),
  ),
  {
    name: 'a stack that StreamFlix does not manage is left alone',
    row: 21,
    isAllowed: true,
    async run(world) {
      const suffix = world.newSuffix();
      await world.makeStack(suffix, {
        tags: {
          'streamflix:managed-by': 'another-tool',
          'streamflix:owner': 'group:default/content',
        },
      });
      await world.refuses(
        () => world.run('alan', 'raw-destroy', { suffix, region }),
        {
          message: /not managed by StreamFlix/,
          suffix,
          event: 'environment-destroy',
        },
      );
      await world.refuses(
        () => world.run('alan', 'raw-deploy', ownRequest(suffix)),
        {
          message: /is taken/,
          suffix,
        },
      );
    },
  },
  {
    name: 'the events of a destroyed environment are not those of the next one of its name',
    row: 22,
    async run(world) {
      const suffix = world.newSuffix();
      await world.succeeds(() =>
        world.run('ada', 'raw-deploy', videoRequest(suffix)),
      );
      const path = `/api/streamflix/environments/000000000000/${region}/${suffix}/events`;
      const read = async () =>
        (await world.as('alan').request(path)) as {
          items: { id: string }[];
          nextCursor?: string;
        };
      const theirs = await read();
      await world.succeeds(() =>
        world.run('ada', 'raw-destroy', { suffix, region }),
      );
      await world.succeeds(() =>
        world.run('alan', 'raw-deploy', ownRequest(suffix)),
      );
      const own = await read();
      const seen = new Set(theirs.items.map(({ id }) => id));
      ok(own.items.length > 0);
      ok(own.items.every(({ id }) => !seen.has(id)));
      if (theirs.nextCursor) {
        await world.denies(
          () =>
            world
              .as('alan')
              .request(
                `${path}?cursor=${encodeURIComponent(theirs.nextCursor ?? '')}`,
              ),
          [400, 403, 404],
        );
      }
    },
  },
  {
    name: 'a user has at most five plans that were not executed',
    row: 23,
    async run(world) {
      for (let plan = 0; plan < 5; plan++) {
        await world.succeeds(() =>
          world.run('guest', 'raw-plan', {
            ...victim,
            suffix: world.newSuffix(),
          }),
        );
      }
      const suffix = world.newSuffix();
      await world.refuses(
        () => world.run('guest', 'raw-plan', { ...victim, suffix }),
        {
          message: /You have 5 plans that were not executed/,
          attacker: 'guest',
          suffix,
          event: 'environment-plan',
        },
      );
      await world.succeeds(() =>
        world.run('grace', 'raw-plan', {
          ...victim,
          suffix: world.newSuffix(),
        }),
      );
    },
  },
  {
    name: 'a user who asks for seven plans at once gets five',
    row: 23,
    async run(world) {
      const ended = await Promise.all(
        Array.from({ length: 7 }, () =>
          world.run('guest', 'raw-plan', {
            ...victim,
            suffix: world.newSuffix(),
          }),
        ),
      );
      const refused = ended.filter(({ status }) => status === 'failed');
      equal(refused.length, 2);
      for (const { error = '' } of refused) {
        match(error, /You have 5 plans that were not executed/);
      }
    },
  },
  {
    name: 'what AWS denies does not name role, account or host',
    row: 24,
    async run(world) {
      const suffix = world.newSuffix();
      const denied = world.aws.faults.add({
        kind: 'deny',
        service: 'cloudformation',
        operation: 'CreateChangeSet',
      });
      try {
        await world.refuses(
          async () => {
            const ended = await world.run(
              'alan',
              'raw-deploy',
              ownRequest(suffix),
            );
            const shown = `${ended.error}\n${ended.log.join('\n')}`;
            ok(!/arn:|000000000000|127\.0\.0\.1/.test(shown), shown);
            return ended;
          },
          { message: /AWS denies cloudformation:CreateChangeSet/, suffix },
        );
      } finally {
        for (const id of denied) world.aws.faults.remove(id);
      }
      match(world.backend.output, /arn:aws:/);
      await world.succeeds(() =>
        world.run('alan', 'raw-plan', ownRequest(suffix)),
      );
    },
  },
];

async function isReady(world: World, changeSetArn: string): Promise<void> {
  for (;;) {
    const { Status } = await world.cloudFormation.send(
      new DescribeChangeSetCommand({ ChangeSetName: changeSetArn }),
    );
    if (Status === 'CREATE_COMPLETE') return;
    await sleep(50);
  }
}

/** Waits until an environment is in the catalog. */
async function inCatalog(world: World, suffix: string): Promise<void> {
  const path = `/api/catalog/entities/by-name/resource/default/streamflix-${suffix}-${region}`;
  for (let tries = 0; ; tries++) {
    try {
      await world.as('ada').request(path);
      return;
    } catch (error) {
      if (tries > 100) throw error;
      await sleep(200);
    }
  }
}
