import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { frameworkVersions, installedTwice } from './frameworkVersions';

const root = resolve(__dirname, '../../..');

describe('yarn.lock', () => {
  const lockFile = readFileSync(join(root, 'yarn.lock'), 'utf8');

  // Two copies of a framework package have different contexts and API references, and cannot use each other's.
  it('has every framework package once', () => {
    expect(Object.keys(frameworkVersions(lockFile))).toEqual(
      expect.arrayContaining([
        'react',
        'react-dom',
        'react-router',
        'react-router-dom',
        '@backstage/backend-plugin-api',
        '@backstage/frontend-plugin-api',
        '@backstage/ui',
      ]),
    );
    expect(installedTwice(lockFile)).toEqual([]);
  });

  it('would show a second copy of a framework package', () => {
    const secondCopy = `
"@backstage/ui@npm:^0.18.0":
  version: 0.18.0
  resolution: "@backstage/ui@npm:0.18.0"
`;
    expect(installedTwice(lockFile + secondCopy)).toEqual([
      ['@backstage/ui', expect.arrayContaining(['0.18.0'])],
    ]);
  });
});
