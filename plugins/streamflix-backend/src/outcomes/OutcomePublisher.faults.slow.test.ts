import { setTimeout as sleep } from 'node:timers/promises';
import { TestDatabases } from '@backstage/backend-test-utils';
import type { AwsAccess } from '@streamflix/backstage-plugin-streamflix-node';
import { AwsError } from '@streamflix/local-aws';
import type { Knex } from 'knex';
import { account, TestInstallation } from '../__testUtils__/TestInstallation';
import { TestPublisher, type Service } from '../__testUtils__/TestPublisher';

jest.setTimeout(60_000);

const region = 'eu-central-1';
const owner = 'group:default/video';
const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
const once = { events: 1, audits: 1, notifications: 1 };
const nothing = { events: 0, audits: 0, notifications: 0 };

let installation: TestInstallation;
let knex: Knex;
let replica: TestPublisher;
let count = 0;

const refOf = (suffix: string, where = region) => ({
  account,
  region: where,
  suffix,
});

/** A finished operation of StreamFlix: a small one, because its resources do not matter here. */
async function operate(suffix: string, where = region): Promise<string> {
  count += 1;
  const operation = count.toString(16).padStart(32, '0');
  return installation.createStack(refOf(suffix, where), {
    owner,
    token: `streamflix-deploy-${operation}-user-3adefault-2fada`,
  });
}

beforeAll(async () => {
  installation = await TestInstallation.start();
});
afterAll(() => installation.aws.stop());
beforeEach(async () => {
  installation.recorder.reset();
  knex = await databases.init('SQLITE_3');
  replica = await TestPublisher.create(installation.access, knex);
});

describe('a service that fails for a while', () => {
  it.each<Service>(['events', 'auditor', 'notifications', 'database'])(
    'delays the channels that need %s, and publishes nothing twice',
    async service => {
      await operate(`fails-${service.slice(0, 8)}`);
      replica.failing.add(service);
      await replica.list();
      await replica.lookLater();
      expect(replica.log.length).toBeGreaterThan(0);
      replica.failing.clear();
      await replica.list();
      await replica.lookLater();
      expect(replica.published.counts()).toEqual(once);
    },
  );

  it('that is the database only after something was published, publishes nothing twice', async () => {
    await operate('unmarked');
    await replica.list();
    replica.published.clear();
    await operate('unmarked-2');
    const { publish } = replica.channels;
    replica.channels.publish = async (channel, record) => {
      await publish.call(replica.channels, channel, record);
      replica.failing.add('database');
    };
    await replica.list();
    expect(replica.published.counts()).toEqual(once);
    replica.channels.publish = publish;
    replica.failing.clear();
    await knex('streamflix_outcomes').update({ claimed_until: 0 });
    await replica.lookLater();
    expect(replica.published.counts()).toEqual(once);
  });

  it('does not delay the others: one that never answers is abandoned', async () => {
    const quick = await TestPublisher.create(
      installation.access,
      await databases.init('SQLITE_3'),
      { times: { publishTimeout: 50 } },
    );
    await operate('hangs');
    quick.hanging.add('events');
    await quick.list();
    expect(quick.published.counts()).toEqual({ ...once, events: 0 });
    quick.hanging.clear();
    await quick.lookLater();
    expect(quick.published.counts()).toEqual(once);
  });
});

