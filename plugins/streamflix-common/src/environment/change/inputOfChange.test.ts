import type { EnvironmentInput, EnvironmentSpec } from '../EnvironmentSpec';
import { resolveSpec } from '../resolveSpec';
import { differencesBetween } from './differencesBetween';
import { inputOfChange, type EnvironmentChange } from './inputOfChange';

function specOf(given: unknown) {
  const resolution = resolveSpec(given);
  if (!resolution.ok) throw new Error(JSON.stringify(resolution.problems));
  return resolution.spec;
}

const running = (given: Partial<EnvironmentInput> = {}) =>
  specOf({
    suffix: 'demo',
    region: 'eu-west-2',
    blueprint: 'complete',
    owner: 'group:default/video',
    ...given,
  });

/** A form may hold what its type does not allow, such as null for a removed value. */
const change = (given: object) => given as EnvironmentChange;

/** Paths that differ, with their new values. */
const becomes = (given: Partial<EnvironmentInput>, changed: object) => {
  const now = running(given);
  const next = specOf(inputOfChange(now, change(changed)));
  return Object.fromEntries(
    differencesBetween(now, next).map(({ path, to }) => [path, to]),
  );
};

describe('a change of an environment that runs', () => {
  const touched: Partial<EnvironmentInput> = {
    service: { maxTasks: 7 },
    database: { instances: 3, version: '15' },
    cache: { version: '7.0' },
    tags: { Team: 'video' },
    costCenter: 'media',
    secrets: { apiKeys: ['video/keys'] },
    observability: { alarmEmail: 'video@example.com' },
    deletionProtection: true,
  };

  it('leaves what was not changed as it runs, not as the blueprint has it', () => {
    expect(becomes(touched, { size: { service: { minTasks: 3 } } })).toEqual({
      'service.minTasks': 3,
    });
    expect(becomes(touched, {})).toEqual({});
  });

  it('does not count what the plan chose as removed where the change requests none', () => {
    const now: EnvironmentSpec = {
      ...running({ network: { zoneIds: ['euw2-az1', 'euw2-az3'] } }),
      databaseVersion: '16.13',
    };
    const next = specOf(inputOfChange(now, { worker: { maxTasks: 3 } }));
    expect(differencesBetween(now, next).map(({ path }) => path)).toEqual([
      'worker.maxTasks',
    ]);
  });

  it('may take a value back to the blueprint, or switch one off', () => {
    expect(
      becomes(touched, {
        size: { service: { maxTasks: 10 } },
        advanced: { deletionProtection: false },
      }),
    ).toEqual({ 'service.maxTasks': 10, deletionProtection: false });
  });

  it('takes away what is null, and replaces lists and tags whole', () => {
    expect(
      becomes(touched, {
        advanced: { observability: { alarmEmail: null }, tags: null },
        secrets: { apiKeys: ['other/keys'] },
      }),
    ).toEqual({
      'observability.alarmEmail': undefined,
      tags: {},
      'secrets.apiKeys': ['other/keys'],
    });
    expect(becomes(touched, { advanced: { tags: { Season: '1' } } })).toEqual({
      tags: { Season: '1' },
    });
  });

  it('lets go of what another choice leaves without meaning', () => {
    expect(
      becomes(touched, { advanced: { database: { kind: 'rds' } } }),
    ).toEqual({
      'database.kind': 'rds',
      // The blueprint's value again: the old database's version does not apply to the new one.
      'database.instances': 2,
      'database.version': '16',
    });
    expect(
      becomes(touched, { advanced: { cache: { engine: 'valkey' } } }),
    ).toMatchObject({ 'cache.engine': 'valkey' });
  });

  it('refuses to change its suffix, target and owner', () => {
    expect(
      becomes(touched, {
        advanced: { suffix: 'other', account: '111111111111' },
        region: 'us-east-1',
      }),
    ).toEqual({});
  });

  it('is refused with its problems like any other input', () => {
    const problems = (changed: object) => {
      const resolution = resolveSpec(
        inputOfChange(running(touched), change(changed)),
      );
      return resolution.ok
        ? []
        : resolution.problems.map(({ message }) => message);
    };
    expect(problems({ size: { service: { minTasks: 9 } } })).toEqual([
      'Maximum service tasks must be at least the minimum, 9; it is 7.',
    ]);
    expect(problems({ size: { database: { storageGiB: 50 } } })).toEqual([
      'Database storage must be left out: it belongs to RDS for PostgreSQL, and the database is not RDS.',
    ]);
    expect(problems({ advanced: 'everything' })).toEqual([
      expect.stringMatching(/; 1 of the given ones is unknown\.$/),
    ]);
  });
});

describe('the differences between two specifications', () => {
  it('are listed by their titles, in order', () => {
    expect(
      differencesBetween(
        running(),
        running({ service: { maxTasks: 12 }, tags: { Team: 'video' } }),
      ),
    ).toEqual([
      {
        path: 'service.maxTasks',
        title: 'Maximum service tasks',
        from: 10,
        to: 12,
      },
      { path: 'tags', title: 'Tags', from: {}, to: { Team: 'video' } },
    ]);
  });
});
