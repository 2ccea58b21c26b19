import { resolveSpec } from '../resolveSpec';
import { newEnvironmentWarnings } from '../rules/newEnvironmentWarnings';
import {
  isReserved,
  otherKeyWords,
  reservedDatabaseNames,
  reservedUserNames,
} from './reservedWords';

const lists = [
  ...reservedDatabaseNames,
  ...reservedUserNames,
  otherKeyWords,
] as const;

const resolutionOf = (name: string, kind: 'aurora' | 'rds' = 'aurora') =>
  resolveSpec({
    suffix: 'demo',
    region: 'eu-west-2',
    blueprint: 'complete',
    owner: 'group:default/video',
    database: { name, kind },
  });

describe('reserved words', () => {
  it('all have a source and are in lower case', () => {
    for (const { source, words, mark } of lists) {
      expect(source).toMatch(/https:|create/);
      expect(['documented', 'reported', 'assumed']).toContain(mark);
      expect(words.filter(word => !/^[a-z][a-z0-9_]*$/.test(word))).toEqual([]);
    }
  });

  it.each(['admin', 'user', 'db', 'flag', 'catalog', 'identity', 'table'])(
    'refuse a database named %s, for either kind',
    name => {
      for (const kind of ['aurora', 'rds'] as const) {
        expect(resolutionOf(name, kind)).toMatchObject({
          problems: [{ path: 'database.name' }],
        });
      }
    },
  );

  it.each(['postgres', 'streamflix', 'admin_data'])('allow %s', name => {
    const resolution = resolutionOf(name);
    expect(resolution.ok && newEnvironmentWarnings(resolution.spec)).toEqual(
      [],
    );
  });

  it('warn about other key words', () => {
    const resolution = resolutionOf('content');
    expect(resolution.ok && newEnvironmentWarnings(resolution.spec)).toEqual([
      expect.stringContaining('Database name content is a key word of SQL'),
    ]);
  });

  it.each([
    ['Admin', true],
    ['pg_reader', true],
    ['rds_superuser', true],
    ['streamflix', false],
  ])('report whether the user %s is reserved: %s', (name, expected) => {
    expect(isReserved(name, reservedUserNames)).toBe(expected);
  });
});
