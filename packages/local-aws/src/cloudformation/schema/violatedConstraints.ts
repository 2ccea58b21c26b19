import { types } from './schemaConstraints.json';

/** What a registry schema requires of a value, beyond its type. */
export interface Constraints {
  readonly pattern?: string;
  readonly enum?: readonly unknown[];
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly uniqueItems?: boolean;
}

const all: Readonly<Record<string, Readonly<Record<string, Constraints>>>> =
  types;

const expressions = new Map<string, RegExp>();

function matches(pattern: string, text: string): boolean {
  const expression = expressions.get(pattern) ?? new RegExp(pattern, 'u');
  expressions.set(pattern, expression);
  return expression.test(text);
}

const isText = (value: unknown): value is string => typeof value === 'string';

function violationsOfList(value: readonly unknown[], rules: Constraints) {
  const { minItems = 0, maxItems = Infinity } = rules;
  const { length } = value;
  const distinct = new Set(value.map(item => JSON.stringify(item))).size;
  return [
    length < minItems &&
      `expected minimum item count: ${minItems}, found: ${length}`,
    length > maxItems &&
      `expected maximum item count: ${maxItems}, found: ${length}`,
    rules.uniqueItems && distinct < length && 'array items are not unique',
  ];
}

function violationsOfText(text: string, rules: Constraints) {
  const { minLength = 0, maxLength = Infinity, pattern } = rules;
  const { length } = [...text];
  return [
    length < minLength && `expected minLength: ${minLength}, actual: ${length}`,
    length > maxLength && `expected maxLength: ${maxLength}, actual: ${length}`,
    pattern !== undefined &&
      !matches(pattern, text) &&
      `string [${text}] does not match pattern ${pattern}`,
  ];
}

function violationsOfNumber(
  number: number,
  { minimum = -Infinity, maximum = Infinity }: Constraints,
) {
  return [
    number < minimum && `${number} is not greater or equal to ${minimum}`,
    number > maximum && `${number} is not less or equal to ${maximum}`,
  ];
}

/**
 * The messages of CloudFormation's validator for a value of the right type.
 *
 * @param path - from the resource's properties
 */
export function violatedConstraints(
  type: string,
  path: readonly string[],
  value: unknown,
): string[] {
  const key = path.map(part => (/^\d+$/.test(part) ? '*' : part)).join('/');
  const rules = all[type]?.[key];
  if (!rules) return [];
  if (Array.isArray(value)) {
    return violationsOfList(value, rules).filter(isText);
  }
  if (typeof value === 'object' || value === undefined) return [];
  const text = String(value);
  const allowed = rules.enum?.map(String);
  if (allowed && !allowed.includes(text)) {
    return [
      `${text} is not a valid enum value. Supported values: [${allowed.join(
        ', ',
      )}]`,
    ];
  }
  const isBounded = rules.minimum !== undefined || rules.maximum !== undefined;
  return [
    ...violationsOfText(text, rules),
    ...(isBounded ? violationsOfNumber(Number(text), rules) : []),
  ].filter(isText);
}
