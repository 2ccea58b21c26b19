import { validationError } from './validationError';
import { evaluate } from './evaluate';
import { asFunction } from './references';
import type { Scope } from './Scope';
import type { Json, Template } from './Template';

type Outcome = Record<string, boolean>;

const operands = (
  name: string,
  argument: Json,
  least: number,
  most: number,
) => {
  if (
    !Array.isArray(argument) ||
    argument.length < least ||
    argument.length > most
  ) {
    throw validationError(
      `Template error: every ${name} object requires a list of ${
        least === most ? least : `at least ${least} and at most ${most}`
      } ${name === 'Fn::Equals' ? 'string parameters' : 'boolean parameters'}.`,
    );
  }
  return argument;
};

/** Parameters are strings, so CloudFormation treats `true` and `"true"` as equal. */
const comparable = (value: unknown): string =>
  typeof value === 'object' ? JSON.stringify(value) : String(value);

/**
 * Evaluates the template's conditions from its parameters.
 *
 * @throws AwsError `ValidationError` for an unknown or circular condition or a function not allowed in conditions.
 * @public
 */
export function evaluateConditions(
  template: Pick<Template, 'conditions' | 'mappings'>,
  region: string,
  parameters: Readonly<Record<string, unknown>>,
): Outcome {
  const outcome: Outcome = {};
  const pending = new Set<string>();

  const resourcesAreUnknown = (name: string): never => {
    throw validationError(
      `Template format error: Unresolved dependencies [${name}]. Cannot reference resources in the Conditions block of the template`,
    );
  };
  const scope: Scope = {
    region,
    mappings: template.mappings,
    parameters,
    conditions: outcome,
    ref: resourcesAreUnknown,
    attribute: resourcesAreUnknown,
    importValue: resourcesAreUnknown,
  };

  function named(name: string): boolean {
    if (name in outcome) return outcome[name];
    if (!(name in template.conditions)) {
      throw validationError(
        `Template format error: Unresolved condition dependency ${name} in the Conditions block of the template`,
      );
    }
    if (pending.has(name)) {
      throw validationError(
        `Template error: Found circular condition dependency with ${name}`,
      );
    }
    pending.add(name);
    outcome[name] = holds(template.conditions[name]);
    pending.delete(name);
    return outcome[name];
  }

  function holds(condition: Json): boolean {
    const { name, argument } = asFunction(condition) ?? {
      name: '',
      argument: null,
    };
    switch (name) {
      case 'Condition':
        return named(String(argument));
      case 'Fn::And':
        return operands(name, argument, 2, 10).every(holds);
      case 'Fn::Or':
        return operands(name, argument, 2, 10).some(holds);
      case 'Fn::Not':
        return !holds(operands(name, argument, 1, 1)[0]);
      case 'Fn::Equals': {
        const [left, right] = operands(name, argument, 2, 2).map(operand =>
          comparable(evaluate(operand, scope)),
        );
        return left === right;
      }
      default:
        throw validationError(
          `Template validation error: Template error: Every Conditions member must be a string or one of Fn::And, Fn::Equals, Fn::Not, Fn::Or`,
        );
    }
  }

  for (const name of Object.keys(template.conditions)) named(name);
  return outcome;
}
