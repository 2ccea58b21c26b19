import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { check, resolveConfig } from 'prettier';
import { folder, writePages } from './writePages';

const pages = writePages();
const command = 'run `yarn docs:blueprints` and commit what it writes';

/** What is wrong with a committed page; undefined when it is up to date. */
function drift(name: string, written: string): string | undefined {
  const committed = readFileSync(join(folder, name), 'utf8').split('\n');
  const line = written
    .split('\n')
    .findIndex((text, index) => text !== committed[index]);
  return line < 0 && committed.length === written.split('\n').length
    ? undefined
    : `docs/blueprints/${name} is not what the code writes, first in line ${
        line + 1
      }: ${command}`;
}

describe('the pages in docs/blueprints', () => {
  it('are all there, and no others', () => {
    expect({ files: readdirSync(folder).sort(), else: command }).toEqual({
      files: [...pages.keys()].sort(),
      else: command,
    });
  });

  it.each([...pages])('%s is what the code writes', (name, written) => {
    expect(drift(name, written)).toBeUndefined();
  });

  it('are written the same again', () => {
    expect([...writePages()]).toEqual([...pages]);
  });

  it.each([...pages].filter(([name]) => name.endsWith('.md')))(
    '%s is as prettier writes it',
    (_name, written) => {
      const config = resolveConfig.sync(folder);
      expect(check(written, { ...config, parser: 'markdown' })).toBe(true);
    },
  );

  it('lead to one another, and to nothing that is not there', () => {
    for (const [name, written] of pages) {
      if (!name.endsWith('.md')) continue;
      const targets = [...written.matchAll(/\]\(([^)]+)\)/g)].map(
        ([, target]) => target,
      );
      const headings = [...written.matchAll(/^## (.+)$/gm)].map(
        ([, title]) => `#${title.toLowerCase().replaceAll(' ', '-')}`,
      );
      expect(targets.length).toBeGreaterThan(4);
      expect({ name, targets }).toEqual({
        name,
        targets: targets.filter(
          target => pages.has(target) || headings.includes(target),
        ),
      });
    }
  });
});
