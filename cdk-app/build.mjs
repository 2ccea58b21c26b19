import { createHash } from 'node:crypto';
import {
  cp,
  mkdir,
  readdir,
  readFile,
  rename,
  rm,
  writeFile,
} from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, version } from 'esbuild';
import { thirdPartyNotices } from './thirdPartyNotices.mjs';

const file = name => fileURLToPath(new URL(name, import.meta.url));
const require = createRequire(import.meta.url);

/** Whether a file goes into the program: tests and what only they use do not. */
const isSource = name =>
  name.endsWith('.ts') &&
  !name.endsWith('.test.ts') &&
  !name.split(sep).includes('__testUtils__');

/** Digest of all that goes into the program: nothing is built again while it stays the same. */
async function digestOfSources() {
  const digest = createHash('sha256').update(version);
  for (const name of ['aws-cdk-lib', 'constructs']) {
    digest.update(await readFile(require.resolve(`${name}/package.json`)));
  }
  const common = require.resolve(
    '@streamflix/backstage-plugin-streamflix-common/package.json',
  );
  for (const folder of [
    file('lib'),
    file('synth'),
    join(common, '../src/environment'),
  ]) {
    for (const name of (await readdir(folder, { recursive: true })).sort()) {
      if (!isSource(name)) continue;
      digest.update(name).update(await readFile(join(folder, name)));
    }
  }
  for (const name of ['build.mjs', 'thirdPartyNotices.mjs']) {
    digest.update(await readFile(file(name)));
  }
  return digest.digest('hex');
}

/** Two builds may run at once, and a synthesis may start meanwhile: the finished file appears in one step. */
async function replace(name, write) {
  const draft = file(`dist/.${process.pid}.${name}`);
  try {
    await write(draft);
    await rename(draft, file(`dist/${name}`));
  } finally {
    await rm(draft, { force: true });
  }
}

const stamp = `// ${await digestOfSources()}`;
const built = await readFile(file('dist/synth.cjs'), 'utf8').catch(() => '');
if (!built.startsWith(stamp)) {
  await mkdir(file('dist'), { recursive: true });
  await replace('program.cjs', async outfile => {
    const { metafile } = await build({
      absWorkingDir: file('.'),
      entryPoints: [file('synth/synth.ts')],
      outfile,
      bundle: true,
      platform: 'node',
      target: 'node22',
      format: 'cjs',
      minify: true,
      // Comments would name only a few of the licences.
      legalComments: 'none',
      metafile: true,
      logLevel: 'warning',
    });
    await writeFile(
      file('dist/THIRD-PARTY-NOTICES.txt'),
      `${await thirdPartyNotices(metafile, file('.'))}\n`,
    );
  });
  // Half of a cold start is parsing eleven megabytes. Node keeps what it parsed next to the program, for each version of itself;
  // where it may not write there, it parses again.
  await replace('synth.cjs', outfile =>
    writeFile(
      outfile,
      `${stamp}
'use strict';
const { join } = require('node:path');
require('node:module').enableCompileCache(join(__dirname, '.compile-cache'));
require('./program.cjs');
`,
    ),
  );
}

// Only the archive needs the reader of templates in JavaScript: in this repository its sources are imported.
if (process.argv.includes('--publish')) {
  await build({
    entryPoints: [file('template/index.ts')],
    outfile: file('dist/template.cjs'),
    bundle: true,
    platform: 'node',
    target: 'node22',
    format: 'cjs',
    logLevel: 'warning',
  });
  // As for the other packages, `yarn tsc` writes the declarations.
  await cp(file('../dist-types/cdk-app/template'), file('dist/template'), {
    recursive: true,
    filter: name => !name.includes('.test.'),
  });
}
