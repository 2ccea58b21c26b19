import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { limits, longSources } from './__testUtils__/longSources';
import { longWithReason } from './longWithReason';

const root = resolve(__dirname, '../../../..');

/** The sources that Git knows, also those not committed yet. */
const files = execFileSync(
  'git',
  ['ls-files', '--cached', '--others', '--exclude-standard', '*.ts', '*.tsx'],
  { cwd: root, encoding: 'utf8' },
)
  .split('\n')
  .filter(file => file && existsSync(join(root, file)));

describe('the length of sources', () => {
  const long = files.flatMap(file => longSources(join(root, file), file));
  const listed = longWithReason.flatMap(({ names }) => names);
  const covers = (row: string, { name }: { name: string }) =>
    row.endsWith('/') ? name.startsWith(row) : name === row;
  /** The length of a test file is that of its cases. */
  const isTest = ({ name }: { name: string }) => /\.test\.tsx?$/.test(name);

  it(`is at most ${limits.file} lines for a file and ${limits.function} for a function, except where longWithReason.ts gives a reason`, () => {
    expect(files.length).toBeGreaterThan(500);
    expect(
      long
        .filter(
          source => !isTest(source) && !listed.some(row => covers(row, source)),
        )
        .map(({ name, lines }) => `${name}: ${lines} lines`),
    ).toEqual([]);
  });

  it('has a reason in longWithReason.ts only where it exceeds the limit', () => {
    expect(
      listed.filter(row => !long.some(source => covers(row, source))),
    ).toEqual([]);
  });
});
