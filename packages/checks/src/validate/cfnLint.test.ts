import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkWithCfnLint } from './cfnLint';

/** With a simulated `python3` that each test defines. */
describe('the way to cfn-lint', () => {
  const bin = mkdtempSync(join(tmpdir(), 'cfn-lint-test-'));
  const python = join(bin, 'python3');
  const program = (script: string) => {
    writeFileSync(python, `#!/bin/sh\n${script}\n`);
    chmodSync(python, 0o755);
  };
  beforeEach(() => rmSync(python, { force: true }));
  afterAll(() => rmSync(bin, { recursive: true, force: true }));

  it("fails with Python's output when it does not answer", async () => {
    program('echo broken >&2; exit 3');
    await expect(checkWithCfnLint(python, {})).rejects.toThrow(
      'cfn-lint ended with 3.\nbroken',
    );
    program('echo half an answ');
    await expect(checkWithCfnLint(python, {})).rejects.toThrow(
      'cfn-lint ended with 0.',
    );
  });
});
