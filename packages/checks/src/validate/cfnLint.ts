import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { json, text } from 'node:stream/consumers';
import { pinnedVersionOf } from '../python';

const check = join(
  dirname(createRequire(__filename).resolve('@streamflix/checks/package.json')),
  'src/validate/cfnLint.py',
);

/** The version the checks are pinned to. */
export const pinnedVersion = pinnedVersionOf('cfn-lint');

interface CfnLintFinding {
  region: string;
  /** Name of the template. */
  template: string;
  /** Such as `E3006`. */
  rule: string;
  level: string;
  message: string;
  path: string;
}

export interface CfnLintResult {
  /** Every region in cfn-lint: its number of zones, and whether cfn-lint also has data about AWS's services there. */
  regions: Record<string, { zones: number; known: boolean }>;
  findings: CfnLintFinding[];
}

/**
 * Checks templates with cfn-lint, each only in its own region.
 *
 * @param templates - by region and by name
 * @throws Error with the output of Python
 */
export async function checkWithCfnLint(
  python: string,
  templates: Readonly<Record<string, Readonly<Record<string, string>>>>,
): Promise<CfnLintResult> {
  const child = spawn(python, [check]);
  const ended = once(child, 'close');
  const stderr = text(child.stderr);
  const result = json(child.stdout).catch(() => undefined);
  // It exited before it had read them, which its exit code shows.
  child.stdin.on('error', () => {});
  child.stdin.end(JSON.stringify(templates));
  const [code] = await ended;
  const answer = (await result) as CfnLintResult | undefined;
  if (code !== 0 || !answer) {
    throw new Error(`cfn-lint ended with ${code}.\n${await stderr}`);
  }
  return answer;
}
