import { allEnded } from './allEnded';
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
  executionRole?: boolean;
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
  { seed, jobs, portals, list, executionRole = false }: Flags,
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
  // The suites start backends of their own, without the role.
  const chosenSuites = (executionRole ? [] : suites)
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
  const startedAt = Date.now();
  const { profile, forget } = await renewableCredentials();
  const scenarioResults =
    rows.length === 0
      ? []
      : await runAll(rows, {
          seed,
          jobs,
          portals,
          profile,
          executionRole,
          // With the problems at once: a run that is interrupted would lose them.
          onResult: result =>
            console.error([renderLine(result), ...result.wrong].join('\n  ')),
        }).finally(forget);
  // At once: attacks compute, and a backend that shuts down is mostly waited for.
  const checkResults = (
    await allEnded(
      chosenSuites.map(async ({ suite, names: ofSuite }) => {
        const results: CheckResult[] = [];
        await suite.run(new Set(ofSuite), { seed }, result => {
          results.push(result);
          console.error(renderResults([result]).join('\n'));
        });
        return results;
      }),
    )
  ).flat();
  if (scenarioResults.length > 0) {
    console.log(render(chosen, scenarioResults));
  }
  console.log(renderResults(checkResults).join('\n'));
  const failed =
    scenarioResults.filter(({ wrong }) => wrong.length > 0).length +
    checkResults.filter(({ problem }) => problem !== undefined).length;
  const total = scenarioResults.length + checkResults.length;
  console.log(
    `\nseed ${seed}, ${Math.round((Date.now() - startedAt) / 1000)} s\n${
      total - failed
    } passed, ${failed} failed`,
  );
  return failed === 0 ? 0 : 1;
}
