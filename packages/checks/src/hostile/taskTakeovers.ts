import { notStrictEqual as differs, strictEqual as equal } from 'node:assert';
import { setTimeout as sleep } from 'node:timers/promises';
import type { HostileCheck } from './HostileCheck';
import {
  changeOfVictim,
  inCatalog,
  isNotYours,
  videoRequest,
} from './victimRequests';
import { entityRefOf, ownRequest, victim } from './World';

/** Attacks with a task: its retries, its steps and the credentials in it. */
export const taskTakeovers: readonly HostileCheck[] = [
  {
    name: 'a refused change runs once, as the user, and not again as a service',
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
];
