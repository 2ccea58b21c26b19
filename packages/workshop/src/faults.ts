import { Command, InvalidArgumentError } from 'commander';
import { families } from './faults/families';
import { renewableCredentials } from './faults/renewableCredentials';
import { render, renderLine } from './faults/render';
import { runAll } from './faults/runAll';

/*
 * `yarn faults`: every operation, with everything that can go wrong with it, on local AWS.
 */
interface Flags {
  seed: number;
  jobs: number;
  portals: number;
  list?: boolean;
}

function wholeNumber(text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 0) {
    throw new InvalidArgumentError('It must be a whole number.');
  }
  return number;
}

async function faults(
  pattern: string | undefined,
  { seed, jobs, portals, list }: Flags,
): Promise<number> {
  const fits = new RegExp(pattern ?? '', 'i');
  const chosen = families
    .map(({ name, scenarios }) => ({
      name,
      scenarios: scenarios.filter(
        scenario => fits.test(name) || fits.test(scenario.name),
      ),
    }))
    .filter(({ scenarios }) => scenarios.length > 0);
  const rows = chosen.flatMap(({ scenarios }) => scenarios);
  if (rows.length === 0) {
    console.error(`No scenario has a name like ${pattern}.`);
    return 1;
  }
  if (list) {
    for (const { name } of rows) console.log(name);
    return 0;
  }
  const began = Date.now();
  const { profile, forget } = await renewableCredentials();
  const verdicts = await runAll(rows, {
    seed,
    jobs,
    portals,
    profile,
    told: verdict => console.error(renderLine(verdict)),
  }).finally(forget);
  console.log(
    render(chosen, verdicts, { seed, seconds: (Date.now() - began) / 1000 }),
  );
  return verdicts.every(({ wrong }) => wrong.length === 0) ? 0 : 1;
}

new Command('faults')
  .description(
    'Runs every scenario, or those whose name or family fits, and judges how it ended',
  )
  .argument('[name-pattern]', 'regular expression')
  .option(
    '--seed <n>',
    'what is left to chance; the same seed gives the same',
    wholeNumber,
    1,
  )
  .option('--jobs <n>', 'scenarios at a time', wholeNumber, 6)
  .option('--portals <n>', 'backends at a time', wholeNumber, 3)
  .option('--list', 'only list their names')
  .showHelpAfterError('(--help tells more)')
  .action(async (pattern: string | undefined, flags: Flags) => {
    process.exitCode = await faults(pattern, flags);
  })
  .parseAsync()
  .catch(error => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  });
