import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from './CodeBlock';

/** Commands of Yarn itself, and programs that it runs from node_modules. */
const yarnCommands = [
  ...['add', 'dedupe', 'dlx', 'install', 'node', 'pack', 'run'],
  ...['workspace', 'workspaces', 'backstage-cli', 'tsx'],
];

/** Scripts of a portal that create-app made. */
const portalScripts = ['build-image', 'build:backend'];

const shells = ['bash', 'sh', 'shell', 'console'];

/**
 * Reports commands that nothing runs and no reason excuses, and scripts that do not exist.
 *
 * @param file - name of the page, for the messages
 * @param root - the root of the repository
 */
export function checkCommands(
  file: string,
  page: Page,
  root: string,
): string[] {
  const { scripts } = JSON.parse(
    readFileSync(join(root, 'package.json'), 'utf8'),
  ) as { scripts: Record<string, string> };
  const known = [...Object.keys(scripts), ...yarnCommands, ...portalScripts];
  // Programs that a portal has once the archives are installed.
  if (file === 'docs/install.md') known.push('local-aws', 'streamflix');

  const unclassified = page.blocks
    .filter(({ language }) => shells.includes(language))
    .flatMap(({ instruction, detail, line }) => {
      if (!instruction) {
        return `${file}:${line} has commands without a comment that says who runs them: run, start, installation, or not run with a reason`;
      }
      return instruction === 'not run' && !detail
        ? `${file}:${line} gives no reason why nothing runs its commands`
        : [];
    });
  const unknown = [...page.blocks, ...page.inlineCode].flatMap(
    ({ text, line }) =>
      [...text.matchAll(/(?:^|[\s'])yarn ([a-z][\w:-]*)/g)]
        .filter(([, script]) => !known.includes(script))
        .map(
          ([, script]) =>
            `${file}:${line} names \`yarn ${script}\`, which does not exist`,
        ),
  );
  return [...unclassified, ...unknown];
}
