import {
  blueprintIds,
  resolveSpec,
  type EnvironmentSpec,
} from '@streamflix/backstage-plugin-streamflix-common';
import { synthesize } from '../synthesis/synthesize';
import { specInUse } from './specInUse';

const specOf = (blueprint: string) => {
  const resolution = resolveSpec({
    suffix: 'abc',
    region: blueprint === 'broadcast' ? 'ap-northeast-1' : 'eu-west-2',
    blueprint,
    owner: 'group:default/video',
    account: '111111111111',
    secrets: {
      database: 'streamflix/database',
      apiKeys: ['streamflix/first', 'streamflix/second'],
    },
  });
  if (!resolution.ok) throw new Error(JSON.stringify(resolution.problems));
  return resolution.spec;
};

const runningWith = async (
  spec: EnvironmentSpec,
  metadata: EnvironmentSpec = spec,
) => {
  const { templateBody } = await synthesize(spec, { timeoutSeconds: 60 });
  return {
    spec: async () => ({ ok: true as const, value: metadata }),
    template: async () => templateBody,
  };
};

describe('specInUse', () => {
  it.each(blueprintIds)(
    'returns the specification of a stack that runs it: %s',
    async blueprint => {
      const spec = specOf(blueprint);
      expect(await specInUse(await runningWith(spec))).toEqual(spec);
    },
  );

  it.each<[string, (spec: EnvironmentSpec) => Partial<EnvironmentSpec>]>([
    [
      'an API key secret',
      ({ secrets }) => ({
        secrets: { ...secrets, apiKeys: ['payments/master-key'] },
      }),
    ],
    [
      'a database secret',
      ({ secrets }) => ({ secrets: { ...secrets, database: 'payments/db' } }),
    ],
    [
      'an image',
      ({ service }) => ({ service: { ...service, image: 'evil.example/x:1' } }),
    ],
  ])(
    'returns nothing when the metadata names %s that no resource uses',
    async (_, forged) => {
      const spec = specOf('complete');
      const running = await runningWith(spec, { ...spec, ...forged(spec) });
      expect(await specInUse(running)).toBeUndefined();
    },
  );

  it('does not count a name in a description or a tag', async () => {
    const spec = specOf('complete');
    const { template } = await runningWith(spec);
    const body = JSON.parse(await template());
    body.Resources.DeadLetterQueue.Properties.Tags = [
      { Key: 'x', Value: 'payments/db' },
    ];
    const secrets = { ...spec.secrets, database: 'payments/db' };
    expect(
      await specInUse({
        spec: async () => ({ ok: true, value: { ...spec, secrets } }),
        template: async () => JSON.stringify(body),
      }),
    ).toBeUndefined();
  });
});
