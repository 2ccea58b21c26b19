import type { StartNeed } from './startNeeds';
import type { Step, Timeline } from './Timeline';

export interface WaterfallOptions {
  /** Width of the terminal in columns. */
  width: number;
  /** Formats the lines of the critical path, such as in bold. */
  emphasise?: (line: string) => string;
  /** By logical id of an ECS service. */
  needs: ReadonlyMap<string, readonly StartNeed[]>;
}

const narrowestBar = 12;

/** Truncates a text, so that no line wraps. */
const fit = (text: string, width: number) =>
  text.length <= width ? text : `${text.slice(0, Math.max(0, width - 1))}…`;

const longest = (texts: readonly string[]) =>
  Math.max(...texts.map(text => text.length));

/** Wraps words to a width, with all lines but the first indented. */
function wrap(first: string, words: readonly string[], width: number) {
  const lines: string[] = [];
  let line = first;
  for (const word of words) {
    if (`${line} ${word}`.length > width && line.trim() !== '') {
      lines.push(line);
      line = ' '.repeat(first.search(/\S/) + 2);
    }
    line = line.trim() === '' ? line + word : `${line} ${word}`;
  }
  return [...lines, fit(line, width)];
}

/** The resources a service waits for, each with its end in seconds. */
function waitingLines(
  needs: readonly StartNeed[],
  ends: ReadonlyMap<string, number>,
  width: number,
): string[] {
  const indent = ' '.repeat(16);
  return needs.flatMap(({ need, ids, missing }) => {
    const waited = ids.filter(id => !missing.includes(id));
    return [
      ...(waited.length > 0
        ? wrap(
            `${indent}waits for ${need}:`,
            waited.map(id => `${id} (${ends.get(id)})`),
            width,
          )
        : []),
      ...(missing.length > 0
        ? wrap(`${indent}DOES NOT WAIT for ${need}:`, missing, width)
        : []),
    ];
  });
}

/**
 * The timeline as text: a line per resource, the critical path marked with `*` and full blocks, and below each ECS service what
 * its tasks need before they start.
 *
 * @returns lines of at most the given width, which is at least 60 columns
 */
export function renderWaterfall(
  { steps, complete }: Timeline,
  { width, emphasise = line => line, needs }: WaterfallOptions,
): string[] {
  const ends = new Map(steps.map(({ id, end }) => [id, end]));
  const typeOf = ({ type }: Step) => type.replace(/^AWS::/, '');
  const idWidth = Math.min(longest(steps.map(({ id }) => id)), 28);
  const times = 14;
  const room = width - times - idWidth - 3;
  const typeWidth = Math.max(
    8,
    Math.min(longest(steps.map(typeOf)), room - narrowestBar),
  );
  const barWidth = Math.max(narrowestBar, room - typeWidth);
  const column = (second: number) =>
    Math.round((second / Math.max(1, complete)) * barWidth);

  const bar = ({ start, end, critical }: Step) => {
    const from = Math.min(column(start), barWidth - 1);
    const length = Math.max(1, column(end) - from);
    return (' '.repeat(from) + (critical ? '█' : '░').repeat(length)).padEnd(
      barWidth,
    );
  };
  const lineOf = (step: Step) =>
    fit(
      [
        `${step.critical ? '*' : ' '}${String(step.start).padStart(6)}${String(
          step.end,
        ).padStart(7)}`,
        bar(step),
        fit(step.id, idWidth).padEnd(idWidth),
        fit(typeOf(step), typeWidth),
      ]
        .join(' ')
        .trimEnd(),
      width,
    );
  return [
    ` ${'start'.padStart(6)}${'end'.padStart(7)} seconds`,
    ...steps.flatMap(step => [
      step.critical ? emphasise(lineOf(step)) : lineOf(step),
      ...waitingLines(needs.get(step.id) ?? [], ends, width),
    ]),
  ];
}
