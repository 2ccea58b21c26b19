import { mkdir, rename, rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const file = name => fileURLToPath(new URL(name, import.meta.url));
const target = file('dist/synth.cjs');
// Two builds may run at once, and a synthesis may start meanwhile: the finished file appears in one step.
const draft = file(`dist/.synth.${process.pid}.cjs`);

await mkdir(file('dist'), { recursive: true });
try {
  await build({
    entryPoints: [file('lib/synth.ts')],
    outfile: draft,
    bundle: true,
    platform: 'node',
    target: 'node22',
    format: 'cjs',
    minify: true,
    keepNames: true,
    legalComments: 'none',
    logLevel: 'warning',
  });
  await rename(draft, target);
} finally {
  await rm(draft, { force: true });
}
