import { coerceProperties } from '../schema/coerceProperties';
import type { ResourceSchema } from '../schema/ResourceSchema';
import { evaluate } from '../template/evaluate';
import type { Scope } from '../template/Scope';
import type { ResourceDefinition } from '../template/Template';

/** The properties of a resource with every function worked out, in the types of the schema. */
export const resolveProperties = (
  schema: ResourceSchema,
  { properties }: ResourceDefinition,
  scope: Scope,
): Record<string, unknown> =>
  coerceProperties(
    schema,
    evaluate(properties, scope) as Record<string, unknown>,
  );

const spelledOut = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(spelledOut);
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [key, spelledOut(item)]),
    );
  }
  return value === null ? null : String(value);
};

/** The properties as events show them: JSON in which every scalar is a string. */
export const showProperties = (
  { properties }: ResourceDefinition,
  scope: Scope,
): string => JSON.stringify(spelledOut(evaluate(properties, scope)));
