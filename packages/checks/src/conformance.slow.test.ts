import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pinnedVersionOf } from './python';

jest.setTimeout(120_000);

/** With a simulated `python3` whose result each test sets. */
describe('yarn conformance', () => {
  const bin = mkdtempSync(join(tmpdir(), 'conformance-test-'));
  afterAll(() => rmSync(bin, { recursive: true, force: true }));

  const conformance = (...args: string[]) =>
    spawnSync(
      process.execPath,
      [
        require.resolve('tsx/cli'),
        join(__dirname, 'conformance.ts'),
        ...args,
        ...['--venv', join(bin, 'none')],
      ],
      {
        encoding: 'utf8',
        env: { ...process.env, PATH: `${bin}:${dirname(process.execPath)}` },
      },
    );

  it('reports without Python what was not checked and how to get it, and exits with 2', () => {
    const { stdout, status } = conformance('moto', 'aws-cli');
    expect(stdout).toContain(
      `moto: No blueprint was deployed, changed and destroyed on moto ${pinnedVersionOf(
        'moto',
      )}: there is no python3 on PATH. Run \`yarn conformance moto aws-cli --install --venv ${join(
        bin,
        'none',
      )}\` to install the pinned versions`,
    );
    expect(stdout).toContain(
      `aws-cli: Nothing that local AWS answers was looked at by awscli ${pinnedVersionOf(
        'awscli',
      )}: there is no python3 on PATH.`,
    );
    expect(stdout.trim().split('\n').pop()).toBe('0 passed, 0 failed');
    expect(status).toBe(2);
  });

  it('counts a validator that cannot run as failed, with its output, and exits with 1', () => {
    const python = join(bin, 'python3');
    writeFileSync(
      python,
      `#!/bin/sh
if [ "$1" = -c ]; then echo ${pinnedVersionOf('moto')}; exit; fi
echo moto is broken >&2
exit 3
`,
    );
    chmodSync(python, 0o755);
    const { stdout, status } = conformance('moto');
    expect(stdout).toMatch(/did not start:\nmoto is broken$/m);
    expect(stdout.trim().split('\n').pop()).toBe('0 passed, 1 failed');
    expect(status).toBe(1);
  });

  it('knows no other validators than there are', () => {
    const { stderr, status } = conformance('localstack');
    expect(stderr).toContain('localstack');
    expect(status).toBe(1);
  });
});
