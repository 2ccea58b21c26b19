import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { configurationPage } from './docs/configurationPage';

/* `yarn docs:configuration`: writes docs/configuration.md from the config.d.ts of the packages. */
const root = join(
  dirname(createRequire(__filename).resolve('@streamflix/checks/package.json')),
  '../..',
);

configurationPage(root).then(
  page => writeFileSync(join(root, 'docs/configuration.md'), page),
  error => {
    console.error(error.message);
    process.exitCode = 1;
  },
);
