import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { json, text } from 'node:stream/consumers';
import { pinnedVersionOf } from '../python';

const judge = join(
  dirname(
    createRequire(__filename).resolve('@streamflix/workshop/package.json'),
  ),
  'src/validate/cfnLint.py',
);

/** The version the checks are pinned to. */
export const pinnedVersion = pinnedVersionOf('cfn-lint');

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
  const child = spawn(python, [judge]);
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
