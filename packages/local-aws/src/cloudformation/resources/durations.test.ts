import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { DURATIONS, durationOf } from './durations';

describe('durations', () => {
  it('are those the README lists, row by row', async () => {
    const readme = await readFile(
      resolve(__dirname, '../../../README.md'),
      'utf8',
    );
    const rows = [
      ...readme.matchAll(
        /^\| `(AWS::[\w:]+)` +\| +(\d+) \| +(\d+) \| +(\d+) \|$/gm,
      ),
    ].map(([, type, ...seconds]) => [type, seconds.map(Number)]);
    expect(Object.fromEntries(rows)).toEqual(DURATIONS);
  });

  it('are short for types that were not measured', () => {
    expect(durationOf('AWS::SNS::Topic')).toEqual({
      create: 4,
      update: 3,
      delete: 3,
    });
  });
});
