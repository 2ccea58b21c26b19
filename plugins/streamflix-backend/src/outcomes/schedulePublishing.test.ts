import { setTimeout as sleep } from 'node:timers/promises';
import { createServiceFactory } from '@backstage/backend-plugin-api';
import { mockServices } from '@backstage/backend-test-utils';
import { notificationService } from '@backstage/plugin-notifications-node';
import {
  operationTopic,
  type OperationSeen,
} from '@streamflix/backstage-plugin-streamflix-common';
import { account, TestInstallation } from '../__testUtils__/TestInstallation';
import { OutcomePublisher } from './OutcomePublisher';

jest.setTimeout(60_000);

const region = 'eu-central-1';
const ref = { account, region, suffix: 'seen' };
const arnOf = (suffix: string, inRegion = region) =>
  `arn:aws:cloudformation:${inRegion}:${account}:stack/streamflix-${suffix}/0a1b`;

describe('a backend that publishes outcomes', () => {
  let installation: TestInstallation;
  let backend: Awaited<ReturnType<TestInstallation['startBackend']>>;
  const notifications = { send: jest.fn(async () => {}) };
  const auditor = mockServices.auditor.mock({
    createEvent: async () => ({
      success: async () => {},
      fail: async () => {},
    }),
  });

  beforeAll(async () => {
    installation = await TestInstallation.start();
    backend = await installation.startBackend({
      publishes: true,
      features: [
        createServiceFactory({
          service: notificationService,
          deps: {},
          factory: () => notifications,
        }),
        auditor.factory,
      ],
    });
  });
  afterAll(async () => {
    await backend.stop();
    await installation.aws.stop();
  });
  afterEach(() => jest.restoreAllMocks());

  const announce = (eventPayload: OperationSeen | object) =>
    backend.events.publish({ topic: operationTopic, eventPayload });

  it('publishes what has ended according to an event, without waiting for a listing', async () => {
    const stackArn = await installation.createStack(ref, {
      owner: 'group:default/video',
      token: `streamflix-deploy-${'a'.repeat(32)}-user-3adefault-2fada`,
    });
    await announce({ ref, stackArn });
    while (notifications.send.mock.calls.length === 0) await sleep(20);
    expect(notifications.send).toHaveBeenCalledTimes(1);
    expect(auditor.createEvent).toHaveBeenCalledWith(
      expect.objectContaining({ eventId: 'environment-deploy' }),
    );
  });

  it.each<[string, object]>([
    ['no ARN', { ref, stackArn: 'stack' }],
    ['the ARN of another environment', { ref, stackArn: arnOf('other') }],
    [
      'the ARN of another region',
      { ref, stackArn: arnOf('seen', 'eu-west-2') },
    ],
    ['an ARN without end', { ref, stackArn: arnOf('seen') + 'a'.repeat(300) }],
    [
      'a region that is not configured',
      {
        ref: { ...ref, region: 'us-east-1' },
        stackArn: arnOf('seen', 'us-east-1'),
      },
    ],
    ['nothing of that kind', { something: 'else' }],
  ])('ignores an event with %s', async (_, payload) => {
    const seen = jest.spyOn(OutcomePublisher.prototype, 'noteOperation');
    await announce(payload);
    await sleep(100);
    expect(seen).not.toHaveBeenCalled();
  });
});
