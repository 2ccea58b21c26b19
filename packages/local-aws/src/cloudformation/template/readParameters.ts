import { text } from './readSections';
import {
  isObject,
  type Json,
  type JsonObject,
  type ParameterDefinition,
} from './Template';
import { formatError, validationError } from './validationError';

const number = (value: Json | undefined) =>
  value === undefined || value === null ? undefined : Number(value);

/** Source: "Parameters section template reference". */
const PARAMETER_TYPE =
  /^(String|Number|CommaDelimitedList|List<(Number|AWS::[\w:]+)>|AWS::SSM::Parameter::(Name|Value<[\w:<>]+>)|AWS::(EC2|Route53)::[\w:]+)$/;

const PARAMETER_MEMBERS = [
  'Type',
  'Default',
  'NoEcho',
  'Description',
  'AllowedValues',
  'AllowedPattern',
  'ConstraintDescription',
  'MinLength',
  'MaxLength',
  'MinValue',
  'MaxValue',
];

export function readParameters(
  section: JsonObject,
): Record<string, ParameterDefinition> {
  return Object.fromEntries(
    Object.entries(section).map(([name, value]) => {
      if (!/^[A-Za-z0-9]{1,255}$/.test(name)) {
        throw formatError(`Parameter name ${name} is non alphanumeric.`);
      }
      if (!isObject(value) || typeof value.Type !== 'string') {
        throw formatError(
          `Template parameter ${name} must have a Type member.`,
        );
      }
      if (!PARAMETER_TYPE.test(value.Type)) {
        throw formatError(`Unrecognized parameter type: ${value.Type}`);
      }
      const unknown = Object.keys(value).filter(
        key => !PARAMETER_MEMBERS.includes(key),
      );
      if (unknown.length > 0) {
        throw validationError(
          `Invalid template parameter property '${unknown.join("', '")}'`,
        );
      }
      const allowed = value.AllowedValues;
      return [
        name,
        {
          type: value.Type,
          default: text(value.Default),
          noEcho: String(value.NoEcho) === 'true',
          description: text(value.Description),
          allowedValues: Array.isArray(allowed)
            ? allowed.map(String)
            : undefined,
          allowedPattern: text(value.AllowedPattern),
          constraintDescription: text(value.ConstraintDescription),
          minLength: number(value.MinLength),
          maxLength: number(value.MaxLength),
          minValue: number(value.MinValue),
          maxValue: number(value.MaxValue),
        },
      ];
    }),
  );
}
