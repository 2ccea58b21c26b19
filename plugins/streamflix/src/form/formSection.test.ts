import {
  blueprints,
  environmentInputJsonSchema,
  inputFromForm,
  resolveSpec,
  type EnvironmentForm,
} from '@streamflix/backstage-plugin-streamflix-common';
import { problemsOfSection, tidied, withValue } from './formSection';
import { settingsOf, settingsOfField } from './settings';

const size = settingsOfField('size', {});
const advanced = settingsOfField('advanced', {});
const paths = (settings: typeof size) => settings.map(({ path }) => path);

const complete = { blueprint: blueprints.complete };
const form: EnvironmentForm = {
  suffix: 'dev-1',
  region: 'eu-west-2',
  blueprint: 'complete',
  owner: 'group:default/video',
};

describe('the settings of the form', () => {
  it('contain every value of the specification exactly once', () => {
    const all = paths(settingsOf(environmentInputJsonSchema()));
    const elsewhere = all.filter(
      path =>
        ['suffix', 'region', 'blueprint', 'owner'].includes(path) ||
        path.startsWith('secrets.'),
    );

    expect([...paths(size), ...paths(advanced), ...elsewhere].sort()).toEqual(
      all.sort(),
    );
  });

  it('are those that the template lists, if it lists any', () => {
    expect(
      paths(
        settingsOfField('size', {
          properties: { stream: { properties: { shards: {} } } },
        }),
      ),
    ).toEqual(['stream.shards']);
  });
});

describe('a section of the form', () => {
  it('keeps only values that differ from the blueprint', () => {
    expect(
      tidied(
        {
          ...form,
          size: {
            service: { minTasks: 2, maxTasks: 7 },
            database: { maxCapacity: 4 },
          },
        },
        complete,
        'size',
        size,
      ),
    ).toEqual({ service: { maxTasks: 7 } });
  });

  it('drops values that do not apply to another blueprint, so that nothing stale is refused later', () => {
    const stale: EnvironmentForm = {
      ...form,
      blueprint: 'content-delivery',
      size: {
        worker: { maxTasks: 4 },
        database: { maxCapacity: 8, instances: 3, storageGiB: 50 },
        cache: { nodes: 3 },
        stream: { shards: 9 },
      },
    };
    const kept = tidied(
      stale,
      { blueprint: blueprints['content-delivery'] },
      'size',
      size,
    );

    expect(kept).toEqual({ database: { storageGiB: 50 } });
    expect(resolveSpec(inputFromForm({ ...stale, size: kept })).ok).toBe(true);
  });

  it('depends on the choices of another section', () => {
    const kept = tidied(
      {
        ...form,
        size: { database: { instances: 3, storageGiB: 50 } },
        advanced: { database: { kind: 'rds' } },
      },
      complete,
      'size',
      size,
    );

    expect(kept).toEqual({ database: { storageGiB: 50 } });
  });

  it('keeps invalid values, so that they can be reported', () => {
    const wrong = { service: { maxTasks: 1000 } };
    expect(tidied({ ...form, size: wrong }, complete, 'size', size)).toEqual(
      wrong,
    );
  });

  it('ignores the empty sections that the form library creates', () => {
    expect(
      tidied(
        { ...form, size: { service: {}, database: {} } },
        complete,
        'size',
        size,
      ),
    ).toEqual({});
  });

  it('reports a contradiction between its own values', () => {
    expect(
      problemsOfSection(
        { ...form, size: { service: { minTasks: 5, maxTasks: 3 } } },
        'size',
      ),
    ).toEqual([
      {
        path: 'service.maxTasks',
        message:
          'Maximum service tasks must be at least the minimum, 5; it is 3.',
      },
    ]);
  });

  it('reports a contradiction with another section', () => {
    const contradiction: EnvironmentForm = {
      ...form,
      size: { database: { instances: 3 } },
      advanced: { database: { kind: 'rds' } },
    };
    const message =
      'Aurora instances must be left out: it belongs to Aurora, and the database is not Aurora.';

    expect(problemsOfSection(contradiction, 'size')).toEqual([
      { path: 'database.instances', message },
    ]);
    expect(problemsOfSection(contradiction, 'advanced')).toEqual([
      { path: 'database.instances', message },
    ]);
  });

  it('reports what the blueprint itself cannot have in the region, in the section of the value', () => {
    const delivery: EnvironmentForm = {
      ...form,
      blueprint: 'content-delivery',
      region: 'eu-west-3',
    };
    expect(
      problemsOfSection(delivery, 'advanced').map(({ path }) => path),
    ).toEqual(['network.zones']);
    expect(problemsOfSection(delivery, 'size')).toEqual([]);
  });

  it('reports no problem of another section, such as secrets that are still missing', () => {
    const broadcast: EnvironmentForm = {
      ...form,
      blueprint: 'broadcast',
      region: 'ap-northeast-1',
      size: { service: { maxTasks: 4 } },
    };

    expect(problemsOfSection(broadcast, 'size')).toEqual([]);
    expect(
      problemsOfSection(broadcast, 'secrets').map(({ path }) => path),
    ).toEqual(['secrets.database', 'secrets.apiKeys']);
  });
});

describe('withValue', () => {
  it('sets a nested value and does not change the original', () => {
    const original = { service: { minTasks: 1 } };
    expect(withValue(original, 'service.maxTasks', 3)).toEqual({
      service: { minTasks: 1, maxTasks: 3 },
    });
    expect(original).toEqual({ service: { minTasks: 1 } });
  });

  it('removes a value, and its section with the last value', () => {
    expect(
      withValue({ service: { minTasks: 1 } }, 'service.minTasks', undefined),
    ).toEqual({});
  });
});
