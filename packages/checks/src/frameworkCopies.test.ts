import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(__dirname, '../../..');

const react = ['react', 'react-dom', 'react-router', 'react-router-dom'];

/** The versions of each framework package in a lock file. */
function frameworkVersions(lockFile: string): Record<string, string[]> {
  const versions: Record<string, string[]> = {};
  for (const [, name, version] of lockFile.matchAll(
    /^ +resolution: "(.+)@npm:(.+)"$/gm,
  ))
    if (name.startsWith('@backstage/') || react.includes(name))
      (versions[name] ??= []).push(version);
  return versions;
}

const twice = (versions: Record<string, string[]>) =>
  Object.entries(versions).filter(([, copies]) => copies.length > 1);

describe('yarn.lock', () => {
  const lockFile = readFileSync(join(root, 'yarn.lock'), 'utf8');

  // Two copies of a framework package have different contexts and API references, and cannot use each other's.
  it('has every framework package once', () => {
    const versions = frameworkVersions(lockFile);
    expect(Object.keys(versions)).toEqual(
      expect.arrayContaining([
        ...react,
        '@backstage/backend-plugin-api',
        '@backstage/frontend-plugin-api',
        '@backstage/ui',
      ]),
    );
    expect(twice(versions)).toEqual([]);
  });

  it('would show a second copy of a framework package', () => {
    const secondCopy = `
"@backstage/ui@npm:^0.18.0":
  version: 0.18.0
  resolution: "@backstage/ui@npm:0.18.0"
`;
    expect(twice(frameworkVersions(lockFile + secondCopy))).toEqual([
      ['@backstage/ui', expect.arrayContaining(['0.18.0'])],
    ]);
  });
});
