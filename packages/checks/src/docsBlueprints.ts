import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { folder, writePages } from './blueprintPages/writePages';

/*
 * `yarn docs:blueprints`: a page and a diagram per blueprint, from the code. The folder contains nothing else: pages of removed
 * blueprints are deleted.
 */
const pages = writePages();
mkdirSync(folder, { recursive: true });
for (const name of readdirSync(folder)) {
  if (!pages.has(name)) rmSync(join(folder, name));
}
for (const [name, content] of pages) writeFileSync(join(folder, name), content);
console.log(`${pages.size} files written to docs/blueprints`);
