import { evaluate } from './evaluate';
import { asFunction } from './references';
import type { Scope } from './Scope';
import { isObject, type Json, type Template } from './Template';
import { validationError } from './validationError';

/** The functions that only rules have, besides those of conditions. */
const FUNCTIONS = [
  'Fn::And',
  'Fn::Contains',
  'Fn::EachMemberEquals',
  'Fn::EachMemberIn',
  'Fn::Equals',
  'Fn::Not',
  'Fn::Or',
];

/** What the account knows of a parameter's value, such as the range of a VPC; local AWS does not. */
const needsAccount = (value: Json): boolean =>
  Array.isArray(value)
    ? value.some(needsAccount)
    : isObject(value) &&
      Object.entries(value).some(
        ([name, item]) =>
          /^Fn::(RefAll|ValueOf|ValueOfAll)$/.test(name) || needsAccount(item),
      );

const texts = (value: unknown): string[] =>
  (Array.isArray(value) ? value : [value]).map(String);

/** Whether a rule function holds. */
function holds(expression: Json, scope: Scope): boolean {
  const { name, argument } = asFunction(expression) ?? {
    name: '',
    argument: null,
  };
  if (!FUNCTIONS.includes(name) || !Array.isArray(argument)) {
    throw validationError(
      `Template validation error: Template error: every assertion and rule condition must be one of ${FUNCTIONS.join(
        ', ',
      )} with a list`,
    );
  }
  switch (name) {
    case 'Fn::And':
      return argument.every(each => holds(each, scope));
    case 'Fn::Or':
      return argument.some(each => holds(each, scope));
    case 'Fn::Not':
      return !holds(argument[0], scope);
    default: {
      const [left = [], right = []] = argument.map(each =>
        texts(evaluate(each, scope)),
      );
      if (name === 'Fn::Equals') return left.join() === right.join();
      if (name === 'Fn::Contains') return left.includes(right.join());
      if (name === 'Fn::EachMemberEquals') {
        return left.every(each => each === right.join());
      }
      return left.every(each => right.includes(each));
    }
  }
}

/**
 * Checks the parameters against the template's rules.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/rules-section-structure.html
 * @throws AwsError `ValidationError` with the description of the first assertion that does not hold; its wording is assumed.
 */
export function checkRules(
  template: Pick<Template, 'rules' | 'mappings'>,
  region: string,
  parameters: Readonly<Record<string, unknown>>,
): void {
  const resourcesAreUnknown = (name: string): never => {
    throw validationError(
      `Template format error: Unresolved dependencies [${name}]. Cannot reference resources in the Rules block of the template`,
    );
  };
  const scope: Scope = {
    region,
    mappings: template.mappings,
    parameters,
    conditions: {},
    ref: resourcesAreUnknown,
    attribute: resourcesAreUnknown,
    importValue: resourcesAreUnknown,
  };
  for (const [name, { condition, assertions }] of Object.entries(
    template.rules,
  )) {
    const applies =
      condition === undefined ||
      (!needsAccount(condition) && holds(condition, scope));
    const broken = applies
      ? assertions.find(
          ({ assert }) => !needsAccount(assert) && !holds(assert, scope),
        )
      : undefined;
    if (broken) {
      throw validationError(
        `Template validation error: Rule ${name} failed: ${
          broken.description ?? 'an assertion does not hold'
        }`,
      );
    }
  }
}
