import { setTimeout as sleep } from 'node:timers/promises';
import { createServiceFactory } from '@backstage/backend-plugin-api';
import {
  notificationService,
  type NotificationSendOptions,
} from '@backstage/plugin-notifications-node';
// Only in this test, to run both together.
// eslint-disable-next-line @backstage/no-mixed-plugin-imports
import streamflixPlugin from '@streamflix/backstage-plugin-streamflix-backend';
import { startLocalAws, type LocalAws } from '@streamflix/local-aws';
import { readTemplate } from './__testUtils__/readTemplate';
import {
  startScaffolder,
  type Scaffolder,
} from './__testUtils__/startScaffolder';

jest.setTimeout(120_000);

const template = readTemplate('create-environment');
const demo = {
  suffix: 'demo',
  region: 'eu-west-2',
  blueprint: 'video-pipeline',
  owner: 'group:default/video',
};

describe('a task and the backend that publishes its outcome', () => {
  let aws: LocalAws;
  let scaffolder: Scaffolder;
  const sent: NotificationSendOptions[] = [];

  beforeAll(async () => {
    aws = await startLocalAws({ port: 0, speed: 6000 });
    scaffolder = await startScaffolder({
      endpoint: aws.url,
      entities: [template],
      features: [
        streamflixPlugin,
        createServiceFactory({
          service: notificationService,
          deps: {},
          factory: () => ({
            send: async notification => void sent.push(notification),
          }),
        }),
      ],
    });
  });
  afterAll(async () => {
    await scaffolder?.stop();
    await aws?.stop();
  });

  it('audit and notify once, as soon as the task has seen the end', async () => {
    const { status, error } = await scaffolder.run(template, demo);
    expect({ status, error }).toEqual({ status: 'completed' });
    while (sent.length === 0) await sleep(20);
    await sleep(500);
    expect(scaffolder.audits()).toEqual([
      expect.objectContaining({
        eventId: 'environment-deploy',
        status: 'succeeded',
        meta: expect.objectContaining({
          requester: 'user:default/mock',
          suffix: 'demo',
          outcome: 'created',
        }),
      }),
    ]);
    expect(sent).toEqual([
      {
        recipients: {
          type: 'entity',
          entityRef: ['group:default/video', 'user:default/mock'],
        },
        payload: expect.objectContaining({
          title: 'Environment demo in eu-west-2 was created',
        }),
      },
    ]);
  });

  it('leave a refusal to the task, which audits it and notifies no user', async () => {
    const { error } = await scaffolder.run(template, {
      ...demo,
      secrets: { apiKeys: ['streamflix/missing'] },
    });
    await sleep(500);
    expect(scaffolder.audits().slice(1)).toEqual([
      expect.objectContaining({
        eventId: 'environment-deploy',
        status: 'failed',
        error,
      }),
    ]);
    expect(sent).toHaveLength(1);
  });
});
