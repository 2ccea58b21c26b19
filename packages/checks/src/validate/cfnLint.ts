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

/** Templates by region and by name. */
type TemplatesByRegion = Readonly<
  Record<string, Readonly<Record<string, string>>>
>;

/** Templates that differ in nothing but the region they name: a rule that depends on the region reads what AWS offers there. */
interface TemplateGroup {
  name: string;
  regions: string[];
  /** That of the first region. */
  text: string;
}

/** What a template is without its region. The specification in its metadata, which no rule reads, is encoded. */
function withoutRegion(template: string, region: string): string {
  const { Metadata, ...rest } = JSON.parse(template);
  return JSON.stringify(rest).replaceAll(region, '*');
}

/** Groups templates, of which cfn-lint then reads one of each for all regions: reading them takes most of its time. */
export function groupTemplates(templates: TemplatesByRegion): TemplateGroup[] {
  const groups = new Map<string, TemplateGroup>();
  for (const [region, named] of Object.entries(templates)) {
    for (const [name, template] of Object.entries(named)) {
      const key = `${name} ${withoutRegion(template, region)}`;
      const group = groups.get(key);
      if (group) group.regions.push(region);
      else groups.set(key, { name, regions: [region], text: template });
    }
  }
  return [...groups.values()];
}

interface CfnLintFinding {
  /** Of the template. */
  name: string;
  regions: string[];
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
 * Checks templates with cfn-lint, each only for its own region.
 *
 * @throws Error with the output of Python
 */
export async function checkWithCfnLint(
  python: string,
  templates: TemplatesByRegion,
): Promise<CfnLintResult> {
  const child = spawn(python, [check]);
  const ended = once(child, 'close');
  const stderr = text(child.stderr);
  const result = json(child.stdout).catch(() => undefined);
  // It exited before it had read them, which its exit code shows.
  child.stdin.on('error', () => {});
  child.stdin.end(JSON.stringify(groupTemplates(templates)));
  const [code] = await ended;
  const answer = (await result) as CfnLintResult | undefined;
  if (code !== 0 || !answer) {
    throw new Error(`cfn-lint ended with ${code}.\n${await stderr}`);
  }
  return answer;
}
