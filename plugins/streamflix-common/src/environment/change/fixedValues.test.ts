import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { titleOf } from '../describeIssue';
import { environmentInputJsonSchema } from '../jsonSchema';
import { valueAt } from '../values';
import { fieldChanges } from './fieldChanges';
import { fixedValues } from './fixedValues';

const page = readFileSync(
  resolve(__dirname, '../../../../../docs/environment-values.md'),
  'utf8',
);

/** Rows of the tables under a heading, without the padding of their columns. */
const rowsUnder = (heading: string) =>
  (page.split(`## ${heading}\n`)[1] ?? '')
    .split(/\n##+ /)[0]
    .split('\n')
    .filter(line => line.startsWith('| `'))
    .map(line => line.split('|').map(cell => cell.trim()));

describe('the values that cannot change', () => {
  it('are those of the table in the documentation, for the same reasons', () => {
    const rows = rowsUnder('What cannot change');
    expect(rows.map(([, path, why]) => [path, why])).toEqual(
      fixedValues.map(({ path, title, reason }) => [
        `\`${path}\`, ${title}`,
        reason,
      ]),
    );
  });

  it('are listed in the form before they are chosen', () => {
    const { properties } = environmentInputJsonSchema();
    for (const { path, title, reason } of fixedValues) {
      const field = valueAt(properties, path.split('.').join('.properties.'));
      expect(field).toMatchObject({
        title,
        description: expect.stringContaining(
          ` It cannot change later: ${reason}.`,
        ),
      });
      expect(titleOf(path.split('.'))).toBe(title);
    }
  });

  it('are those that the table of changes never lets change', () => {
    expect(fixedValues.map(({ path }) => path)).toEqual(
      Object.keys(fieldChanges).filter(
        path => fieldChanges[path].kind === 'never',
      ),
    );
  });
});
