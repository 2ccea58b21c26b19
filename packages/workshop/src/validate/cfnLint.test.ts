import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findPython, judgeByCfnLint, pinnedVersion } from './cfnLint';

/** A machine whose `python3` does what a test says. */
describe('the way to cfn-lint', () => {
  const bin = mkdtempSync(join(tmpdir(), 'cfn-lint-test-'));
  const python = join(bin, 'python3');
  const venv = join(bin, 'none');
  const env = { ...process.env, PATH: bin };
  const program = (script: string, path = python) => {
    writeFileSync(path, `#!/bin/sh\n${script}\n`);
    chmodSync(path, 0o755);
  };
  beforeEach(() => rmSync(python, { force: true }));
  afterAll(() => rmSync(bin, { recursive: true, force: true }));

  it('is one exact version', () => {
    expect(pinnedVersion).toMatch(/^\d+\.\d+\.\d+$/);
  });

  it('ends where there is no Python', async () => {
    await expect(findPython(venv, env)).resolves.toEqual({
      missing: 'there is no python3 on PATH',
    });
  });

  it('ends where Python has no cfn-lint', async () => {
    program('exit 1');
    await expect(findPython(venv, env)).resolves.toEqual({
      missing: 'python3 has no cfn-lint',
    });
  });

  it('does not take another version for the pinned one', async () => {
    program('echo 1.0.0');
    await expect(findPython(venv, env)).resolves.toEqual({
      missing: `python3 has cfn-lint 1.0.0, and the checks are pinned to ${pinnedVersion}`,
    });
  });

  it('leads to the Python that has the pinned version', async () => {
    program(`echo ${pinnedVersion}`);
    await expect(findPython(venv, env)).resolves.toEqual({ path: 'python3' });
  });

  it('fails with what Python said when it does not answer', async () => {
    program('echo broken >&2; exit 3');
    await expect(judgeByCfnLint(python, {})).rejects.toThrow(
      'cfn-lint ended with 3.\nbroken',
    );
    program('echo half an answ');
    await expect(judgeByCfnLint(python, {})).rejects.toThrow(
      'cfn-lint ended with 0.',
    );
  });
});
