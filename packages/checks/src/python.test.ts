import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import {
  defaultVenv,
  findPython,
  howToInstall,
  installPython,
  pinnedVersionOf,
  type PythonTool,
} from './python';

/** With a simulated `python3` and virtual environment, which each test sets. */
describe('the way to the tools that need Python', () => {
  const bin = mkdtempSync(join(tmpdir(), 'python-test-'));
  const venv = join(bin, 'venv');
  const inVenv = join(venv, 'bin/python');
  const onPath = join(bin, 'python3');
  const env = { ...process.env, PATH: bin };
  const install = (
    versions: Partial<Record<PythonTool, string>>,
    path: string,
  ) => {
    const cases = Object.entries(versions).map(
      ([tool, version]) => `*"'${tool}'"*) echo ${version};;`,
    );
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(
      path,
      `#!/bin/sh\ncase "$2" in ${cases.join(' ')} *) exit 1;; esac\n`,
    );
    chmodSync(path, 0o755);
  };
  const pinned = {
    'cfn-lint': pinnedVersionOf('cfn-lint'),
    moto: pinnedVersionOf('moto'),
    awscli: pinnedVersionOf('awscli'),
  };
  beforeEach(() => {
    rmSync(venv, { recursive: true, force: true });
    rmSync(onPath, { force: true });
  });
  afterAll(() => rmSync(bin, { recursive: true, force: true }));

  it.each(Object.entries(pinned))(
    'is one exact version of %s',
    (_, version) => {
      expect(version).toMatch(/^\d+\.\d+\.\d+$/);
    },
  );

  it('ends where there is no Python', async () => {
    await expect(findPython(['moto', 'awscli'], venv, env)).resolves.toEqual({
      missing: 'there is no python3 on PATH',
    });
  });

  it('ends where Python has not all of them', async () => {
    install({ moto: pinned.moto }, onPath);
    await expect(findPython(['moto', 'awscli'], venv, env)).resolves.toEqual({
      missing: 'python3 has no awscli',
    });
  });

  it('does not take another version for the pinned one', async () => {
    install({ 'cfn-lint': '1.0.0' }, onPath);
    await expect(findPython(['cfn-lint'], venv, env)).resolves.toEqual({
      missing: `python3 has cfn-lint 1.0.0, and the checks are pinned to ${pinned['cfn-lint']}`,
    });
  });

  it('is named with the exact command', () => {
    expect(howToInstall('validate broadcast', defaultVenv)).toBe(
      'Run `yarn validate broadcast --install` to install the pinned versions into .venv; it needs python3 with its venv module.',
    );
    expect(howToInstall('conformance', '/tmp/tools')).toMatch(
      /^Run `yarn conformance --install --venv \/tmp\/tools` .* into \/tmp\/tools;/,
    );
  });

  it('cannot be made without python3', async () => {
    await expect(installPython(venv, env)).rejects.toThrow(
      `There is no python3 on PATH to make the virtual environment ${venv} with.`,
    );
  });

  it('leads to the virtual environment before python3', async () => {
    install(pinned, onPath);
    install(pinned, inVenv);
    await expect(findPython(['moto'], venv, env)).resolves.toEqual({
      path: inVenv,
    });
  });

  it('leads to python3 where the virtual environment is an older one', async () => {
    install(pinned, onPath);
    install({ 'cfn-lint': pinned['cfn-lint'] }, inVenv);
    await expect(findPython(['moto'], venv, env)).resolves.toEqual({
      path: 'python3',
    });
  });
});
