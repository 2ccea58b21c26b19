import { renewableCredentials } from './renewableCredentials';
import { render, renderLine } from './render';
import { runAll } from './runAll';
import type { Family } from './Scenario';

export interface Flags {
  seed: number;
  jobs: number;
  portals: number;
  list?: boolean;
}

/**
 * Runs the scenarios whose name or family fits, and prints what came of them.
 *
 * @param pattern - regular expression; all scenarios when missing
 * @returns the exit code
 */
export async function faults(
  families: readonly Family[],
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
