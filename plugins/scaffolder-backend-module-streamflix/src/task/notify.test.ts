import { setTimeout as sleep } from 'node:timers/promises';
import { stringifyEntityRef } from '@backstage/catalog-model';
import notificationsPlugin from '@backstage/plugin-notifications-backend';
import type { Notification } from '@backstage/plugin-notifications-common';
import { startLocalAws, type LocalAws } from '@streamflix/local-aws';
import { environmentEntity } from '../__testUtils__/environmentEntity';
import { readTemplate } from '../__testUtils__/readTemplate';
import {
  startScaffolder,
  type Scaffolder,
} from '../__testUtils__/startScaffolder';

jest.setTimeout(120_000);

const create = readTemplate('create-environment');
const destroy = readTemplate('destroy-environment');
const values = {
  region: 'eu-west-2',
  blueprint: 'video-pipeline',
  owner: 'group:default/video',
};
const owners = [
  {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Group',
    metadata: { name: 'video', namespace: 'default' },
    spec: { type: 'team', children: [] },
    relations: [{ type: 'hasMember', targetRef: 'user:default/mock' }],
  },
  {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'User',
    metadata: { name: 'mock', namespace: 'default' },
    spec: {},
    relations: [{ type: 'memberOf', targetRef: 'group:default/video' }],
  },
];

describe('the end of an operation', () => {
  let aws: LocalAws;
  let scaffolder: Scaffolder | undefined;
  beforeAll(async () => {
    aws = await startLocalAws({ speed: 200 });
  });
  afterEach(() => scaffolder?.stop());
  afterAll(() => aws?.stop());

  async function told(from: Scaffolder): Promise<Notification[]> {
    const { body } = await from.get('/api/notifications');
    return body.notifications;
  }

  it('is told to whoever owns the environment, once, and again by the attempt after it', async () => {
    scaffolder = await startScaffolder({
      endpoint: aws.url,
      entities: [create, ...owners],
      features: [notificationsPlugin],
    });
    const task = await scaffolder.start(create, { ...values, suffix: 'told' });
    await scaffolder.seen(task, /1\d\/\d+ · /);
    await scaffolder.cancel(task);
    await scaffolder.end(task);
    expect(await told(scaffolder)).toEqual([
      expect.objectContaining({
        user: 'user:default/mock',
        payload: expect.objectContaining({
          title: 'Environment told in eu-west-2 was cancelled',
          description: expect.stringContaining('nothing is left of it'),
          severity: 'low',
          link: '/streamflix',
        }),
      }),
    ]);

    await scaffolder.retry(task);
    expect((await scaffolder.end(task)).status).toBe('completed');
    expect(await told(scaffolder)).toEqual([
      expect.objectContaining({
        payload: expect.objectContaining({
          title: 'Environment told in eu-west-2 was created',
          description: expect.stringContaining('was created in'),
          severity: 'normal',
          link: '/catalog/default/resource/streamflix-told-eu-west-2',
        }),
      }),
    ]);
  });

  it('of which the task was cancelled is told when it has gone all the same', async () => {
    const environment = environmentEntity('going', values.region);
    scaffolder = await startScaffolder({
      endpoint: aws.url,
      entities: [create, destroy, environment, ...owners],
      features: [notificationsPlugin],
    });
    await scaffolder.run(create, { ...values, suffix: 'going' });
    const task = await scaffolder.start(destroy, {
      environment: stringifyEntityRef(environment),
      confirmation: 'going',
    });
    await scaffolder.seen(task, /DELETE_IN_PROGRESS/);
    await scaffolder.cancel(task);
    const { status, error } = await scaffolder.end(task);
    const words = /was destroyed in .*; the cancellation came too late\.$/;
    expect({ status, error }).toEqual({
      status: 'failed',
      error: expect.stringMatching(words),
    });
    expect(await told(scaffolder)).toContainEqual(
      expect.objectContaining({
        payload: expect.objectContaining({
          title: 'Environment going in eu-west-2 was destroyed',
          description: expect.stringMatching(words),
          severity: 'normal',
          link: '/streamflix',
        }),
      }),
    );
  });

  it('is told as a destruction that failed, not as an environment that did', async () => {
    const environment = environmentEntity('held', values.region);
    scaffolder = await startScaffolder({
      endpoint: aws.url,
      entities: [create, destroy, environment, ...owners],
      features: [notificationsPlugin],
    });
    await scaffolder.run(create, { ...values, suffix: 'held' });
    aws.faults.add({
      kind: 'fail-resource',
      operation: 'delete',
      type: 'AWS::Kinesis::Stream',
      reason: 'The stream is busy.',
    });
    await scaffolder.run(destroy, {
      environment: stringifyEntityRef(environment),
      confirmation: 'held',
    });
    aws.faults.clear();
    expect(await told(scaffolder)).toContainEqual(
      expect.objectContaining({
        payload: expect.objectContaining({
          title: 'Environment held in eu-west-2 could not be destroyed',
          severity: 'high',
        }),
      }),
    );
  });

  it('is not told where the configuration says so', async () => {
    scaffolder = await startScaffolder({
      endpoint: aws.url,
      entities: [create, ...owners],
      features: [notificationsPlugin],
      notifications: false,
    });
    const { status } = await scaffolder.run(create, {
      ...values,
      suffix: 'quiet',
    });
    expect(status).toBe('completed');
    await sleep(200);
    expect(await told(scaffolder)).toEqual([]);
  });

  it('is the same where nobody can be notified', async () => {
    scaffolder = await startScaffolder({
      endpoint: aws.url,
      entities: [create, ...owners],
    });
    const { status, error, log } = await scaffolder.run(create, {
      ...values,
      suffix: 'alone',
    });
    expect({ status, error }).toEqual({ status: 'completed' });
    expect(log.join('\n')).not.toMatch(/notif/i);
  });
});
