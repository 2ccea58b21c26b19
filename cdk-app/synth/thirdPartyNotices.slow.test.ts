import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { buildSync } from 'esbuild';

const root = resolve(__dirname, '..');

/** Name and version of every installed package that contributes a file to the bundle. */
function bundled(): string[] {
  const { metafile } = buildSync({
    absWorkingDir: root,
    entryPoints: ['synth/synth.ts'],
    bundle: true,
    platform: 'node',
    metafile: true,
    write: false,
    outdir: 'dist',
    logLevel: 'silent',
  });
  const directories = Object.values(metafile.outputs)
    .flatMap(({ inputs }) => Object.keys(inputs))
    .flatMap(file => /.*node_modules\/(@[^/]+\/)?[^/]+/.exec(file)?.[0] ?? []);
  return [...new Set(directories)].map(directory => {
    const { name, version } = JSON.parse(
      readFileSync(resolve(root, directory, 'package.json'), 'utf8'),
    );
    return `${name} ${version} (`;
  });
}

describe('the third-party notices', () => {
  const notices = readFileSync(
    resolve(root, 'dist/THIRD-PARTY-NOTICES.txt'),
    'utf8',
  );

  it('name every package in the bundle with its licence', () => {
    const packages = bundled();
    expect(packages).toContainEqual(expect.stringMatching(/^aws-cdk-lib /));
    expect(packages).toContainEqual(expect.stringMatching(/^constructs /));
    expect(packages.filter(each => !notices.includes(`\n${each}`))).toEqual([]);
  });

  it('contain the texts of the licences, and the notice of the CDK', () => {
    expect(notices).toContain('Apache License');
    expect(notices).toContain('Permission is hereby granted');
    expect(notices).toContain(
      'The AWS CDK includes the following third-party software/licensing',
    );
  });

  it('are part of the archive', () => {
    const [{ files }] = JSON.parse(
      execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
        cwd: root,
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
      }),
    );
    expect(files.map(({ path }: { path: string }) => path)).toContain(
      'dist/THIRD-PARTY-NOTICES.txt',
    );
  });
});
