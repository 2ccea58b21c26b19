import { Command, InvalidArgumentError } from 'commander';
import { endProcess } from './endProcess';
import { families } from './faults/families';
import { faults, type Flags } from './faults/faults';
import { hostile } from './hostile/hostile';
import { shutdown } from './shutdown/shutdown';

const suites = [hostile, shutdown];

/*
 * `yarn faults`: every operation with every possible failure, on local AWS; `hostile` runs the attacks, `shutdown` the checks of
 * a backend that shuts down.
 */
function wholeNumber(text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 0) {
    throw new InvalidArgumentError('It must be a whole number.');
  }
  return number;
}

new Command('faults')
  .description(
    'Runs every scenario, or those whose name or family fits, and checks how it ended',
  )
  .argument('[name-pattern]', 'regular expression')
  .option(
    '--seed <n>',
    'what is left to random; the same seed gives the same',
    wholeNumber,
    1,
  )
  .option('--jobs <n>', 'scenarios at a time', wholeNumber, 6)
  .option('--portals <n>', 'backends at a time', wholeNumber, 3)
  .option(
    '--execution-role',
    'CloudFormation acts with a role of its own; scenarios only',
  )
  .option('--list', 'only list their names')
  .showHelpAfterError('(see --help)')
  .action(async (pattern: string | undefined, flags: Flags) => {
    process.exitCode = await faults(families, suites, pattern, flags);
  })
  .parseAsync()
  .catch(error => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  })
  .finally(() => endProcess());
