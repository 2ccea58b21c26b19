/** @jest-environment node */
import { execFileSync } from 'node:child_process';
import { shellCommand } from './shellCommand';

describe('a command for a shell', () => {
  it('gives the program exactly its arguments', () => {
    const args = [
      'deploy',
      '--set',
      "tags.Team=o'hara & $HOME `id` \\",
      '--set',
      'tags.Empty=',
      '--owner',
      'group:default/video',
    ];
    const printed = execFileSync('bash', [
      '-c',
      shellCommand("printf '%s\\n'", args),
    ]);
    expect(printed.toString().trimEnd().split('\n')).toEqual(args);
  });
});
