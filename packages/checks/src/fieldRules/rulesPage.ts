import {
  fieldChanges,
  storeStates,
} from '@streamflix/backstage-plugin-streamflix-common';
import { format } from 'prettier';
import { code, section, table } from '../blueprintPages/markdown';
import { fieldRules } from './fieldRules';

const kinds: readonly (readonly [kind: string, meaning: string])[] = [
  ['identifies', 'another value is another environment'],
  [
    'in place',
    'nothing is replaced that holds data, nor anything that users address',
  ],
  ['parts', 'parts without data are added, removed or replaced'],
  [
    'data',
    'a store may be removed or replaced with what it holds; the plan names it, and asks',
  ],
  [
    'limits',
    'in place, in one direction or within limits; anything else is refused',
  ],
  ['never', 'refused'],
];

const cited = ({ source, mark }: { source: string; mark: string }) =>
  mark === 'platform' || mark === 'documented' ? source : `${source} (${mark})`;

/** A table for each section of the request, with the names of its values as in the section: long names leave no width for the rule. */
function bySection<Row>(
  rows: readonly (readonly [path: string, row: Row])[],
  header: readonly string[],
  cells: (row: Row) => string[],
): string[] {
  const sectionOf = (path: string) =>
    path.includes('.') ? path.slice(0, path.indexOf('.')) : '';
  const sections = [...new Set(rows.map(([path]) => sectionOf(path)))];
  return sections.flatMap(name => [
    name ? `### ${name}` : '',
    table(
      header,
      rows
        .filter(([path]) => sectionOf(path) === name)
        .map(([path, row]) => [
          name ? path.slice(name.length + 1) : path,
          ...cells(row),
        ]),
    ),
  ]);
}

/** In a column of its own, a source leaves no width for the rule: TechDocs shows about 80 characters. */
const withSource = (text: string, rule: { source: string; mark: string }) =>
  `${text}<br>Source: ${cited(rule)}`;

const conditions = ({
  perDay,
  refusedIn,
  store,
}: {
  perDay?: number;
  refusedIn?: readonly string[];
  store?: string;
}) =>
  [
    perDay ? ` At most ${perDay} times in 24 hours.` : '',
    refusedIn ? ` Not in the state ${refusedIn.map(code).join(', ')}.` : '',
    store ? ` Not in some states of the ${store}, see below.` : '',
  ].join('');

/** Writes docs/environment-rules.md from the two tables of the fields of the request. */
export const rulesPage = (): string =>
  format(
    [
      '<!-- Written by `yarn docs:rules`, from the tables of the rules and of the changes. -->',
      '# Rules of the environment values',
      'For readers who need to know what AWS accepts. Tests compare the first table with the plan and with AWS’s own validator, and the second with the plan, with what the schemas of the resources replace, and with what local AWS refuses. A source is a page of AWS; `platform` is a choice of this platform. What could only be read in public reports, or is assumed, says so.',
      section(
        'What a value must satisfy',
        ...bySection(Object.entries(fieldRules), ['value', 'rule'], rule => [
          withSource(rule.rule, rule),
        ]),
      ),
      section(
        'What may change',
        table(
          ['kind', 'meaning'],
          kinds.map(each => [...each]),
        ),
        ...bySection(
          Object.entries(fieldChanges),
          ['value', 'kind', 'rule'],
          change => [
            change.kind,
            withSource(`${change.rule}${conditions(change)}`, change),
          ],
        ),
      ),
      section(
        'When a store can change',
        'AWS refuses every change of a store in these states, so the plan refuses it before.',
        table(
          ['store', 'states'],
          Object.entries(storeStates).map(([store, states]) => [
            store,
            withSource(states.refusedIn.map(code).join(', '), states),
          ]),
        ),
      ),
    ].join('\n\n'),
    {
      parser: 'markdown',
      singleQuote: true,
      trailingComma: 'all',
      arrowParens: 'avoid',
    },
  );
