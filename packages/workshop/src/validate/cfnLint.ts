import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { json, text } from 'node:stream/consumers';
import { promisify } from 'node:util';

const run = promisify(execFile);

const workshop = dirname(
  createRequire(__filename).resolve('@streamflix/workshop/package.json'),
);
const requirements = join(workshop, 'requirements.txt');

/** The virtual environment of this repository. */
export const defaultVenv = join(workshop, '../../.venv');

/** The version the checks are pinned to. */
export const pinnedVersion = /^cfn-lint==(\S+)$/m.exec(
  readFileSync(requirements, 'utf8'),
)?.[1];

/** A Python that has the pinned cfn-lint, or why there is none: a part of a sentence. */
export type Python = { path: string } | { missing: string };

export interface CfnLintFinding {
  region: string;
  /** Name the template was given. */
  template: string;
  /** Such as `E3006`. */
  rule: string;
  level: string;
  message: string;
  path: string;
}

export interface CfnLintJudgement {
  /** Every region cfn-lint can name: its zones, and whether it also knows what AWS offers there. */
  regions: Record<string, { zones: number; known: boolean }>;
  findings: CfnLintFinding[];
}

const pythonIn = (venv: string) => join(venv, 'bin/python');

const ask =
  "from importlib.metadata import version; print(version('cfn-lint'))";

/**
 * Looks in a virtual environment, then for `python3` on PATH.
 *
 * @param venv - directory of the virtual environment, which need not exist
 * @param env - its PATH is searched
 */
export async function findPython(
  venv: string,
  env: NodeJS.ProcessEnv = process.env,
): Promise<Python> {
  const reasons: string[] = [];
  for (const path of [pythonIn(venv), 'python3']) {
    const name = path === 'python3' ? 'python3' : basename(venv);
    try {
      const version = (await run(path, ['-c', ask], { env })).stdout.trim();
      if (version === pinnedVersion) return { path };
      reasons.push(
        `${name} has cfn-lint ${version}, and the checks are pinned to ${pinnedVersion}`,
      );
    } catch (error) {
      const isAbsent = (error as NodeJS.ErrnoException).code === 'ENOENT';
      if (!isAbsent) reasons.push(`${name} has no cfn-lint`);
      else if (path === 'python3') reasons.push('there is no python3 on PATH');
    }
  }
  return { missing: reasons.join('; ') };
}

/**
 * Makes the virtual environment with the pinned requirements.
 *
 * @throws Error with what pip or Python said
 */
export async function installPython(venv: string): Promise<void> {
  await run('python3', ['-m', 'venv', venv]).catch(error => {
    throw new Error(
      `python3 could not make the virtual environment ${venv}. On Debian it needs the package python3-venv. ${error.stdout}${error.stderr}`,
    );
  });
  await run(pythonIn(venv), [
    ...['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check'],
    ...['--requirement', requirements],
  ]);
}

/**
 * Judges templates by cfn-lint, each in its own region alone.
 *
 * @param templates - by region and by name
 * @throws Error with what Python said
 */
export async function judgeByCfnLint(
  python: string,
  templates: Readonly<Record<string, Readonly<Record<string, string>>>>,
): Promise<CfnLintJudgement> {
  const child = spawn(python, [join(workshop, 'src/validate/cfnLint.py')]);
  const ended = once(child, 'close');
  const stderr = text(child.stderr);
  const judgement = json(child.stdout).catch(() => undefined);
  // It died before it had read them; its exit code says so.
  child.stdin.on('error', () => {});
  child.stdin.end(JSON.stringify(templates));
  const [code] = await ended;
  const answer = (await judgement) as CfnLintJudgement | undefined;
  if (code !== 0 || !answer) {
    throw new Error(`cfn-lint ended with ${code}.\n${await stderr}`);
  }
  return answer;
}
