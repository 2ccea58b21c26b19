import type { ValidatorId, Step } from './CheckRecorder';

/** The results of all validators. */
export interface Report {
  steps: readonly Step[];
  /** Validators that could not run, with a message that states why and what to do. */
  notChecked: readonly { validator: ValidatorId; why: string }[];
}

const failed = ({ steps }: Report) => steps.filter(step => step.failed);

/** 0: everything passed. 1: something failed, or nothing was checked. 2: nothing failed, but not every validator ran. */
export function exitCodeOf(report: Report): 0 | 1 | 2 {
  if (failed(report).length > 0) return 1;
  if (report.notChecked.length > 0) return 2;
  return report.steps.length > 0 ? 0 : 1;
}

const columns = ['validator', 'step', 'result', 'seconds'];

/** The result, truncated to one line. */
const inLine = (result: string) => result.split('\n')[0].slice(0, 100);

/** The report as text; the last line is the result. */
export function render(report: Report): string {
  const rows = [
    columns,
    ...report.steps.map(step => [
      step.validator,
      step.step,
      step.failed ? 'FAILED' : `passed ${inLine(step.result)}`.trim(),
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
    ...wrong.map(
      ({ validator, step, result }) => `${validator}, ${step}: ${result}`,
    ),
    ...report.notChecked.map(({ validator, why }) => `${validator}: ${why}`),
    `${report.steps.length - wrong.length} passed, ${wrong.length} failed`,
  ].join('\n');
}
