import { resolve } from 'node:path';
import { InstallPage } from './InstallPage';

const page = (...lines: string[]) => InstallPage.parse(lines.join('\n'));

describe('InstallPage', () => {
  it('reads every instruction of the page in this repository', () => {
    const file = resolve(__dirname, '../../../../docs/install.md');
    const kinds = InstallPage.read(file)
      .section('3. The backend')
      .map(({ kind }) => kind);
    expect(kinds).toEqual(['insert']);
  });

  it('gives the blocks of a section in order', () => {
    const { line, ...block } = page(
      '## One',
      '<!-- installation: insert a/b.ts before start( -->',
      '',
      '```ts',
      'add();',
      '```',
      '<!-- not run: Docker is needed -->',
      '```sh',
      'docker run',
      '```',
      '### Two',
      '<!-- installation: run portal -->',
      '```sh',
      'yarn tsc',
      '```',
    ).section('One')[0];
    expect(line).toBe(4);
    expect(block).toEqual({
      kind: 'insert',
      file: 'a/b.ts',
      where: 'before',
      anchor: 'start(',
      text: 'add();',
    });
  });

  it('refuses a block without an instruction', () => {
    expect(() => page('```sh', 'rm', '```')).toThrow(
      'The block at line 1 has no comment',
    );
  });

  it('refuses an instruction that it does not know', () => {
    expect(() =>
      page('<!-- installation: run away -->', '```sh', 'rm', '```'),
    ).toThrow('unknown instruction: run away');
  });

  it('refuses a section without instructions', () => {
    expect(() => page('## Empty').section('Empty')).toThrow('Empty');
  });
});
