import { Argument, Command } from 'commander';
import { conformance, type Flags } from './conformance/conformance';
import { validatorIds, type ValidatorId } from './conformance/CheckRecorder';
import { installOption, venvOption } from './python';

/* `yarn conformance`: our engine against another AWS implementation, and other tools against local AWS. */
new Command('conformance')
  .description(
    'Runs the engine against moto, and the AWS CLI and the CDK CLI against local AWS',
  )
  .addArgument(
    new Argument('[validators...]', 'validators; all of them').choices([
      ...validatorIds,
    ]),
  )
  .addOption(installOption)
  .addOption(venvOption)
  .option(
    '--execution-role',
    'CloudFormation acts with a role of its own on local AWS',
  )
  .addHelpText(
    'after',
    '\nExit codes: 0, 1 something failed, 2 nothing failed but not every validator could be selected.',
  )
  .showHelpAfterError('(see --help)')
  .action(async (named: ValidatorId[], flags: Flags) => {
    // Connections that clients keep open would keep the process alive.
    process.exit(await conformance(named, flags));
  })
  .parseAsync()
  .catch(error => {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  });
