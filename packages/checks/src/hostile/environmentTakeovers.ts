import { match, ok, strictEqual as equal } from 'node:assert';
import type { HostileCheck } from './HostileCheck';
import {
  changeOfVictim,
  inCatalog,
  isNotYours,
  videoRequest,
} from './victimRequests';
import { region } from './Administrator';
import { entityRefOf, ownRequest, victim } from './World';

/** Attacks on an environment of another team, or on one that has no owner. */
export const environmentTakeovers: readonly HostileCheck[] = [
  {
    name: 'a handwritten plan is not an input of the deploy action',
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
  ...(
    [
      ['account', { account: '111111111111' }],
      ['account in a section', { advanced: { account: '111111111111' } }],
      ['region', { region: 'us-east-1' }],
    ] as const
  ).map(
    ([what, difference]): HostileCheck => ({
      name: `a request with an ${what} that is not configured is refused before any call`,
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
      async run(world) {
        const suffix = world.newSuffix();
        await world.administrator.makeStack(suffix);
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
    name: 'a stack that StreamFlix does not manage is not changed',
    isAllowed: true,
    async run(world) {
      const suffix = world.newSuffix();
      await world.administrator.makeStack(suffix, {
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
    name: 'the operations of a destroyed environment are not those of the next one of its name',
    async run(world) {
      const suffix = world.newSuffix();
      await world.succeeds(() =>
        world.run('ada', 'raw-deploy', videoRequest(suffix)),
      );
      const path = `/api/streamflix/environments/000000000000/${region}/${suffix}/operations`;
      const read = async () =>
        (await world.as('alan').request(path)) as {
          stackArn: string;
          items: { id: string }[];
        };
      const theirs = await read();
      await world.succeeds(() =>
        world.run('ada', 'raw-destroy', { suffix, region }),
      );
      await world.succeeds(() =>
        world.run('alan', 'raw-deploy', ownRequest(suffix)),
      );
      const own = await read();
      ok(own.stackArn !== theirs.stackArn);
      equal(own.items.length, 1);
      ok(theirs.items.every(({ id }) => id !== own.items[0].id));
    },
  },
  {
    name: 'what AWS denies does not name role, account or host',
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
