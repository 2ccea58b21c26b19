import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { rulesPage } from './fieldRules/rulesPage';

/* `yarn docs:rules`: writes docs/environment-rules.md from the tables of the rules and of the changes. */
const root = join(
  dirname(createRequire(__filename).resolve('@streamflix/checks/package.json')),
  '../..',
);

writeFileSync(join(root, 'docs/environment-rules.md'), rulesPage());
