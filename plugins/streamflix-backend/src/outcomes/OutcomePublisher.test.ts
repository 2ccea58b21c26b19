import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { TestDatabases } from '@backstage/backend-test-utils';
import type { EnvironmentInput } from '@streamflix/backstage-plugin-streamflix-common';
import {
  deployEnvironment,
  destroyEnvironment,
  TerminalAuthorizer,
  type DeployRequest,
} from '@streamflix/backstage-plugin-streamflix-node';
import { account, TestInstallation } from '../__testUtils__/TestInstallation';
import { TestPublisher } from '../__testUtils__/TestPublisher';

jest.setTimeout(120_000);

const region = 'eu-central-1';
const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

/** A user of the portal, as the scaffolder's actions authorize them. */
class Portal extends TerminalAuthorizer {
  override requester = async () => ({ id: 'user:default/ada' });
}

let installation: TestInstallation;
let replica: TestPublisher;

const deploy = (
  suffix: string,
  options: Partial<DeployRequest> & { given?: Partial<EnvironmentInput> } = {},
) => {
  const { given, ...rest } = options;
  return deployEnvironment(installation.access, {
    input: {
      suffix,
      region,
      blueprint: 'video-pipeline',
      owner: 'group:default/video',
      ...given,
    },
    token: randomUUID(),
    authorizer: new Portal(installation.access, { account, region }),
    ...rest,
  });
};
const refOf = (suffix: string) => ({ account, region, suffix });
const event = (suffix: string, state: string) => ({
  ref: refOf(suffix),
  state,
});

beforeAll(async () => {
  installation = await TestInstallation.start();
});
afterAll(() => installation.aws.stop());
/** Local AWS numbers the events of a moment in milliseconds, so that the last ones are ahead of the clock. */
const eventsArePast = () => sleep(700);

beforeEach(async () => {
  await eventsArePast();
  replica = await TestPublisher.create(
    installation.access,
    await databases.init('SQLITE_3'),
  );
});

/** What a new replica published about one environment: it also lists what tests before deleted a moment ago. */
const publishedAbout = (suffix: string) => {
  const { audits, notifications, events } = replica.published;
  return {
    audits: audits.filter(({ meta }) => meta.suffix === suffix),
    notifications: notifications.filter(({ title }) =>
      title.includes(` ${suffix} `),
    ),
    events,
  };
};

