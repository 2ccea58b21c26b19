import type { JudgeId, Step } from './Minutes';

/** What the judges said. */
export interface Report {
  steps: readonly Step[];
  /** Judges that could not be asked, and a sentence that says why and what to do. */
  notChecked: readonly { judge: JudgeId; why: string }[];
}

const failed = ({ steps }: Report) => steps.filter(step => step.failed);

/** 0: everything passed. 1: something failed, or nothing was looked at. 2: nothing failed, and not every judge was asked. */
export function exitCodeOf(report: Report): 0 | 1 | 2 {
  if (failed(report).length > 0) return 1;
  if (report.notChecked.length > 0) return 2;
  return report.steps.length > 0 ? 0 : 1;
}

const columns = ['judge', 'step', 'result', 'seconds'];

/** Of what was seen, as much as a line holds. */
const inLine = (told: string) => told.split('\n')[0].slice(0, 100);

/** The report for people; the last line counts. */
export function render(report: Report): string {
  const rows = [
    columns,
    ...report.steps.map(step => [
      step.judge,
      step.step,
      step.failed ? 'FAILED' : `passed ${inLine(step.told)}`.trim(),
      step.seconds.toFixed(1),
    ]),
  ];
  const widths = columns.map((_, column) =>
    Math.max(...rows.map(row => row[column].length)),
  );
  const wrong = failed(report);
  return [
    ...rows.map(row =>
      row
        .map((cell, column) =>
          column < 3 ? cell.padEnd(widths[column]) : cell.padStart(widths[3]),
        )
        .join('  '),
    ),
    '',
    ...wrong.map(({ judge, step, told }) => `${judge}, ${step}: ${told}`),
    ...report.notChecked.map(({ judge, why }) => `${judge}: ${why}`),
    `${report.steps.length - wrong.length} passed, ${wrong.length} failed`,
  ].join('\n');
}
