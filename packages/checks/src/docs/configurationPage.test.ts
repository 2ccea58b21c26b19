import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { configurationPage } from './configurationPage';

const root = resolve(__dirname, '../../../..');

describe('the page about the configuration', () => {
  it('is what `yarn docs:configuration` writes', async () => {
    expect(readFileSync(join(root, 'docs/configuration.md'), 'utf8')).toBe(
      await configurationPage(root),
    );
  });

  it('describes each required setting as such', async () => {
    expect(await configurationPage(root)).toMatch(
      /^\| `regions` +\| list of strings, required +\|/m,
    );
  });
});
