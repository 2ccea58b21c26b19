import { setTimeout as sleep } from 'node:timers/promises';
import { createServiceFactory } from '@backstage/backend-plugin-api';
import {
  notificationService,
  type NotificationSendOptions,
} from '@backstage/plugin-notifications-node';
// Only in this test, to run both together.
// eslint-disable-next-line @backstage/no-mixed-plugin-imports
import streamflixPlugin from '@streamflix/backstage-plugin-streamflix-backend';
import { readTemplate } from './__testUtils__/readTemplate';
import { requestOf } from './__testUtils__/requestOf';
import { setUpScaffolder } from './__testUtils__/setUpScaffolder';

jest.setTimeout(120_000);

const template = readTemplate('create-environment');
const demo = requestOf('demo');

describe('a task and the backend that publishes its outcome', () => {
  const sent: NotificationSendOptions[] = [];
  const suite = setUpScaffolder({
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

  it('audit and notify once, as soon as the task has seen the end', async () => {
    const { status, error } = await suite.scaffolder.run(template, demo);
    expect({ status, error }).toEqual({ status: 'completed' });
    while (sent.length === 0) await sleep(20);
    await sleep(500);
    expect(suite.scaffolder.audits()).toEqual([
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
    const { error } = await suite.scaffolder.run(template, {
      ...demo,
      secrets: { apiKeys: ['streamflix/missing'] },
    });
    await sleep(500);
    expect(suite.scaffolder.audits().slice(1)).toEqual([
      expect.objectContaining({
        eventId: 'environment-deploy',
        status: 'failed',
        error,
      }),
    ]);
    expect(sent).toHaveLength(1);
  });
});
