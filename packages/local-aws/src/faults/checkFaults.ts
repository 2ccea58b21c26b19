import { z } from 'zod/v4';
import { type Fault, faultKinds } from './faultKinds';

/**
 * A problem in submitted faults.
 *
 * @public
 */
export interface FaultProblem {
  /** Path in the document: `['faults', 0, 'percent']`. */
  readonly path: readonly (string | number)[];
  readonly message: string;
}

/** `faults[0].percent: must be at most 100` */
export const describeFaultProblem = ({ path, message }: FaultProblem): string =>
  `${path
    .map((part, index) => {
      if (typeof part === 'number') return `[${part}]`;
      return index === 0 ? part : `.${part}`;
    })
    .join('')}: ${message}`;

/**
 * The submitted faults are invalid; none of them was added.
 *
 * @public
 */
export class FaultsRefused extends Error {
  constructor(readonly problems: readonly FaultProblem[]) {
    super(problems.map(describeFaultProblem).join('\n'));
    this.name = 'FaultsRefused';
  }
}

type Issue = z.core.$ZodIssue;

function describe(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.message.endsWith('received undefined')
        ? `is missing; it must be of type ${issue.expected}`
        : `must be of type ${issue.expected}`;
    case 'invalid_value':
      return `must be one of ${issue.values.join(', ')}`;
    case 'too_big':
      return `must be at most ${issue.maximum}`;
    case 'too_small':
      if (issue.origin === 'string') return 'must not be empty';
      if (issue.origin === 'array') return 'must not be an empty list';
      return `must be ${issue.inclusive ? 'at least' : 'more than'} ${
        issue.minimum
      }`;
    default:
      return issue.message;
  }
}

function problemsOf(issue: Issue, kind: string, fields: string[]) {
  return issue.code === 'unrecognized_keys'
    ? issue.keys.map(key => ({
        path: [...issue.path, key],
        message: `${kind} has no such field; it has ${fields.join(', ')}`,
      }))
    : [{ path: issue.path, message: describe(issue) }];
}

const within = (
  problem: { path: PropertyKey[]; message: string },
  index: number,
) => ({
  path: [
    'faults',
    index,
    ...problem.path.map(part =>
      typeof part === 'number' ? part : String(part),
    ),
  ],
  message: problem.message,
});

function checkFault(value: unknown, index: number): FaultProblem[] {
  const parsed = z.looseObject({}).safeParse(value);
  if (!parsed.success) {
    return [{ path: ['faults', index], message: 'must be an object' }];
  }
  const kind = faultKinds.find(({ name }) => name === parsed.data.kind);
  if (!kind) {
    return [
      {
        path: ['faults', index, 'kind'],
        message: `must be one of ${faultKinds
          .map(({ name }) => name)
          .join(', ')}`,
      },
    ];
  }
  const { error } = kind.schema.safeParse(value);
  const fields = Object.keys(kind.schema.shape);
  const problems = (error?.issues ?? []).flatMap(issue =>
    problemsOf(issue, kind.name, fields).map(each => within(each, index)),
  );
  const { from, until } = parsed.data;
  return typeof from === 'number' && typeof until === 'number' && until <= from
    ? [
        ...problems,
        { path: ['faults', index, 'until'], message: 'must be after from' },
      ]
    : problems;
}

/** Duplicate ids, or ids already in use. */
function checkIds(faults: readonly unknown[], taken: ReadonlySet<string>) {
  const ids = new Set(taken);
  return faults.flatMap((fault, index): FaultProblem[] => {
    const id = z.object({ id: z.string() }).safeParse(fault).data?.id;
    if (id === undefined) return [];
    if (!ids.has(id)) {
      ids.add(id);
      return [];
    }
    return [
      {
        path: ['faults', index, 'id'],
        message: `there is a fault ${id} already; choose another id, or remove that one first`,
      },
    ];
  });
}

/**
 * Parses faults from a document `{ faults: [...] }`.
 *
 * @param taken ids already in use
 * @throws FaultsRefused with every problem in it
 */
export function checkFaults(
  document: unknown,
  taken: ReadonlySet<string> = new Set(),
): Fault[] {
  const whole = z
    .strictObject({ faults: z.array(z.unknown()) })
    .safeParse(document);
  if (!whole.success) {
    throw new FaultsRefused([
      { path: ['faults'], message: 'must be a list, and all there is' },
    ]);
  }
  const { faults } = whole.data;
  const problems = [...faults.flatMap(checkFault), ...checkIds(faults, taken)];
  if (problems.length > 0) throw new FaultsRefused(problems);
  return faults as Fault[];
}
