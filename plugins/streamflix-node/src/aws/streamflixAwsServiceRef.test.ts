import { createBackendPlugin } from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import type { AwsAccess } from './AwsAccess';
import { streamflixAwsServiceRef } from './streamflixAwsServiceRef';

describe('the AWS service', () => {
  it('exists once for all plugins of a process, without being installed', async () => {
    const received: AwsAccess[] = [];
    const plugin = (pluginId: string) =>
      createBackendPlugin({
        pluginId,
        register(env) {
          env.registerInit({
            deps: { aws: streamflixAwsServiceRef },
            async init({ aws }) {
              received.push(aws);
            },
          });
        },
      });
    const backend = await startTestBackend({
      features: [
        plugin('one'),
        plugin('two'),
        mockServices.rootConfig.factory({
          data: { streamflix: { regions: ['eu-central-1'] } },
        }),
      ],
    });
    await backend.stop();
    const [one, two] = received;
    expect(received).toHaveLength(2);
    expect(one).toBe(two);
    expect(one.settings.regions).toEqual(['eu-central-1']);
    const target = { account: '000000000000', region: 'eu-central-1' };
    const other = { ...target, region: 'eu-west-2' };
    expect(one.rateLimiter(target)).toBe(two.rateLimiter(target));
    expect(one.rateLimiter(target)).not.toBe(one.rateLimiter(other));
  });
});
