import type { PropertyType } from '@aws-cdk/service-spec-types';
import { membersOf, type ResourceSchema } from './ResourceSchema';

const isStructure = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const mapValues = (
  value: Record<string, unknown>,
  change: (item: unknown, key: string) => unknown,
) =>
  Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, change(item, key)]),
  );

function coerceMembers(
  members: ResourceSchema['properties'],
  value: Record<string, unknown>,
): Record<string, unknown> {
  return mapValues(value, (item, key) =>
    key in members ? coerce(members[key].type, item) : item,
  );
}

function coerce(type: PropertyType, value: unknown): unknown {
  switch (type.type) {
    case 'string':
      return typeof value === 'number' || typeof value === 'boolean'
        ? String(value)
        : value;
    case 'integer':
    case 'number':
      return typeof value === 'string' &&
        value !== '' &&
        Number.isFinite(Number(value))
        ? Number(value)
        : value;
    case 'boolean':
      return typeof value === 'string' && /^(true|false)$/i.test(value)
        ? value.toLowerCase() === 'true'
        : value;
    case 'array':
      return Array.isArray(value)
        ? value.map(item => coerce(type.element, item))
        : value;
    case 'map':
      return isStructure(value)
        ? mapValues(value, item => coerce(type.element, item))
        : value;
    case 'ref':
      return isStructure(value)
        ? coerceMembers(membersOf(type) ?? {}, value)
        : value;
    default:
      return value;
  }
}

/** Converts every property to the type in its schema, as CloudFormation does with values that parameters turned into strings. */
export const coerceProperties = (
  schema: ResourceSchema,
  properties: Record<string, unknown>,
): Record<string, unknown> => coerceMembers(schema.properties, properties);
