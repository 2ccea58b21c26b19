import type { Family } from './Scenario';
import type { ScenarioResult } from './runScenario';

const isGood = ({ wrong }: ScenarioResult) => wrong.length === 0;

const mark = (result: ScenarioResult) => (isGood(result) ? 'passed' : 'FAILED');

/** A scenario's result, printed as soon as it expects. */
export const renderLine = (result: ScenarioResult) =>
  `${mark(result)} ${result.seconds.toFixed(1).padStart(5)} s  ${
    result.scenario.name
  }`;

/** Columns as wide as their widest cell. */
function table(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map(cells => cells[column].length)),
  );
  return rows.map(cells =>
    cells
      .map((cell, column) => cell.padEnd(widths[column]))
      .join('  ')
      .trimEnd(),
  );
}

/** The table of all scenarios, with the problems of those that failed. */
export function render(
  families: readonly Family[],
  results: readonly ScenarioResult[],
): string {
  const rows = families.flatMap(({ name, scenarios }) =>
    scenarios.flatMap(scenario => {
      const result = results.find(each => each.scenario === scenario);
      return result
        ? [
            [
              name,
              scenario.name,
              result.outcomes.join(' → '),
              result.stack,
              mark(result),
            ],
          ]
        : [];
    }),
  );
  const failed = results.filter(result => !isGood(result));
  return [
    ...table([['family', 'scenario', 'outcome', 'stack', 'result'], ...rows]),
    ...failed.flatMap(({ scenario, wrong }) => [
      '',
      scenario.name,
      ...wrong.map(line => `  ${line.replaceAll('\n', '\n    ')}`),
    ]),
  ].join('\n');
}
