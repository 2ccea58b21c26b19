import { stackOf } from '../__testUtils__/stacks';
import { configurationOf } from './configurationOf';

function valuesOf(...input: Parameters<typeof stackOf>) {
  const { spec } = stackOf(...input);
  if (!spec.ok) throw new Error(spec.reason);
  return configurationOf(spec.value).flatMap(({ values }) => values);
}

describe('the configuration of an environment', () => {
  it('has no difference when nothing but identity and zones was chosen', () => {
    const values = valuesOf({
      network: { zoneIds: ['euw2-az1', 'euw2-az2'] },
      account: '000000000000',
    });
    expect(values.filter(({ blueprint }) => blueprint)).toEqual([]);
  });

  it('contains each different value with the value of the blueprint', () => {
    const values = valuesOf({
      service: { maxTasks: 14 },
      tags: { Team: 'video' },
      secrets: { apiKeys: ['streamflix/api-keys'] },
    });
    expect(values.filter(({ blueprint }) => blueprint)).toEqual([
      {
        path: 'tags',
        title: 'Tags',
        value: { Team: 'video' },
        blueprint: { value: {} },
      },
      {
        path: 'service.maxTasks',
        title: 'Maximum service tasks',
        value: 14,
        blueprint: { value: 10 },
      },
      {
        path: 'secrets.apiKeys',
        title: 'API key secrets',
        value: ['streamflix/api-keys'],
        blueprint: { value: [] },
      },
    ]);
  });

  it('leaves out settings without an effect', () => {
    const paths = valuesOf({
      database: { kind: 'rds', version: '16' },
      storage: { enabled: false },
    }).map(({ path }) => path);
    expect(paths).toContain('database.instanceClass');
    expect(paths).not.toContain('database.minCapacity');
    expect(paths).toContain('storage.enabled');
    expect(paths).not.toContain('storage.infrequentAccessDays');
  });
});
