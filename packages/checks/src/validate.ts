import {
  blueprintIds,
  type BlueprintId,
} from '@streamflix/backstage-plugin-streamflix-common/environment';
import { Argument, Command } from 'commander';
import { defaultVenv, findPython, howToInstall, installPython } from './python';
import { pinnedVersion } from './validate/cfnLint';
import {
  judgeBlueprint,
  judgeTemplates,
  judgeVariants,
  type Templates,
} from './validate/judge';
import { exitCodeOf, render, type Report } from './validate/Report';

/*
 * `yarn validate`: checks the platform with external tools. CDK's validation of CloudFormation and cdk-nag need only Node.js;
 * cfn-lint needs Python.
 */
interface Flags {
  venv: string;
  install?: boolean;
  json?: boolean;
}

async function validate(
  named: BlueprintId[],
  { venv, install, json }: Flags,
): Promise<number> {
  const ids = named.length > 0 ? named : blueprintIds;
  let python = await findPython(['cfn-lint'], venv);
  if ('missing' in python && install) {
    await installPython(venv);
    python = await findPython(['cfn-lint'], venv);
  }

  // Off by default: cloudFormation.ts enables it for its own check.
  process.env.CDK_VALIDATION = 'false';
  const templates: Templates = {};
  const judged = ids.map(id => judgeBlueprint(id, templates));
  const report: Report = {
    blueprints: judged.map(({ figures }) => figures),
    checks: judged.flatMap(({ checks }) => checks),
  };
  if (ids.includes('complete')) report.checks.push(...judgeVariants(templates));
  if ('missing' in python) {
    report.notChecked = `No template was judged by cfn-lint ${pinnedVersion}, and no region by what it knows of it: ${
      python.missing
    }. ${howToInstall(['validate', ...named].join(' '), venv)}`;
  } else {
    report.checks.push(...(await judgeTemplates(python.path, templates)));
  }

  const code = exitCodeOf(report);
  console.log(
    json ? JSON.stringify({ ...report, code }, null, 2) : render(report),
  );
  return code;
}

new Command('validate')
  .description(
    'Judges every blueprint in every region by CloudFormation’s own schema, cfn-lint and cdk-nag',
  )
  .addArgument(
    new Argument('[blueprints...]', 'blueprints; all of them').choices([
      ...blueprintIds,
    ]),
  )
  .option(
    '--install',
    'make the virtual environment with the pinned tools if they are missing',
  )
  .option(
    '--venv <directory>',
    'virtual environment with the pinned Python tools',
    defaultVenv,
  )
  .option('--json', 'print it as JSON, with each finding acknowledged and why')
  .addHelpText(
    'after',
    '\nExit codes: 0, 1 something was found, 2 nothing was found but not everything could be looked at.',
  )
  .showHelpAfterError('(--help tells more)')
  .action(async (named: BlueprintId[], flags: Flags) => {
    process.exitCode = await validate(named, flags);
  })
  .parseAsync()
  .catch(error => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  });
