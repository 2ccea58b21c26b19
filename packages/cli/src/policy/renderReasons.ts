import type { ReasonedStatement } from './combineGrants';

const list = (values: string | readonly string[]) =>
  [values]
    .flat()
    .map(value => `\`${value}\``)
    .join('<br>');

/** A Markdown table of every statement: actions, resources, why these resources, and what needs the actions. */
export function renderReasons(
  statements: readonly ReasonedStatement[],
): string[] {
  return [
    '| statement | why these resources | needed by | actions | resources |',
    '| --- | --- | --- | --- | --- |',
    ...statements.map(
      ({ statement: { Sid, Action, Resource, Condition }, scope, neededBy }) =>
        `| ${[
          Sid,
          scope +
            (Condition
              ? `; if \`${JSON.stringify(Condition).replaceAll('|', '\\|')}\``
              : ''),
          neededBy.join(', '),
          list(Action),
          list(Resource),
        ].join(' | ')} |`,
    ),
  ];
}
