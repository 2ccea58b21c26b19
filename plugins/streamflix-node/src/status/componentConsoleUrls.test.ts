import { componentConsoleUrls } from './componentConsoleUrls';

const readAt = '2026-03-02T10:00:00.000Z';
const environment = {
  ref: { account: '123456789012', region: 'eu-west-2', suffix: 'demo' },
  stack: {
    stackArn: 'arn:aws:cloudformation:eu-west-2:123456789012:stack/s/1',
    stackName: 's',
    status: 'CREATE_COMPLETE',
    createdAt: readAt,
    terminationProtection: false,
    outputs: {},
  },
  readAt,
};

describe('the console pages of components', () => {
  it('are those of the resource, and none for what could not be read', () => {
    expect(
      componentConsoleUrls(environment, {
        ecs: { ok: true, value: { cluster: 'c', services: [] }, readAt },
        database: { ok: false, reason: 'Denied.', readAt },
      }),
    ).toEqual({
      ecs: 'https://eu-west-2.console.aws.amazon.com/ecs/v2/clusters/c/services?region=eu-west-2',
    });
  });
});
