import type { PropertyType } from '@aws-cdk/service-spec-types';
import { isKnownAfterApply } from '../template/Scope';
import { membersOf, type ResourceSchema } from './ResourceSchema';
import { violatedConstraints } from './violatedConstraints';

/** A mismatch between properties and their schema, with the message of CloudFormation's validator. */
export interface PropertyProblem {
  /** Path from the resource's properties, for example `['LoadBalancers', '0']`. */
  readonly path: readonly string[];
  /** For example `required key [Event] not found`. */
  readonly message: string;
}

/** In the validator's format: `#/LoadBalancers/0: required key [ContainerPort] not found`. */
export const describeProblem = ({ path, message }: PropertyProblem): string =>
  `${['#', ...path].join('/')}: ${message}`;

type Members = ResourceSchema['properties'];
type Path = readonly string[];

const DYNAMIC_REFERENCE = /\{\{resolve:/;

/** Not known yet, or a secret that only AWS resolves: neither can be checked. */
const isOpaque = (value: unknown): boolean =>
  isKnownAfterApply(value) ||
  (typeof value === 'string' && DYNAMIC_REFERENCE.test(value));

const kindOf = (value: unknown): string => {
  if (value === null) return 'Null';
  if (Array.isArray(value)) return 'JSONArray';
  if (typeof value === 'object') return 'JSONObject';
  return { string: 'String', number: 'Number', boolean: 'Boolean' }[
    typeof value as 'string' | 'number' | 'boolean'
  ];
};

const isStructure = (value: unknown): value is Record<string, unknown> =>
  kindOf(value) === 'JSONObject';

const mismatch = (path: Path, expected: string, value: unknown) => [
  { path, message: `expected type: ${expected}, found: ${kindOf(value)}` },
];

const isScalar = (value: unknown) =>
  ['String', 'Number', 'Boolean'].includes(kindOf(value));

const TAG: Members = {
  Key: { type: { type: 'string' }, required: true },
  Value: { type: { type: 'string' }, required: true },
};

function checkMembers(
  members: Members,
  value: Record<string, unknown>,
  path: Path,
): PropertyProblem[] {
  const extraneous = Object.keys(value)
    .filter(key => !(key in members))
    .map(key => ({
      path,
      message: `extraneous key [${key}] is not permitted`,
    }));
  const missing = Object.entries(members)
    .filter(([key, { required }]) => required && !(key in value))
    .map(([key]) => ({ path, message: `required key [${key}] not found` }));
  const nested = Object.entries(value)
    .filter(([key]) => key in members)
    .flatMap(([key, member]) => {
      const { type, previousTypes = [] } = members[key];
      return checkAny([type, ...previousTypes], member, [...path, key]);
    });
  return [...missing, ...extraneous, ...nested];
}

/** Valid if it matches one of the types; otherwise the problems of the first type are returned. */
function checkAny(
  types: readonly PropertyType[],
  value: unknown,
  path: Path,
): PropertyProblem[] {
  const attempts = types.map(type => check(type, value, path));
  return attempts.some(problems => problems.length === 0) ? [] : attempts[0];
}

/** CloudFormation turns `"5"` into `5` and `"true"` into `true` before it validates. */
function checkScalar(
  type: PropertyType,
  value: unknown,
  path: Path,
): PropertyProblem[] {
  const text = String(value);
  switch (type.type) {
    case 'boolean':
      return isScalar(value) && /^(true|false)$/i.test(text)
        ? []
        : mismatch(path, 'Boolean', value);
    case 'integer':
      if (!isScalar(value) || !/^-?\d+$/.test(text)) {
        return mismatch(path, 'Integer', value);
      }
      break;
    case 'number':
      return isScalar(value) && text !== '' && Number.isFinite(Number(text))
        ? []
        : mismatch(path, 'Number', value);
    default:
      if (!isScalar(value)) return mismatch(path, 'String', value);
  }
  const allowed =
    'allowedValues' in type ? type.allowedValues?.map(String) : undefined;
  return !allowed || allowed.includes(text)
    ? []
    : [
        {
          path,
          message: `${text} is not a valid enum value. Supported values: [${allowed.join(
            ', ',
          )}]`,
        },
      ];
}

function check(
  type: PropertyType,
  value: unknown,
  path: Path,
): PropertyProblem[] {
  if (isOpaque(value)) return [];
  switch (type.type) {
    case 'json':
      return [];
    case 'ref':
      return isStructure(value)
        ? checkMembers(membersOf(type) ?? {}, value, path)
        : mismatch(path, 'JSONObject', value);
    case 'tag':
      return isStructure(value)
        ? checkMembers(TAG, value, path)
        : mismatch(path, 'JSONObject', value);
    case 'array':
      return Array.isArray(value)
        ? value.flatMap((item, index) =>
            check(type.element, item, [...path, String(index)]),
          )
        : mismatch(path, 'JSONArray', value);
    case 'map':
      return isStructure(value)
        ? Object.entries(value).flatMap(([key, item]) =>
            check(type.element, item, [...path, key]),
          )
        : mismatch(path, 'JSONObject', value);
    case 'union':
      return checkAny(type.types, value, path);
    default:
      return checkScalar(type, value, path);
  }
}

/** Values whose type is right, but not their pattern, length or range. */
function checkConstraints(
  type: string,
  value: unknown,
  path: Path,
): PropertyProblem[] {
  if (isOpaque(value)) return [];
  const own = violatedConstraints(type, path, value).map(message => ({
    path,
    message,
  }));
  const members =
    typeof value === 'object' && value !== null ? Object.entries(value) : [];
  return [
    ...own,
    ...members.flatMap(([key, member]) =>
      checkConstraints(type, member, [...path, key]),
    ),
  ];
}

/** Every mismatch between the properties and their schema; empty if they match. */
export function checkProperties(
  schema: ResourceSchema,
  properties: Record<string, unknown>,
): PropertyProblem[] {
  const mismatches = checkMembers(schema.properties, properties, []);
  return mismatches.length > 0
    ? mismatches
    : checkConstraints(schema.type, properties, []);
}
