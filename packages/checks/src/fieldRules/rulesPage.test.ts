import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { rulesPage } from './rulesPage';

describe('the page about the rules of the values', () => {
  it('is what `yarn docs:rules` writes', () => {
    const page = resolve(__dirname, '../../../../docs/environment-rules.md');
    expect(readFileSync(page, 'utf8')).toBe(rulesPage());
  });
});
