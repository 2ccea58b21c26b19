import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { configurationPage } from './configurationPage';

const root = resolve(__dirname, '../../../..');

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

  it('says of a required setting that it is required', () => {
    expect(page).toMatch(/^\| `regions` .*\(list of strings, required\)/m);
  });
});
