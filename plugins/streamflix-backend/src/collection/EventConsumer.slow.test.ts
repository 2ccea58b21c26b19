import { setTimeout as sleep } from 'node:timers/promises';
import { mockServices } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import type { JsonValue } from '@backstage/types';
import {
  eventQueueName,
  eventsStackName,
  type EnvironmentRef,
} from '@streamflix/backstage-plugin-streamflix-common';
import {
  createAwsAccess,
  synthesizeEvents,
  type AwsAccess,
} from '@streamflix/backstage-plugin-streamflix-node';
import { AwsError } from '@streamflix/local-aws';
import { account, TestInstallation } from '../__testUtils__/TestInstallation';
import { EventConsumer } from './EventConsumer';
import { PushedTargets } from './PushedTargets';
import { RefreshQueue } from './RefreshQueue';
import { StatusCache } from './StatusCache';
import { StatusCollector } from './StatusCollector';

jest.setTimeout(60_000);

const region = 'eu-central-1';
const target = { account, region };
const queueArn = `arn:aws:sqs:${region}:${account}:${eventQueueName}`;

/** Calls that read the components of environments. */
const ofComponents = ['DescribeServices', 'GetMetricData', 'GetTemplate'];

describe('the consumer of events', () => {
  let installation: TestInstallation;
  let access: AwsAccess;
  const stops: (() => void)[] = [];

  beforeAll(async () => {
    installation = await TestInstallation.start();
    const { aws } = installation;
    access = createAwsAccess({
      config: new ConfigReader({
        streamflix: {
          regions: ['eu-west-2', region],
          aws: { endpoint: aws.url },
          events: { queues: [queueArn] },
        },
        aws: {
          mainAccount: { accessKeyId: 'local', secretAccessKey: 'local' },
        },
      }),
    });
    const bus = `arn:aws:events:${region}:${account}:event-bus/${eventQueueName}`;
    for (const [at, rules, options] of [
      [region, 5, { acceptFrom: [account] }],
      ['eu-west-2', 4, { forwardTo: bus }],
    ] as const) {
      await operation(
        'cloudformation',
        'CreateStack',
        {
          StackName: eventsStackName,
          TemplateBody: await synthesizeEvents(options),
          Capabilities: ['CAPABILITY_IAM'],
        },
        at,
      );
      await until(
        async () =>
          aws.world
            .list(at, 'AWS::Events::Rule')
            .filter(({ phase }) => phase === 'available').length === rules,
      );
    }
  });
  afterEach(async () => {
    for (const stop of stops.splice(0)) stop();
    // Until local AWS has noticed: what it sends to a receiver that has gone is lost for a minute.
    await sleep(100);
    installation.recorder.reset();
  });
  afterAll(() => installation.aws.stop());

  function operation(
    service: string,
    name: string,
    input: object,
    at = region,
  ) {
    const { services, url } = installation.aws;
    return services
      .find(each => each.name === service && name in each.operations)!
      .operations[name](
        { ...input },
        { region: at, accountId: account, endpoint: url },
      ) as Promise<any>;
  }

  async function until(isReached: () => Promise<boolean>): Promise<void> {
    const deadline = performance.now() + 8_000;
    while (!(await isReached())) {
      if (performance.now() > deadline) throw new Error(`Never: ${isReached}`);
      await sleep(20);
    }
  }

  const send = (message: string | object) =>
    operation('sqs', 'SendMessage', {
      QueueUrl: `/${eventQueueName}`,
      MessageBody:
        typeof message === 'string' ? message : JSON.stringify(message),
    });

  const isEmpty = async () => {
    const { Attributes } = await operation('sqs', 'GetQueueAttributes', {
      QueueUrl: `/${eventQueueName}`,
      AttributeNames: ['All'],
    });
    return (
      Attributes.ApproximateNumberOfMessages === '0' &&
      Attributes.ApproximateNumberOfMessagesNotVisible === '0'
    );
  };

  const stackEvent = ({ suffix, ...at }: EnvironmentRef) => ({
    ...at,
    source: 'aws.cloudformation',
    detail: {
      'stack-id': `arn:aws:cloudformation:${at.region}:${at.account}:stack/streamflix-${suffix}/1`,
    },
  });

  /** A collector and a consumer of its own cache. */
  function start({
    readers = 1,
    pace,
  }: { readers?: number; pace?: { settling: number; between: number } } = {}) {
    const values = new Map<string, JsonValue>();
    const signals: EnvironmentRef[][] = [];
    const logger = mockServices.logger.mock();
    const cache = new StatusCache(
      {
        get: async key => values.get(key) as any,
        set: async (key, value) => void values.set(key, value),
      },
      3600,
      refs => void signals.push(refs),
    );
    const pushed = new PushedTargets(cache, 60);
    const collector = new StatusCollector(
      access,
      cache,
      logger,
      () => {},
      { run: collect => collect() },
      pushed,
    );
    const read = jest.fn((ref: EnvironmentRef) => collector.changed(ref));
    for (let each = 0; each < readers; each++) {
      const consumer = new EventConsumer({
        access,
        logger,
        pushed,
        refreshes: new RefreshQueue(read, pace),
        ownersOf: (...resource) => collector.ownersOf(...resource),
        isReadSince: (...moment) => collector.isReadSince(...moment),
      });
      consumer.start();
      stops.push(() => consumer.stop());
    }
    return { collector, pushed, signals, logger, read };
  }

  it.each([
    ['', region],
    [' in a region that forwards its events', 'eu-west-2'],
  ])(
    'shows an environment%s that someone else creates and deletes, and signals it, without a collection',
    async (_, at) => {
      const { collector, signals } = start();
      const ref = { account, region: at, suffix: 'pushed' };
      await collector.collect();
      await installation.createStack(ref);
      await until(async () =>
        (
          await collector.list()
        ).items.some(({ suffix }) => suffix === 'pushed'),
      );
      await installation.deleteStack(ref);
      await until(async () => (await collector.list()).items.length === 0);
      expect(signals).toContainEqual([ref]);
      await until(isEmpty);
    },
  );

  it('finds the environment of a task, a database and an alarm by their names', async () => {
    const { collector, read } = start({
      pace: { settling: 10, between: 10 },
    });
    await installation.createStack({ ...target, suffix: 'one' });
    await installation.createStack({ ...target, suffix: 'b-one' });
    await until(isEmpty);
    await collector.collect();
    const report = (source: string, detail: object, ...resources: string[]) =>
      send({ ...target, source, resources, detail });
    const arn = `arn:aws:ecs:${region}:${account}`;
    for (const [hint, suffixes] of [
      [['aws.ecs', { clusterArn: `${arn}:cluster/cluster-one` }], ['one']],
      [['aws.ecs', {}, `${arn}:service/cluster-one/service-one`], ['one']],
      [
        ['aws.rds', { SourceIdentifier: 'writer-b-one' }],
        ['b-one', 'one'],
      ],
      [
        [
          'aws.rds',
          {
            SourceIdentifier: 'writer-b-one',
            Tags: { 'streamflix:suffix': 'b-one' },
          },
        ],
        ['b-one'],
      ],
      [['aws.cloudwatch', { alarmName: 'api-errors-one' }], ['one']],
      [['aws.cloudwatch', { alarmName: 'api-errors' }], []],
    ] as [Parameters<typeof report>, string[]][]) {
      read.mockClear();
      await report(...hint);
      await until(isEmpty);
      expect(read.mock.calls.map(([{ suffix }]) => suffix).sort()).toEqual(
        suffixes,
      );
    }
    await installation.deleteStack({ ...target, suffix: 'one' });
    await installation.deleteStack({ ...target, suffix: 'b-one' });
    await until(isEmpty);
  });

  it('removes what is no event of a configured account and region, without a call and without logging it', async () => {
    const { logger, read } = start();
    const secret = 'not-to-be-logged';
    const own = stackEvent({ ...target, suffix: 'demo' });
    for (const foreign of [
      secret,
      '[]',
      'null',
      '{"account":',
      { ...own, source: secret },
      { ...own, source: 'constructor' },
      { ...own, account: secret },
      { ...own, account: '111122223333' },
      { ...own, region: 'us-east-1' },
      // An event of one account about a stack of another.
      {
        ...own,
        ...stackEvent({ account: '111122223333', region, suffix: 'demo' }),
        account,
      },
      {
        ...own,
        detail: {
          'stack-id': `${own.detail['stack-id']}`.replace(
            'streamflix-demo',
            secret,
          ),
        },
      },
      { ...own, detail: { 'stack-id': 'arn:aws:cloudformation:x' } },
      { ...own, detail: null },
      { ...target, source: 'aws.ecs', resources: secret },
      { ...target, source: 'aws.rds', detail: { SourceIdentifier: [] } },
    ]) {
      await send(foreign);
    }
    await until(isEmpty);
    expect(read).not.toHaveBeenCalled();
    expect(
      JSON.stringify([
        logger.warn.mock.calls,
        logger.info.mock.calls,
        logger.error.mock.calls,
      ]),
    ).not.toContain(secret);
  });

  it('removes events from before an environment was read without reading it again', async () => {
    const { collector, read } = start();
    const ref = { ...target, suffix: 'seen' };
    await collector.changed(ref);
    const sendAt = (ago: number) =>
      send({
        ...stackEvent(ref),
        time: new Date(Date.now() - ago).toISOString(),
      });
    await sendAt(60_000);
    await until(isEmpty);
    expect(read).not.toHaveBeenCalled();
    // AWS may have described what was before it.
    await sendAt(10_000);
    await until(isEmpty);
    expect(read).toHaveBeenCalledTimes(1);
  });

  it('reads an environment at most once in a few seconds, regardless of the number of events and replicas', async () => {
    const { read } = start({ readers: 2 });
    for (let nth = 0; nth < 200; nth++) {
      await send(stackEvent({ ...target, suffix: 'flood' }));
    }
    const startedAt = Date.now();
    await until(isEmpty);
    const seconds = (Date.now() - startedAt) / 1000;
    // Each replica at most every three seconds.
    expect(read.mock.calls.length).toBeLessThanOrEqual(
      2 * (1 + Math.ceil(seconds / 3)),
    );
  });

  it('does not poll stable environments, and reads all again when an event is missed or the queue cannot be read', async () => {
    const { collector, pushed, logger } = start();
    const { recorder, aws } = installation;
    const ref = { ...target, suffix: 'rested' };
    await collector.collect();
    await installation.deploy({ ...ref, owner: 'group:default/video' });
    await until(isEmpty);
    await collector.collect();
    const readsComponents = async () => {
      recorder.reset();
      await collector.collect();
      expect(recorder.count('DescribeStacks')).toBe(2);
      return ofComponents.some(name => recorder.count(name) > 0);
    };
    expect(await pushed.maySkipStable(target)).toBe(true);
    expect(await readsComponents()).toBe(false);

    const broken = new AwsError('AccessDenied', 'not allowed', 403);
    recorder.fault = name => {
      if (name === 'ReceiveMessage') throw broken;
    };
    await send(stackEvent(ref));
    await until(async () => !(await pushed.maySkipStable(target)));
    expect(logger.warn).toHaveBeenCalledTimes(1);
    recorder.fault = () => {};
    await send(stackEvent(ref));
    await until(() => pushed.maySkipStable(target));
    expect(logger.info).toHaveBeenCalledWith(
      `Events of ${queueArn} are read again.`,
    );

    // Someone disables the rules, and deploys the environment.
    for (const rule of aws.world.list(region, 'AWS::Events::Rule')) {
      aws.world.update(rule, {
        properties: { ...rule.properties, State: 'DISABLED' },
      });
    }
    await installation.destroy(ref);
    await installation.createStack(ref);
    expect(await pushed.maySkipStable(target)).toBe(true);
    const now = jest.spyOn(Date, 'now').mockReturnValue(Date.now() + 61_000);
    await collector.collect();
    now.mockRestore();
    expect(await pushed.maySkipStable(target)).toBe(false);
  });
});
