import { randomUUID } from 'node:crypto';
import type { SchedulerService } from '@backstage/backend-plugin-api';
import { mockServices } from '@backstage/backend-test-utils';
import {
  planEnvironment,
  stacksUnderReview,
} from '@streamflix/backstage-plugin-streamflix-node';
import { AwsError } from '@streamflix/local-aws';
import { account, TestInstallation } from '../__testUtils__/TestInstallation';
import { cleanUpPlans } from './cleanUpPlans';

jest.setTimeout(120_000);

const region = 'eu-central-1';
const hour = 3_600_000;

describe('plans that were not executed', () => {
  let installation: TestInstallation;
  const log: string[] = [];
  const logger = mockServices.logger.mock({
    info: message => void log.push(message),
    warn: message => void log.push(message),
  });

  beforeAll(async () => {
    installation = await TestInstallation.start();
  });
  afterAll(() => installation.aws.stop());
  afterEach(() => {
    jest.restoreAllMocks();
    installation.recorder.reset();
    log.length = 0;
  });

  const review = (suffix: string, given: object = {}) =>
    planEnvironment(installation.access, {
      input: {
        suffix,
        region,
        blueprint: 'video-pipeline',
        owner: 'group:default/video',
        ...given,
      },
      token: randomUUID(),
      authorizer: installation.terminal,
      purpose: 'review',
    });
  const run = () =>
    cleanUpPlans(installation.access, logger, new AbortController().signal);
  const changeSets = (suffix: string) =>
    installation.changeSetsOf({ account, region, suffix });
  function later(ms: number) {
    const now = Date.now;
    jest.spyOn(Date, 'now').mockImplementation(() => now() + ms);
  }

  it('are deleted an hour after they were made, with the stacks that exist only for them', async () => {
    await installation.deploy({
      suffix: 'kept',
      region,
      owner: 'group:default/video',
    });
    await review('kept', { stream: { shards: 4 } });
    await review('dropped');
    expect(await changeSets('kept')).toHaveLength(1);

    await run();
    expect(await changeSets('kept')).toHaveLength(1);
    expect(await changeSets('dropped')).toHaveLength(1);

    later(hour + 1_000);
    await run();
    expect(await changeSets('kept')).toEqual([]);
    expect(
      await stacksUnderReview(installation.access, { account, region }),
    ).toEqual([]);
    expect(
      installation.aws.world.list(region, 'AWS::Kinesis::Stream'),
    ).toHaveLength(1);
    expect(log).toEqual([
      expect.stringContaining('Deleted 1 plans of'),
      expect.stringContaining('Deleted 1 plans of'),
    ]);
  });

  it('are left in a region that cannot be read, and the others are deleted', async () => {
    await review('elsewhere', { region: 'eu-west-2' });
    installation.recorder.fault = (operation, call) => {
      if (operation === 'ListStacks' && call.region === region) {
        throw new AwsError('AccessDenied', 'For the test.', 403);
      }
    };
    later(hour + 1_000);
    await run();
    expect(
      await stacksUnderReview(installation.access, {
        account,
        region: 'eu-west-2',
      }),
    ).toEqual([]);
    expect(log).toContainEqual(
      expect.stringMatching(/^Plans in eu-central-1 .* could not be deleted/),
    );
  });

  it('are deleted although another one in the region cannot be', async () => {
    const kept = await review('kept-one');
    await review('dropped-one');
    installation.recorder.fault = (operation, call) => {
      if (
        operation === 'ListChangeSets' &&
        call.stack === 'streamflix-kept-one'
      ) {
        throw new AwsError('AccessDenied', 'For the test.', 403);
      }
    };
    later(hour + 1_000);
    await run();
    expect(
      await stacksUnderReview(installation.access, { account, region }),
    ).toEqual([kept.stackArn]);
    expect(log).toContainEqual(
      expect.stringMatching(/^Plans in eu-central-1 .* could not be deleted/),
    );
    installation.recorder.reset();
    await run();
  });

  it('are looked for every hour, by one replica at a time', async () => {
    const scheduled: Parameters<SchedulerService['scheduleTask']>[0][] = [];
    const scheduler = mockServices.scheduler.mock({
      scheduleTask: async task => void scheduled.push(task),
    });
    const backend = await installation.startBackend({
      scheduler: scheduler.factory,
    });
    const job = scheduled.find(({ id }) => id === 'delete-forgotten-plans');
    expect(job).toMatchObject({ scope: 'global', frequency: { hours: 1 } });
    await review('scheduled');
    later(hour + 1_000);
    await job?.fn(new AbortController().signal);
    await backend.stop();
    expect(
      await stacksUnderReview(installation.access, { account, region }),
    ).toEqual([]);
  });
});
