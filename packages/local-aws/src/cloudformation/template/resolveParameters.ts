import { validationError } from './validationError';
import type { ParameterDefinition, Template } from './Template';

/** A parameter in the request. */
export interface GivenParameter {
  readonly key: string;
  readonly value?: string;
  readonly usePrevious: boolean;
}

/** A parameter as the stack stores it. */
interface ParameterValue {
  /** The given value, or the default. */
  readonly text: string;
  /** What `Ref` returns: a list for list types, the Parameter Store value for SSM types. */
  readonly value: string | string[];
  /** The Parameter Store value, for SSM types only. */
  readonly resolved?: string;
  readonly noEcho: boolean;
}

export type ParameterValues = Readonly<Record<string, ParameterValue>>;

const isList = (type: string) =>
  type === 'CommaDelimitedList' ||
  /(^|<)List</.test(type) ||
  /<CommaDelimitedList>/.test(type);

const commaSeparated = (text: string) =>
  text === '' ? [] : text.split(',').map(item => item.trim());

function complaintAbout(
  name: string,
  definition: ParameterDefinition,
  text: string,
): string | undefined {
  const items = isList(definition.type) ? commaSeparated(text) : [text];
  const isNumber = /Number/.test(definition.type);
  if (
    isNumber &&
    items.some(item => item === '' || Number.isNaN(Number(item)))
  ) {
    return `Parameter '${name}' must be a number`;
  }
  const {
    allowedValues,
    allowedPattern,
    constraintDescription,
    minLength = 0,
    maxLength = Infinity,
    minValue = -Infinity,
    maxValue = Infinity,
  } = definition;
  const failed = (otherwise: string) =>
    constraintDescription === undefined
      ? otherwise
      : `Parameter ${name} failed to satisfy constraint: ${constraintDescription}`;
  if (allowedValues && items.some(item => !allowedValues.includes(item))) {
    return failed(`Parameter '${name}' must be one of AllowedValues`);
  }
  if (
    allowedPattern !== undefined &&
    items.some(item => !new RegExp(`^(?:${allowedPattern})$`).test(item))
  ) {
    return failed(`Parameter '${name}' must match pattern ${allowedPattern}`);
  }
  if (text.length < minLength) {
    return failed(
      `Parameter '${name}' must contain at least ${minLength} characters`,
    );
  }
  if (text.length > maxLength) {
    return failed(
      `Parameter '${name}' must contain at most ${maxLength} characters`,
    );
  }
  if (isNumber && items.some(item => Number(item) < minValue)) {
    return failed(
      `Parameter '${name}' must be a number not less than ${minValue}`,
    );
  }
  if (isNumber && items.some(item => Number(item) > maxValue)) {
    return failed(
      `Parameter '${name}' must be a number not greater than ${maxValue}`,
    );
  }
  return undefined;
}

/**
 * Resolves every declared parameter: the given value, the previous one on request, else the default.
 *
 * @param fromStore - looks a name up in Parameter Store, for types `AWS::SSM::Parameter::Value<…>`.
 * @throws AwsError `ValidationError` with CloudFormation's message for the first error.
 */
export function resolveParameters(
  template: Pick<Template, 'parameters'>,
  given: readonly GivenParameter[],
  previous: ParameterValues | undefined,
  fromStore: (name: string) => string | undefined,
): ParameterValues {
  const unknown = given.filter(({ key }) => !(key in template.parameters));
  if (unknown.length > 0) {
    throw validationError(
      `Parameters: [${unknown
        .map(({ key }) => key)
        .join(', ')}] do not exist in the template`,
    );
  }
  const texts = Object.entries(template.parameters).map(
    ([name, definition]): [string, string | undefined] => {
      const parameter = given.find(({ key }) => key === name);
      if (parameter?.usePrevious) return [name, previous?.[name]?.text];
      return [name, parameter?.value ?? definition.default];
    },
  );
  const missing = texts.filter(([, text]) => text === undefined);
  if (missing.length > 0) {
    throw validationError(
      `Parameters: [${missing
        .map(([name]) => name)
        .join(', ')}] must have values`,
    );
  }
  return Object.fromEntries(
    texts.map(([name, written]) => {
      const text = written as string;
      const definition = template.parameters[name];
      const complaint = complaintAbout(name, definition, text);
      if (complaint !== undefined) throw validationError(complaint);
      const isStored = definition.type.startsWith(
        'AWS::SSM::Parameter::Value<',
      );
      const resolved = isStored ? fromStore(text) : undefined;
      if (isStored && resolved === undefined) {
        throw validationError(
          `Unable to fetch parameters [${text}] from parameter store for this account.`,
        );
      }
      const effective = resolved ?? text;
      return [
        name,
        {
          text,
          value: isList(definition.type)
            ? commaSeparated(effective)
            : effective,
          resolved,
          noEcho: definition.noEcho,
        },
      ];
    }),
  );
}
