import { spawnSync } from 'node:child_process';
import { run } from '../__testUtils__/run';

/** What a shell offers at the end of a command line. */
async function offered(line: string): Promise<string[]> {
  const { exitCode, result } = await run(['completion', 'bash']);
  expect(exitCode).toBe(0);
  const words = line.split(' ');
  const script = [
    result,
    `COMP_WORDS=(${words.map(word => `'${word}'`).join(' ')})`,
    `COMP_CWORD=${words.length - 1}`,
    '_streamflix',
    'printf "%s\\n" "${COMPREPLY[@]}"',
  ].join('\n');
  const { stdout, stderr, status } = spawnSync('bash', ['-c', script], {
    encoding: 'utf8',
  });
  expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
  return stdout.split('\n').filter(Boolean);
}

describe('the completion of the command', () => {
  it.each<[string, string[]]>([
    ['streamflix dep', ['deploy']],
    [
      'streamflix deploy --allow-',
      ['--allow-secrets', '--allow-images', '--allow-data-loss'],
    ],
    ['streamflix deploy --blueprint video', ['video-pipeline']],
    ['streamflix synth med', ['media-processing']],
    ['streamflix logs --source w', ['worker']],
    ['streamflix completion ', ['bash', 'zsh', '--help']],
    ['streamflix nothing --x', []],
  ])('offers after %j what the command takes', async (line, expected) => {
    expect((await offered(line)).sort()).toEqual([...expected].sort());
  });

  it('loads in zsh through its emulation of bash', async () => {
    const { result } = await run(['completion', 'zsh']);
    expect(result).toMatch(/bashcompinit\n_streamflix\(\) \{/);
  });

  it('is refused for another shell', async () => {
    const { exitCode, notes } = await run(['completion', 'fish']);
    expect(exitCode).toBe(1);
    expect(notes.join()).toContain('bash, zsh');
  });
});