describe('the outcome of an operation', () => {
  it('that ended between two listings is published once, to owner and requester', async () => {
    await deploy('listed');
    await replica.list();
    await replica.list();
    await replica.publisher.checkStacks();
    const { events, audits, notifications } = replica.published;
    expect(events).toEqual([event('listed', 'present')]);
    expect(audits).toEqual([
      {
        eventId: 'environment-deploy',
        severity: 'medium',
        error: undefined,
        meta: expect.objectContaining({
          operationId: expect.stringMatching(/^deploy-[0-9a-f]{32}$/),
          requester: 'user:default/ada',
          requesterIsComplete: true,
          owner: 'group:default/video',
          blueprint: 'video-pipeline',
          suffix: 'listed',
          region,
          account,
          outcome: 'created',
        }),
      },
    ]);
    expect(notifications).toEqual([
      {
        to: ['group:default/video', 'user:default/ada'],
        title: `Environment listed in ${region} was created`,
        description: expect.stringContaining('was created in'),
        link: `/streamflix/${account}/${region}/listed/operations/${audits[0].meta.operationId}`,
        severity: 'normal',
        topic: 'StreamFlix environments',
        scope: audits[0].meta.operationId,
      },
    ]);
  });

  it('from the terminal is published too, and notifies the owner only', async () => {
    await installation.deploy({
      suffix: 'terminal',
      region,
      owner: 'group:default/video',
    });
    await replica.list();
    const { audits, notifications } = replica.published;
    expect(audits).toMatchObject([
      {
        meta: {
          suffix: 'terminal',
          requester: expect.stringMatching(/^arn:aws:/),
        },
      },
    ]);
    expect(notifications).toMatchObject([{ to: ['group:default/video'] }]);
  });

  it('is followed to its end without listings, once it was seen to start', async () => {
    let hint = Promise.resolve();
    await deploy('followed', {
      onStarted: stackArn => {
        hint = replica.publisher.noteOperation(refOf('followed'), stackArn);
      },
    });
    await hint;
    await replica.publisher.checkStacks();
    expect(replica.published.audits).toMatchObject([
      { eventId: 'environment-deploy', meta: { outcome: 'created' } },
    ]);
    expect(replica.published.notifications).toHaveLength(1);
    // The event is published as soon as the creation starts.
    expect(replica.published.events).toContainEqual(
      event('followed', 'present'),
    );
  });

  it('is followed by the timer, without any request', async () => {
    const quick = await TestPublisher.create(
      installation.access,
      await databases.init('SQLITE_3'),
      { times: { checkInterval: 20, checkIntervalPerStack: 0 } },
    );
    installation.recorder.stalled = ['DatabaseWriter'];
    const abort = new AbortController();
    const started = new Promise<string>((resolve, reject) => {
      deploy('timed', { signal: abort.signal, onStarted: resolve }).catch(
        reject,
      );
    });
    await quick.publisher.noteOperation(refOf('timed'), await started);
    quick.publisher.start();
    expect(quick.published.audits).toEqual([]);
    abort.abort();
    while (quick.published.notifications.length === 0) await sleep(20);
    await quick.publisher.stop();
    installation.recorder.reset();
    expect(quick.published.audits).toMatchObject([
      { error: expect.stringContaining('nothing is left of it') },
    ]);
    expect(quick.published.notifications).toMatchObject([
      {
        severity: 'low',
        link: expect.stringContaining(`/${region}/timed/operations/deploy-`),
      },
    ]);
  });

  it('that failed is published with its cause, and so are the recovery and the deployment after it', async () => {
    await deploy('failed', {
      given: {
        worker: { image: 'public.ecr.aws/docker/library/nginx:missing' },
      },
    });
    await deploy('failed');
    await replica.list();
    const { audits, notifications } = publishedAbout('failed');
    expect(audits.map(({ eventId, meta }) => [eventId, meta.outcome])).toEqual([
      ['environment-deploy', 'rolled-back'],
      ['environment-recover', 'destroyed'],
      ['environment-deploy', 'created'],
    ]);
    expect(audits[0].error).toContain('could not be created');
    expect(notifications).toMatchObject([
      {
        severity: 'high',
        title: `Environment failed in ${region} could not be deployed`,
        description: expect.stringMatching(
          /Worker \(AWS::ECS::Service\): .+ AWS reports: /s,
        ),
      },
      { severity: 'normal' },
    ]);
  });

  it('that failed reports why its tasks stopped, although nothing else followed it', async () => {
    const slow = await TestInstallation.start({ speed: 60 });
    const alone = await TestPublisher.create(
      slow.access,
      await databases.init('SQLITE_3'),
      { times: { checkInterval: 20, checkIntervalPerStack: 0 } },
    );
    const left = new AbortController();
    await deployEnvironment(slow.access, {
      input: {
        suffix: 'unseen',
        region,
        blueprint: 'video-pipeline',
        owner: 'group:default/video',
        worker: { image: 'public.ecr.aws/docker/library/nginx:missing' },
      },
      token: randomUUID(),
      authorizer: slow.terminal,
      signal: left.signal,
      onAbort: 'leave',
      onStarted: () => left.abort(),
    });
    await alone.list();
    slow.recorder.reset();
    alone.publisher.start();
    while (alone.published.notifications.length === 0) await sleep(50);
    await alone.publisher.stop();
    // Up to three pages, when the failure starts and when the operation ends: not with each check.
    expect(slow.recorder.count('DescribeStackEvents')).toBeLessThan(10);
    await slow.aws.stop();
    expect(alone.published.notifications).toMatchObject([
      { description: expect.stringContaining('CannotPullContainerError') },
    ]);
  });

  it('of a destruction is published, and of what was created and deleted between two listings', async () => {
    await deploy('brief');
    await destroyEnvironment(installation.access, {
      ref: refOf('brief'),
      token: randomUUID(),
      authorizer: installation.terminal,
    });
    await replica.list();
    const { audits, events, notifications } = publishedAbout('brief');
    expect(
      audits.map(({ eventId, severity, meta }) => [
        eventId,
        severity,
        meta.outcome,
      ]),
    ).toEqual([
      ['environment-deploy', 'medium', 'created'],
      ['environment-destroy', 'high', 'destroyed'],
    ]);
    expect(events.at(-1)).toEqual(event('brief', 'absent'));
    expect(notifications.at(-1)).toMatchObject({
      title: `Environment brief in ${region} was destroyed`,
      link: expect.stringContaining(`/${region}/brief/operations/destroy-`),
    });
    replica.published.clear();
    await replica.list();
    expect(replica.published.counts()).toEqual({
      events: 0,
      audits: 0,
      notifications: 0,
    });
  });
});

describe('what is not the outcome of an operation of ours', () => {
  it('is not published: stacks of the console, and their deletion', async () => {
    const ref = refOf('console');
    await installation.createStack(ref, { owner: 'group:default/video' });
    await replica.list();
    await installation.deleteStack(ref);
    await replica.list();
    expect(replica.published.counts()).toEqual({
      events: 0,
      audits: 0,
      notifications: 0,
    });
  });

  it('is not published: what had ended before the installation started', async () => {
    await deploy('history');
    await eventsArePast();
    const later = await TestPublisher.create(
      installation.access,
      await databases.init('SQLITE_3'),
    );
    await later.list();
    expect(later.published.audits).toEqual([]);
  });

  it('does not hide one: a creation that another program deletes is published as failed', async () => {
    installation.recorder.stalled = ['DatabaseWriter'];
    const deployment = deploy('deleted', {
      onStarted: () => void installation.deleteStack(refOf('deleted')),
    });
    expect((await deployment).outcome).toBe('failed');
    installation.recorder.reset();
    await replica.list();
    expect(replica.published.audits).toMatchObject([
      {
        eventId: 'environment-deploy',
        error: expect.stringContaining('was deleted'),
      },
    ]);
  });
});

it('an operation that started before the installation knew of it is published', async () => {
  installation.recorder.stalled = ['DatabaseWriter'];
  const abort = new AbortController();
  let deployment: Promise<unknown> = Promise.resolve();
  await new Promise<string>(resolve => {
    deployment = deploy('early', { signal: abort.signal, onStarted: resolve });
  });
  const later = await TestPublisher.create(
    installation.access,
    await databases.init('SQLITE_3'),
  );
  await later.list();
  expect(later.published.audits).toEqual([]);
  expect(later.published.events).toEqual([event('early', 'present')]);
  abort.abort();
  await deployment;
  installation.recorder.reset();
  await later.publisher.checkStacks();
  expect(later.published.audits).toMatchObject([
    { meta: { outcome: 'cancelled' } },
  ]);
});
