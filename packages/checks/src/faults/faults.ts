import { renewableCredentials } from './renewableCredentials';
import { render, renderLine } from './render';
import { runAll } from './runAll';
import type { Family } from './Scenario';
import { renderResults, type CheckResult, type Suite } from './Suite';

export interface Flags {
  seed: number;
  jobs: number;
  portals: number;
  list?: boolean;
}

/**
 * Runs the scenarios and checks whose name, family or suite matches, and prints the results.
 *
 * @param pattern - regular expression; everything when missing
 * @returns the exit code
 */
export async function faults(
  families: readonly Family[],
  suites: readonly Suite[],
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
  const chosenSuites = suites
    .map(suite => ({
      suite,
      names: suite.names.filter(
        name => fits.test(suite.name) || fits.test(name),
      ),
    }))
    .filter(({ names }) => names.length > 0);
  const rows = chosen.flatMap(({ scenarios }) => scenarios);
  const names = [
    ...rows.map(({ name }) => name),
    ...chosenSuites.flatMap(each => each.names),
  ];
  if (names.length === 0) {
    console.error(`No scenario has a name like ${pattern}.`);
    return 1;
  }
  if (list) {
    for (const name of names) console.log(name);
    return 0;
  }
  const began = Date.now();
  const { profile, forget } = await renewableCredentials();
  const verdicts =
    rows.length === 0
      ? []
      : await runAll(rows, {
          seed,
          jobs,
          portals,
          profile,
          // With the problems at once: a run that is interrupted would lose them.
          told: verdict =>
            console.error([renderLine(verdict), ...verdict.wrong].join('\n  ')),
        }).finally(forget);
  const results: CheckResult[] = [];
  for (const { suite, names: ofSuite } of chosenSuites) {
    await suite.run(new Set(ofSuite), { seed }, result => {
      results.push(result);
      console.error(renderResults([result]).join('\n'));
    });
  }
  if (verdicts.length > 0) console.log(render(chosen, verdicts));
  console.log(renderResults(results).join('\n'));
  const failed =
    verdicts.filter(({ wrong }) => wrong.length > 0).length +
    results.filter(({ problem }) => problem !== undefined).length;
  const total = verdicts.length + results.length;
  console.log(
    `\nseed ${seed}, ${Math.round((Date.now() - began) / 1000)} s\n${
      total - failed
    } passed, ${failed} failed`,
  );
  return failed === 0 ? 0 : 1;
}
