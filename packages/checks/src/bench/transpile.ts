import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { build, type Plugin } from 'esbuild';

const { resolve } = createRequire(__filename);
const appPackage = resolve('@streamflix/cdk-app/package.json');
const cliPackage = resolve('@streamflix/cli/package.json');
const appRequire = createRequire(appPackage);

/** A directory below node_modules, where transpiled code finds its dependencies; removed afterwards. */
export async function withDirectory<T>(
  run: (directory: string) => Promise<T>,
): Promise<T> {
  const directory = await mkdtemp(
    join(
      dirname(appRequire.resolve('aws-cdk-lib/package.json')),
      '../.streamflix-bench-',
    ),
  );
  try {
    return await run(directory);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

/** Bundles this repository's packages, which are source; everything else is installed. */
const onlyOurs: Plugin = {
  name: 'only-ours',
  setup({ onResolve }) {
    onResolve({ filter: /^[^./]/ }, ({ path, kind }) =>
      kind === 'entry-point' || path.startsWith('@streamflix/')
        ? undefined
        : { path, external: true },
    );
  },
};

/** The app as the CDK CLI runs it: transpiled, with the CDK from node_modules, as in every CDK project. */
export async function transpileCdkApp(directory: string): Promise<string> {
  const outfile = join(directory, 'app.cjs');
  await build({
    entryPoints: [join(dirname(appPackage), 'synth/app.ts')],
    outfile,
    bundle: true,
    external: ['aws-cdk-lib', 'constructs'],
    platform: 'node',
    logLevel: 'warning',
  });
  return outfile;
}

/** Our code as it is installed: transpiled, with its dependencies from node_modules. */
async function transpile(entry: string, outfile: string): Promise<string> {
  await build({
    entryPoints: [entry],
    outfile,
    bundle: true,
    plugins: [onlyOurs],
    platform: 'node',
    logLevel: 'warning',
  });
  return outfile;
}

/** The `streamflix` command. */
export const transpileCommand = (directory: string): Promise<string> =>
  transpile(
    join(dirname(cliPackage), 'src/main.ts'),
    join(directory, 'streamflix.cjs'),
  );
