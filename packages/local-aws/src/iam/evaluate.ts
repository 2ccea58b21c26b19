import type { AccessRequest, ConditionValues } from './AccessRequest';
import { matchesWildcards } from './matchesWildcards';
import type { Conditions, PolicyStatement } from './PolicyStatement';

type Compare = (expected: string, value: string) => boolean;

/** ARNs match part by part: `*` does not match a colon before the resource. */
const matchesArn: Compare = (pattern, text) => {
  const split = (arn: string) => {
    const parts = arn.split(':');
    return [...parts.slice(0, 5), parts.slice(5).join(':')];
  };
  const parts = split(text);
  return split(pattern).every((each, index) =>
    matchesWildcards(each, parts[index] ?? ''),
  );
};

const equal: Compare = (expected, value) => expected === value;

/** Condition operators by name. Source: IAM User Guide, "IAM JSON policy elements: Condition operators". */
export const operators: Readonly<Record<string, Compare>> = {
  StringEquals: equal,
  StringLike: matchesWildcards,
  ArnEquals: matchesArn,
  ArnLike: matchesArn,
  Bool: (expected, value) => expected.toLowerCase() === value.toLowerCase(),
};

/** Condition operators that hold when none of the expected values matches, or the key is absent. */
export const negatedOperators: Readonly<Record<string, Compare>> = {
  StringNotEquals: equal,
  StringNotLike: matchesWildcards,
  ArnNotEquals: matchesArn,
  ArnNotLike: matchesArn,
};

const list = (value: string | readonly string[]): readonly string[] =>
  typeof value === 'string' ? [value] : value;

function holdsFor(
  name: string,
  expected: readonly string[],
  value: ConditionValues[string],
): boolean {
  const [, set, operator] =
    /^(?:(ForAllValues|ForAnyValue):)?(\w+)$/.exec(name) ?? [];
  const negated = negatedOperators[operator];
  const compare = negated ?? operators[operator];
  const fits = (each: string) =>
    expected.some(other => compare(other, each)) !== (negated !== undefined);
  if (value === undefined)
    return negated !== undefined || set === 'ForAllValues';
  return set === 'ForAllValues'
    ? list(value).every(fits)
    : list(value).some(fits);
}

/** Every operator and key must hold, each for one of its values. Names of keys have no case. */
function holds(
  conditions: Conditions | undefined,
  values: ReadonlyMap<string, ConditionValues[string]>,
): boolean {
  if (!conditions) return true;
  return Object.entries(conditions).every(([operator, expected]) =>
    Object.entries(expected).every(([key, each]) =>
      holdsFor(operator, list(each), values.get(key.toLowerCase())),
    ),
  );
}

/** The effect of statements on a request: an explicit denial, a permission, or nothing. */
export type Decision = 'denied' | 'allowed' | 'not-allowed';

/**
 * Statements in a form that finds those of an action at once.
 *
 * Source: IAM User Guide, "Policy evaluation logic".
 */
export class StatementIndex {
  private readonly byAction = new Map<string, readonly PolicyStatement[]>();

  constructor(private readonly statements: readonly PolicyStatement[]) {}

  decide(request: AccessRequest): Decision {
    const matching = this.matching(request);
    if (matching.some(({ Effect }) => Effect === 'Deny')) return 'denied';
    return matching.length > 0 ? 'allowed' : 'not-allowed';
  }

  /** The statements that apply to a request. */
  matching({ action, resource, keys }: AccessRequest): PolicyStatement[] {
    const values = new Map(
      Object.entries(keys).map(([key, value]) => [key.toLowerCase(), value]),
    );
    return this.of(action).filter(
      ({ Resource, Condition }) =>
        list(Resource).some(each => matchesWildcards(each, resource)) &&
        holds(Condition, values),
    );
  }

  private of(action: string): readonly PolicyStatement[] {
    const known = this.byAction.get(action);
    if (known) return known;
    const found = this.statements.filter(({ Action }) =>
      list(Action).some(each =>
        matchesWildcards(each.toLowerCase(), action.toLowerCase()),
      ),
    );
    this.byAction.set(action, found);
    return found;
  }
}
