import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pinnedVersion, type CfnLintResult } from './validate/cfnLint';

jest.setTimeout(300_000);

/** With a simulated `python3` that responds like Python and cfn-lint. */
describe('yarn validate', () => {
  const bin = mkdtempSync(join(tmpdir(), 'validate-test-'));
  afterAll(() => rmSync(bin, { recursive: true, force: true }));

  const python = join(bin, 'python3');
  function installPython(result: CfnLintResult) {
    const answer = join(bin, 'answer.json');
    writeFileSync(answer, JSON.stringify(result));
    writeFileSync(
      python,
      `#!/bin/sh
if [ "$1" = -c ]; then echo ${pinnedVersion}; exit; fi
/bin/cat >/dev/null
/bin/cat ${answer}
`,
    );
    chmodSync(python, 0o755);
  }
  beforeEach(() => rmSync(python, { force: true }));

  const validate = (blueprint: string) =>
    spawnSync(
      process.execPath,
      [
        require.resolve('tsx/cli'),
        join(__dirname, 'validate.ts'),
        blueprint,
        ...['--venv', join(bin, 'none')],
      ],
      {
        encoding: 'utf8',
        env: { ...process.env, PATH: `${bin}:${dirname(process.execPath)}` },
      },
    );
  const lastLine = (text: string) => text.trim().split('\n').pop();

  it('runs what it can without Python, reports what was not checked, and exits with 2', () => {
    const { stdout, status } = validate('broadcast');
    expect(stdout).toContain(
      `No template was checked by cfn-lint ${pinnedVersion}, and no region by what it knows of it: there is no python3 on PATH. Run \`yarn validate broadcast --install --venv ${join(
        bin,
        'none',
      )}\` to install the pinned versions`,
    );
    expect(stdout).toMatch(/^broadcast .* 0 +not run +0 +\d+$/m);
    expect(lastLine(stdout)).toBe('Checks: 2 passed, 0 failed');
    expect(status).toBe(2);
  });

  it('exits with 0 when everything was checked and nothing found', () => {
    installPython({ regions: {}, findings: [] });
    const { stdout, status } = validate('broadcast');
    expect(stdout).toMatch(/^broadcast .* 0 +0 +0 +\d+$/m);
    expect(lastLine(stdout)).toBe('Checks: 3 passed, 0 failed');
    expect(status).toBe(0);
  });

  it('reports what cfn-lint found and exits with 1', () => {
    installPython({
      regions: {},
      findings: [
        {
          regions: ['ap-northeast-1'],
          name: 'broadcast',
          rule: 'E3006',
          level: 'error',
          message: 'Resource type does not exist',
          path: 'Resources/Cache/Type',
        },
      ],
    });
    const { stdout, status } = validate('broadcast');
    expect(stdout).toContain(
      'cfn-lint, broadcast in ap-northeast-1: E3006 (error) at Resources/Cache/Type: Resource type does not exist',
    );
    expect(lastLine(stdout)).toBe('Checks: 2 passed, 1 failed');
    expect(status).toBe(1);
  });

  it('knows no other blueprints than there are', () => {
    const { stderr, status } = validate('compleet');
    expect(stderr).toContain('compleet');
    expect(status).toBe(1);
  });
});
