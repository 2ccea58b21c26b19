import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import satisfies from 'spdx-satisfies';

const root = resolve(__dirname, '../../..');

/** Licences of what a published package may need: none asks more of its users than to keep a notice. */
const allowed = [
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC0-1.0',
  'ISC',
  'MIT',
  'MIT-0',
  'Python-2.0',
  'Unlicense',
];

/** Packages whose manifest names no licence, and the one in their file LICENSE. */
const namedInFile: Record<string, string> = {
  'express-promise-router': 'MIT',
  'fast-shallow-equal': 'Unlicense',
  'react-universal-interface': 'Unlicense',
};

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly private?: boolean;
  readonly license?: string;
  readonly dependencies?: Record<string, string>;
  readonly optionalDependencies?: Record<string, string>;
}

const manifestIn = (directory: string): Manifest =>
  JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8'));

/** The directory of a dependency, searched as Node does; undefined if it is optional and not installed. */
function dependencyOf(directory: string, name: string): string | undefined {
  const found = join(directory, 'node_modules', name);
  if (existsSync(join(found, 'package.json'))) return found;
  return directory === root
    ? undefined
    : dependencyOf(dirname(directory), name);
}

/**
 * The directories of the dependencies, and of theirs, except of the framework's: every portal has those. The licence tools on npm
 * follow no links between workspaces.
 */
function collect(directories: string[], names: string[]): Set<string> {
  const found = new Set<string>();
  const add = (from: string, name: string) => {
    const directory = dependencyOf(from, name);
    if (!directory || found.has(directory)) return;
    found.add(directory);
    if (name.startsWith('@backstage/')) return;
    const { dependencies, optionalDependencies } = manifestIn(directory);
    for (const next of Object.keys({
      ...dependencies,
      ...optionalDependencies,
    }))
      add(directory, next);
  };
  for (const directory of directories)
    for (const name of [
      ...names,
      ...Object.keys(manifestIn(directory).dependencies ?? {}),
    ])
      add(directory, name);
  return found;
}

function isAllowed(license: string | undefined): boolean {
  try {
    return license !== undefined && satisfies(license, allowed);
  } catch {
    // Not an SPDX expression.
    return false;
  }
}

const published = ['packages', 'plugins']
  .flatMap(folder =>
    readdirSync(join(root, folder)).map(name => join(root, folder, name)),
  )
  .filter(directory => !manifestIn(directory).private);

describe('the licence of every dependency of the published packages', () => {
  it('is one that asks only to keep a notice', () => {
    const directories = [
      ...collect(published, []),
      // Part of the CDK app's bundle.
      ...collect([join(root, 'cdk-app')], ['aws-cdk-lib', 'constructs']),
    ];
    expect(directories.length).toBeGreaterThan(200);
    const refused = directories
      .map(manifestIn)
      .filter(({ name, license }) => !isAllowed(license ?? namedInFile[name]))
      .map(({ name, version, license }) => `${name} ${version}: ${license}`);
    expect(refused).toEqual([]);
  });

  it.each(['GPL-3.0-only', 'SEE LICENSE IN License', undefined])(
    'is refused if it is %s',
    license => {
      expect(isAllowed(license)).toBe(false);
    },
  );
});
