import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkWithCfnLint, groupTemplates } from './cfnLint';

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

it('reads templates once that differ in nothing but their region', () => {
  const template = (region: string, more: object = {}) =>
    JSON.stringify({
      Metadata: { spec: Buffer.from(region).toString('base64') },
      Resources: { Role: { RoleName: `role-${region}`, ...more } },
    });
  const [london, dublin, ohio] = ['eu-west-2', 'eu-west-1', 'us-east-2'];
  expect(
    groupTemplates({
      [london]: { complete: template(london), events: template(london) },
      [dublin]: { complete: template(dublin) },
      [ohio]: { complete: template(ohio, { Path: '/' }) },
    }),
  ).toEqual([
    { name: 'complete', regions: [london, dublin], text: template(london) },
    { name: 'events', regions: [london], text: template(london) },
    { name: 'complete', regions: [ohio], text: template(ohio, { Path: '/' }) },
  ]);
});
