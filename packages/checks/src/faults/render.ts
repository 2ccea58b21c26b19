import type { Family } from './Scenario';
import type { Verdict } from './runScenario';

const isGood = ({ wrong }: Verdict) => wrong.length === 0;

const mark = (verdict: Verdict) => (isGood(verdict) ? 'passed' : 'FAILED');

/** A scenario's result, printed as soon as it ends. */
export const renderLine = (verdict: Verdict) =>
  `${mark(verdict)} ${verdict.seconds.toFixed(1).padStart(5)} s  ${
    verdict.scenario.name
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
  verdicts: readonly Verdict[],
): string {
  const rows = families.flatMap(({ name, scenarios }) =>
    scenarios.flatMap(scenario => {
      const verdict = verdicts.find(each => each.scenario === scenario);
      return verdict
        ? [
            [
              name,
              scenario.name,
              verdict.endings.join(' → '),
              verdict.stack,
              mark(verdict),
            ],
          ]
        : [];
    }),
  );
  const failed = verdicts.filter(verdict => !isGood(verdict));
  return [
    ...table([['family', 'scenario', 'outcome', 'stack', 'result'], ...rows]),
    ...failed.flatMap(({ scenario, wrong }) => [
      '',
      scenario.name,
      ...wrong.map(line => `  ${line.replaceAll('\n', '\n    ')}`),
    ]),
  ].join('\n');
}
