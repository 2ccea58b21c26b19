import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { ConfigSchema } from '@backstage/config-loader';
import type { JsonObject } from '@backstage/types';
import { configurationPage, loadSchema } from './configurationPage';

const root = resolve(__dirname, '../../../..');

describe('the schema of the configuration', () => {
  let schema: ConfigSchema;
  beforeAll(async () => {
    schema = await loadSchema(root);
  }, 120_000);

  /** Where the section is invalid. */
  function problemsOf(streamflix: JsonObject): string[] {
    const app = { baseUrl: 'http://localhost:3000' };
    const data = { app, backend: {}, streamflix };
    try {
      schema.process([{ context: 'app-config.yaml', data }]);
      return [];
    } catch (error) {
      return String(error).match(/(?<= at \/streamflix\/)[\w/]+/g) ?? [];
    }
  }

  it('accepts regions, quoted account ids and durations in every form', () => {
    expect(
      problemsOf({
        regions: ['eu-west-2', 'us-gov-west-1'],
        accounts: [{ id: '012345678901' }],
        synthesis: { timeout: { seconds: 30 } },
        operation: { timeout: '2h', retryTimeout: 'PT15S' },
        refreshInterval: '1.5 minutes',
      }),
    ).toEqual([]);
  });

  it('rejects empty regions, account ids of other lengths and durations without a unit, all at once', () => {
    const problems = problemsOf({
      regions: [],
      // YAML without quotes: the leading zero is lost.
      accounts: [{ id: 12345678901 }],
      synthesis: { timeout: '30' },
      refreshInterval: 60,
    });
    expect([...new Set(problems)].sort()).toEqual([
      'accounts/0/id',
      'refreshInterval',
      'regions',
      'synthesis/timeout',
    ]);
    expect(problemsOf({ regions: ['London'] })).toEqual(['regions/0']);
  });
});

describe('the page about the configuration', () => {
  let page: string;
  // The TypeScript compiler reads the declarations of every package.
  beforeAll(async () => {
    page = await configurationPage(root);
  }, 120_000);

  it('is what `yarn docs:configuration` writes', () => {
    expect(readFileSync(join(root, 'docs/configuration.md'), 'utf8')).toBe(
      page,
    );
  });

  it('marks a required setting as required', () => {
    expect(page).toMatch(/^\| regions .*\(list of strings, required\)/m);
  });
});
