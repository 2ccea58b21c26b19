import {
  blueprintIds,
  type BlueprintId,
} from '@streamflix/backstage-plugin-streamflix-common/environment';
import { Argument, Command } from 'commander';
import {
  findPython,
  howToInstall,
  installOption,
  installPython,
  venvOption,
} from './python';
import { pinnedVersion } from './validate/cfnLint';
import {
  checkBlueprint,
  checkEvents,
  checkTemplates,
  checkVariants,
  type Templates,
} from './validate/checkTemplates';
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
  const checked = ids.map(id => checkBlueprint(id, templates));
  const report: Report = {
    blueprints: checked.map(({ metrics }) => metrics),
    checks: checked.flatMap(({ checks }) => checks),
  };
  if (ids.includes('complete')) {
    report.checks.push(...checkVariants(templates), ...checkEvents(templates));
  }
  if ('missing' in python) {
    report.notChecked = `No template was checked by cfn-lint ${pinnedVersion}, and no region by what it knows of it: ${
      python.missing
    }. ${howToInstall(['validate', ...named].join(' '), venv)}`;
  } else {
    report.checks.push(...(await checkTemplates(python.path, templates)));
  }

  const code = exitCodeOf(report);
  console.log(
    json ? JSON.stringify({ ...report, code }, null, 2) : render(report),
  );
  return code;
}

new Command('validate')
  .description(
    'Checks every blueprint in every region, and the stack of events, by CloudFormation’s own schema, cfn-lint and cdk-nag',
  )
  .addArgument(
    new Argument('[blueprints...]', 'blueprints; all of them').choices([
      ...blueprintIds,
    ]),
  )
  .addOption(installOption)
  .addOption(venvOption)
  .option('--json', 'print it as JSON, with each finding acknowledged and why')
  .addHelpText(
    'after',
    '\nExit codes: 0, 1 something was found, 2 nothing was found but not everything could be looked at.',
  )
  .showHelpAfterError('(see --help)')
  .action(async (named: BlueprintId[], flags: Flags) => {
    process.exitCode = await validate(named, flags);
  })
  .parseAsync()
  .catch(error => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  });
