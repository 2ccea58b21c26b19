import { gzipSync } from 'node:zlib';
import { dirname, join, resolve } from 'node:path';
import { build, type Plugin } from 'esbuild';

const plugin = resolve(
  dirname(__filename),
  '../../../../../plugins/streamflix',
);

/** What a browser never calls: a parser of CSV that reads streams, and has buffers. */
const withoutStreams: Plugin = {
  name: 'without-streams',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^stream$/ }, () => ({
      path: 'stream',
      namespace: 'empty',
    }));
    onLoad({ filter: /.*/, namespace: 'empty' }, () => ({
      contents: 'export class Transform {}',
    }));
  },
};

/** Leaves out what every portal loads anyway, which is all packages but those of this repository, and what is loaded when it is shown. */
const onlyInitial: Plugin = {
  name: 'only-initial',
  setup({ onResolve }) {
    onResolve({ filter: /.*/ }, ({ path, kind }) =>
      kind !== 'dynamic-import' &&
      (kind === 'entry-point' || /^(\.|@streamflix\/)/.test(path))
        ? undefined
        : { path, external: true },
    );
  },
};

const options = {
  bundle: true,
  format: 'esm',
  minify: true,
  target: 'es2022',
  jsx: 'automatic',
  logLevel: 'silent',
  define: {
    'process.env.NODE_ENV': '"production"',
    'process.env': '{}',
    global: 'globalThis',
  },
  loader: { '.svg': 'dataurl', '.png': 'dataurl' },
} as const;

/** Bundles a page as a browser would get it in production. */
async function bundle(entry: string, outdir: string): Promise<void> {
  await build({
    ...options,
    entryPoints: { index: entry },
    outdir,
    splitting: true,
    plugins: [withoutStreams],
    banner: {
      js: 'globalThis.Buffer ??= { from: bytes => new Uint8Array(bytes) };',
    },
  });
}

/** Bundles the plugin's page of made-up environments. */
export const bundleDevelopmentPage = (outdir: string): Promise<void> =>
  bundle(join(plugin, 'dev/index.tsx'), outdir);

/** Bundles what the measurements need of the example app. */
export const bundleExample = (outdir: string): Promise<void> =>
  bundle(join(plugin, '../../packages/app/src/measuredApp.tsx'), outdir);

/** Compressed size in bytes of the plugin's JavaScript that a portal loads at start. */
export async function initialSize(): Promise<number> {
  const { outputFiles } = await build({
    ...options,
    entryPoints: [join(plugin, 'src/alpha.tsx')],
    plugins: [onlyInitial],
    write: false,
  });
  return gzipSync(outputFiles[0].contents).length;
}
