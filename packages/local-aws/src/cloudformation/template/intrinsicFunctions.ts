import { validationError } from './validationError';
import { availabilityZones } from '../../world/availabilityZones';
import { cidrBlocks } from './cidr';
import { splitAttribute, SUBSTITUTION } from './references';
import { isKnownAfterApply, KNOWN_AFTER_APPLY, type Scope } from './Scope';
import { isObject, type Json } from './Template';

type Evaluate = (value: Json, scope: Scope) => unknown;
type IntrinsicFunction = (
  argument: Json,
  scope: Scope,
  evaluate: Evaluate,
) => unknown;

const templateError = (message: string) =>
  validationError(`Template error: ${message}`);

const list = (argument: Json, length: number, complaint: string): Json[] => {
  if (!Array.isArray(argument) || argument.length < length) {
    throw templateError(complaint);
  }
  return argument;
};

/** A number as CloudFormation reads it; none for `AWS::NoValue`, which is a symbol. */
const numberOf = (value: unknown): number =>
  typeof value === 'symbol' ? NaN : Number(value);

/** A value in a message. */
const shown = (value: unknown): string =>
  typeof value === 'symbol' ? value.description ?? '' : String(value);

function ref(name: string, scope: Scope): unknown {
  return name in scope.parameters ? scope.parameters[name] : scope.ref(name);
}

const join: IntrinsicFunction = (argument, scope, evaluate) => {
  const complaint =
    'every Fn::Join object requires two parameters, (1) a string delimiter and (2) a list of strings to be joined or a function that returns a list of strings (such as Fn::GetAZs) to be joined.';
  const [delimiter, items] = list(argument, 2, complaint);
  const values = evaluate(items, scope);
  if (typeof delimiter !== 'string') throw templateError(complaint);
  if (isKnownAfterApply(values)) return KNOWN_AFTER_APPLY;
  if (!Array.isArray(values)) throw templateError(complaint);
  return values.map(String).join(delimiter);
};

const split: IntrinsicFunction = (argument, scope, evaluate) => {
  const complaint =
    'every Fn::Split object requires two parameters, (1) a string delimiter and (2) a string to be split or a function that returns a string to be split.';
  const [delimiter, source] = list(argument, 2, complaint);
  const text = evaluate(source, scope);
  if (isKnownAfterApply(text)) return KNOWN_AFTER_APPLY;
  if (typeof delimiter !== 'string' || typeof text !== 'string') {
    throw templateError(complaint);
  }
  return text.split(delimiter);
};

const select: IntrinsicFunction = (argument, scope, evaluate) => {
  const [position, items] = list(
    argument,
    2,
    'Fn::Select requires a list argument with two elements: an integer index and a list',
  );
  const index = numberOf(evaluate(position, scope));
  const values = evaluate(items, scope);
  if (isKnownAfterApply(values)) return KNOWN_AFTER_APPLY;
  if (!Array.isArray(values)) {
    throw templateError(
      'Fn::Select requires a list argument with a valid index',
    );
  }
  if (values[index] === undefined) {
    throw templateError(
      `Fn::Select cannot select nonexistent value at index ${index}`,
    );
  }
  return values[index];
};

const substitute: IntrinsicFunction = (argument, scope, evaluate) => {
  const [text, variables]: Json[] = Array.isArray(argument)
    ? argument
    : [argument, {}];
  if (typeof text !== 'string' || !isObject(variables)) {
    throw templateError(
      'One or more Fn::Sub intrinsic functions don’t specify expected arguments. Specify a string as first argument, and an optional second argument to specify a mapping of values to replace in the string',
    );
  }
  return text
    .replace(SUBSTITUTION, (_, written: string) => {
      const name = written.trim();
      if (name in variables) return String(evaluate(variables[name], scope));
      const dot = name.indexOf('.');
      const value =
        dot < 0
          ? ref(name, scope)
          : scope.attribute(name.slice(0, dot), name.slice(dot + 1));
      return String(value);
    })
    .replace(/\$\{!([^}]*)\}/g, '${$1}');
};

const findInMap: IntrinsicFunction = (argument, scope, evaluate) => {
  const [map, top, second] = list(
    argument,
    3,
    'every Fn::FindInMap object requires three parameters, the map name, map key and the attribute for return value',
  ).map(item => evaluate(item, scope));
  const entries = scope.mappings[String(map)];
  const row = isObject(entries) ? entries[String(top)] : undefined;
  const value = isObject(row) ? row[String(second)] : undefined;
  if (value === undefined) {
    throw templateError(
      `Unable to get mapping for ${[map, top, second].map(shown).join('::')}`,
    );
  }
  return value;
};

const choose: IntrinsicFunction = (argument, scope, evaluate) => {
  const complaint =
    'Fn::If requires a list argument with three elements: a condition name and two values';
  const [condition, whenTrue, whenFalse] = list(argument, 3, complaint);
  if (typeof condition !== 'string') throw templateError(complaint);
  if (!(condition in scope.conditions)) {
    throw templateError(
      `unresolved condition dependency ${condition} in Fn::If`,
    );
  }
  return evaluate(scope.conditions[condition] ? whenTrue : whenFalse, scope);
};

const getAttribute: IntrinsicFunction = (argument, scope, evaluate) => {
  const parts = splitAttribute(argument);
  if (!parts) {
    throw templateError(
      'every Fn::GetAtt object requires two non-empty parameters, the resource name and the resource attribute',
    );
  }
  const [target, attribute] = parts;
  return scope.attribute(target, String(evaluate(attribute, scope)));
};

const cidr: IntrinsicFunction = (argument, scope, evaluate) => {
  const values = list(
    argument,
    2,
    'Fn::Cidr object must have between 2 and 3 arguments',
  ).map(item => evaluate(item, scope));
  if (isKnownAfterApply(values)) return KNOWN_AFTER_APPLY;
  const [block, count, bits] = values;
  return cidrBlocks(
    String(block),
    numberOf(count),
    bits === undefined ? undefined : numberOf(bits),
  );
};

/** The functions allowed in resource properties and outputs; for conditions see `evaluateConditions`. */
export const FUNCTIONS: Readonly<Record<string, IntrinsicFunction>> = {
  Ref: (argument, scope) => ref(String(argument), scope),
  'Fn::Base64': (argument, scope, evaluate) =>
    Buffer.from(String(evaluate(argument, scope)), 'utf8').toString('base64'),
  'Fn::Cidr': cidr,
  'Fn::FindInMap': findInMap,
  'Fn::GetAtt': getAttribute,
  'Fn::GetAZs': (argument, scope, evaluate) =>
    availabilityZones(String(evaluate(argument, scope) || scope.region)),
  'Fn::If': choose,
  'Fn::ImportValue': (argument, scope, evaluate) =>
    scope.importValue(String(evaluate(argument, scope))),
  'Fn::Join': join,
  'Fn::Select': select,
  'Fn::Split': split,
  'Fn::Sub': substitute,
};

export const SUPPORTED = Object.keys(FUNCTIONS).sort().join(', ');
