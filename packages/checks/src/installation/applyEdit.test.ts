import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { applyEdit } from './applyEdit';

describe('applyEdit', () => {
  let directory: string;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'streamflix-edit-'));
  });
  afterEach(() => rmSync(directory, { recursive: true }));

  const write = (file: string, text: string) =>
    writeFileSync(join(directory, file), text);
  const read = (file: string) => readFileSync(join(directory, file), 'utf8');

  it('merges sections of YAML, replaces lists, and fills an empty section', () => {
    write('a.yaml', 'x: { a: 1, l: [1, 2] } # kept\ny:\nz: 3\n');
    applyEdit(directory, {
      kind: 'merge',
      file: 'a.yaml',
      text: 'x: { b: 2, l: [3] }\ny: { c: 3 }',
      line: 1,
    });
    expect(read('a.yaml')).toContain('# kept');
    expect(read('a.yaml').replaceAll(/\s|#.*/g, '')).toBe(
      'x:{a:1,l:[3],b:2}y:c:3z:3',
    );
  });

  it('merges JSON, and creates a file that is missing', () => {
    const edit = {
      kind: 'merge',
      file: 'a.json',
      text: '{ "dependencies": { "b": "^1" } }',
      line: 1,
    } as const;
    applyEdit(directory, edit);
    applyEdit(directory, { ...edit, text: '{ "dependencies": { "a": "1" } }' });
    expect(JSON.parse(read('a.json'))).toEqual({
      dependencies: { b: '^1', a: '1' },
    });
  });

  it.each([
    ['before', 'a\nnew\nb();\nc'],
    ['after', 'a\nb();\nnew\nc'],
    ['at', 'a\nnew\nc'],
  ] as const)('inserts lines %s the line with the text', (where, expected) => {
    write('a.ts', 'a\nb();\nc');
    applyEdit(directory, {
      kind: 'insert',
      file: 'a.ts',
      where,
      anchor: 'b(',
      text: 'new',
      line: 1,
    });
    expect(read('a.ts')).toBe(expected);
  });

  it('reports the text that the file does not contain', () => {
    write('a.ts', 'a');
    expect(() =>
      applyEdit(directory, {
        kind: 'insert',
        file: 'a.ts',
        where: 'at',
        anchor: 'missing',
        text: 'new',
        line: 7,
      }),
    ).toThrow(
      'a.ts has no line with “missing”, which line 7 of the page names',
    );
  });
});
