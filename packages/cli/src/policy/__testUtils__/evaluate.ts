import { matchesWildcards } from '../matchesWildcards';

/** A statement of an identity policy, a boundary or a trust policy. */
export interface PolicyStatement {
  Sid?: string;
  Effect: 'Allow' | 'Deny';
  Principal?: Record<string, string>;
  Action: string | string[];
  /** Trust policies have none. */
  Resource?: string | string[];
  Condition?: Record<string, Record<string, string | string[]>>;
}

/** A call as IAM authorizes it. */
export interface Call {
  action: string;
  resource: string;
  /** Condition keys of the request; a key that is missing is absent from the request. */
  keys?: Readonly<Record<string, string | undefined>>;
}

/** ARNs match part by part: `*` does not match a colon. */
function matchesArn(pattern: string, text: string): boolean {
  const split = (arn: string) => {
    const parts = arn.split(':');
    return [...parts.slice(0, 5), parts.slice(5).join(':')];
  };
  const parts = split(text);
  return split(pattern).every((each, index) =>
    matchesWildcards(each, parts[index]),
  );
}

const operators: Readonly<
  Record<string, (expected: string, value: string) => boolean>
> = {
  StringEquals: (expected, value) => expected === value,
  StringLike: matchesWildcards,
  ArnEquals: matchesArn,
  ArnLike: matchesArn,
  Bool: (expected, value) => expected === value,
};

/** Every operator and key must hold, each for one of its values. A key that is absent never holds. */
const holds = (
  condition: PolicyStatement['Condition'],
  keys: Call['keys'] = {},
): boolean =>
  Object.entries(condition ?? {}).every(([operator, expected]) => {
    const compare = operators[operator];
    if (!compare) throw new Error(`The evaluator lacks ${operator}.`);
    return Object.entries(expected).every(([key, values]) => {
      const value = keys[key];
      return (
        value !== undefined &&
        [values].flat().some(each => compare(each, value))
      );
    });
  });

/**
 * Whether statements allow a call: one allows it and none denies it. IAM matches actions without regard to case.
 *
 * Source: IAM User Guide, "Policy evaluation logic" and "IAM JSON policy elements".
 */
export function allows(
  statements: readonly PolicyStatement[],
  { action, resource, keys }: Call,
): boolean {
  const matching = statements.filter(
    ({ Action, Resource, Condition }) =>
      [Action]
        .flat()
        .some(each =>
          matchesWildcards(each.toLowerCase(), action.toLowerCase()),
        ) &&
      [Resource ?? '*']
        .flat()
        .some(pattern => matchesWildcards(pattern, resource)) &&
      holds(Condition, keys),
  );
  return (
    matching.some(({ Effect }) => Effect === 'Allow') &&
    matching.every(({ Effect }) => Effect === 'Allow')
  );
}