describe('AWS that cannot be read in one region', () => {
  it('does not delay what ended in another', async () => {
    await operate('sound', 'eu-west-2');
    await operate('broken');
    installation.recorder.fault = (operation, call) => {
      if (operation === 'DescribeStackEvents' && call.region === region) {
        throw new AwsError('AccessDenied', 'For the test.', 403);
      }
    };
    await replica.list();
    expect(replica.published.audits).toMatchObject([
      { meta: { suffix: 'sound' } },
    ]);
    expect(replica.log).toEqual([
      expect.stringContaining('AWS denies cloudformation:DescribeStackEvents'),
    ]);
    await replica.list();
    expect(replica.log).toHaveLength(1);
    installation.recorder.reset();
    await replica.list();
    expect(replica.published.counts()).toEqual({
      events: 2,
      audits: 2,
      notifications: 2,
    });
  });

  it('is not taken for environments that are gone', async () => {
    await operate('there');
    await replica.list();
    installation.recorder.fault = operation => {
      if (operation === 'DescribeStacks') {
        throw new AwsError('ServiceUnavailable', 'For the test.', 503);
      }
    };
    replica.published.clear();
    await replica.list();
    installation.recorder.reset();
    await replica.list();
    expect(replica.published.counts()).toEqual(nothing);
  });

  it('may show events later than the status: the outcome is published then', async () => {
    let isLate = true;
    const late: AwsAccess = {
      ...installation.access,
      async clients(target) {
        const clients = await installation.access.clients(target);
        clients.cloudFormation.middlewareStack.add(
          (next, context) => async args => {
            const answer = await next(args);
            const output = answer.output as { StackEvents?: unknown[] };
            const isEvents =
              context.commandName === 'DescribeStackEventsCommand';
            if (isLate && isEvents) output.StackEvents?.shift();
            return answer;
          },
          { name: 'late', override: true },
        );
        return clients;
      },
    };
    const behind = await TestPublisher.create(
      late,
      await databases.init('SQLITE_3'),
    );
    await operate('late');
    await behind.list();
    expect(behind.published.audits).toEqual([]);
    isLate = false;
    await behind.list();
    expect(behind.published.counts()).toEqual(once);
  });
});

describe('two replicas on one database', () => {
  it('publish every outcome once, however they meet', async () => {
    const { published } = replica;
    const other = await TestPublisher.create(installation.access, knex, {
      published,
    });
    const names = Array.from({ length: 8 }, (_, index) => `shared-${index}`);
    await Promise.all(names.map(name => operate(name)));
    await Promise.all([
      replica.list(),
      other.list(),
      replica.publisher.checkStacks(),
      other.publisher.checkStacks(),
    ]);
    expect(published.audits.map(({ meta }) => meta.suffix).sort()).toEqual(
      names,
    );
    expect(published.counts()).toEqual({
      events: 8,
      audits: 8,
      notifications: 8,
    });
  });

  it('one takes over, with the same id, what the other had claimed when it was killed', async () => {
    const claim = 400;
    const killed = await TestPublisher.create(installation.access, knex, {
      claim,
    });
    await operate('killed');
    killed.hanging.add('events');
    void killed.list();
    const claimed = async () =>
      (await knex('streamflix_outcomes').where('claimed_until', '>', 0)).length;
    while ((await claimed()) === 0) await sleep(10);
    await replica.publisher.checkStacks();
    expect(replica.published.counts()).toEqual(nothing);
    await sleep(claim);
    await replica.publisher.checkStacks();
    expect(replica.published.counts()).toEqual(once);
    const [{ operation_id: id }] = await knex('streamflix_outcomes');
    expect(replica.published.audits[0].meta.operationId).toBe(id);
    expect(replica.published.notifications[0].scope).toBe(id);
  });
});

describe('a publisher that stops', () => {
  it('completes what it is publishing, and publishes nothing more', async () => {
    await operate('stopped-1');
    await operate('stopped-2');
    let goOn = () => {};
    const paused = new Promise<void>(resolve => {
      goOn = resolve;
    });
    const { publish } = replica.channels;
    let isPublishing = () => {};
    const publishing = new Promise<void>(resolve => {
      isPublishing = resolve;
    });
    replica.channels.publish = async (channel, record) => {
      isPublishing();
      await paused;
      return publish.call(replica.channels, channel, record);
    };
    const listing = replica.list();
    await publishing;
    let isStopped = false;
    const stopping = replica.publisher.stop().then(() => {
      isStopped = true;
    });
    await sleep(50);
    expect(isStopped).toBe(false);
    goOn();
    await Promise.all([stopping, listing]);
    expect(replica.published.counts()).toEqual(once);

    const next = await TestPublisher.create(installation.access, knex);
    await next.publisher.checkStacks();
    expect(next.published.counts()).toEqual(once);
  });

  it('does not wait for ever for a service that never answers', async () => {
    const stuck = await TestPublisher.create(
      installation.access,
      await databases.init('SQLITE_3'),
      { times: { shutdownTimeout: 50 } },
    );
    await operate('stuck');
    stuck.hanging.add('auditor');
    void stuck.list();
    while (stuck.unanswered === 0) await sleep(10);
    await stuck.publisher.stop();
    expect(stuck.log.at(-1)).toContain('left for another replica');
  });
});
