import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { Option } from 'commander';

const run = promisify(execFile);

const checks = dirname(
  createRequire(__filename).resolve('@streamflix/checks/package.json'),
);
const requirements = join(checks, 'requirements.txt');

/** The virtual environment of this repository. */
export const defaultVenv = join(checks, '../../.venv');

/** A tool of `requirements.txt`, as PyPI names it. */
export type PythonTool = 'cfn-lint' | 'moto' | 'awscli';

/** The version the checks are pinned to. */
export function pinnedVersionOf(tool: PythonTool): string {
  const line = new RegExp(`^${tool}(\\[\\w+\\])?==(\\S+)$`, 'm');
  const version = line.exec(readFileSync(requirements, 'utf8'))?.[2];
  if (!version) throw new Error(`${requirements} does not pin ${tool}.`);
  return version;
}

/** A Python that has the pinned tools, or why there is none, as part of a message. */
export type Python = { path: string } | { missing: string };

const pythonIn = (venv: string) => join(venv, 'bin/python');

/**
 * Checks a virtual environment, then `python3` on PATH.
 *
 * @param tools - the required tools
 * @param venv - directory of the virtual environment, which need not exist
 * @param env - its PATH is searched
 */
export async function findPython(
  tools: readonly PythonTool[],
  venv: string,
  env: NodeJS.ProcessEnv = process.env,
): Promise<Python> {
  const reasons: string[] = [];
  for (const path of [pythonIn(venv), 'python3']) {
    const found = await Promise.all(
      tools.map(tool => whatIsMissing(tool, path, basename(venv), env)),
    );
    const missing = found.flatMap(reason => reason ?? []);
    if (missing.length === 0) return { path };
    reasons.push(...missing.filter(Boolean));
  }
  return { missing: [...new Set(reasons)].join('; ') };
}

/** Why a Python does not have the tools; empty if there is no virtual environment, which is not worth a message. */
async function whatIsMissing(
  tool: PythonTool,
  path: string,
  venvName: string,
  env: NodeJS.ProcessEnv,
): Promise<string | undefined> {
  const name = path === 'python3' ? 'python3' : venvName;
  const ask = `from importlib.metadata import version; print(version('${tool}'))`;
  const pinned = pinnedVersionOf(tool);
  try {
    const version = (await run(path, ['-c', ask], { env })).stdout.trim();
    return version === pinned
      ? undefined
      : `${name} has ${tool} ${version}, and the checks are pinned to ${pinned}`;
  } catch (error) {
    const isAbsent = (error as NodeJS.ErrnoException).code === 'ENOENT';
    if (!isAbsent) return `${name} has no ${tool}`;
    return path === 'python3' ? 'there is no python3 on PATH' : '';
  }
}

/**
 * How to install the pinned tools, as one message.
 *
 * @param command - the command, such as `conformance moto`
 */
export function howToInstall(command: string, venv: string): string {
  const [place, option] =
    venv === defaultVenv ? ['.venv', ''] : [venv, ` --venv ${venv}`];
  return `Run \`yarn ${command} --install${option}\` to install the pinned versions into ${place}; it needs python3 with its venv module.`;
}

/**
 * Creates the virtual environment with the pinned requirements, or updates it to them.
 *
 * @throws Error with the output of pip or Python
 */
export async function installPython(
  venv: string,
  env: NodeJS.ProcessEnv = process.env,
): Promise<void> {
  await run('python3', ['-m', 'venv', venv], { env }).catch(error => {
    throw new Error(
      error.code === 'ENOENT'
        ? `There is no python3 on PATH to make the virtual environment ${venv} with.`
        : `python3 could not make the virtual environment ${venv}. On Debian it needs the package python3-venv. ${error.stdout}${error.stderr}`,
    );
  });
  const pip = ['-m', 'pip', 'install', '--quiet'];
  await run(
    pythonIn(venv),
    [...pip, '--disable-pip-version-check', '--requirement', requirements],
    { env },
  );
}

export const installOption = new Option(
  '--install',
  'make the virtual environment with the pinned tools if they are missing',
);

export const venvOption = new Option(
  '--venv <directory>',
  'virtual environment with the pinned Python tools',
).default(defaultVenv);
