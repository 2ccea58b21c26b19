import { coerceProperties } from '../schema/coerceProperties';
import type { ResourceSchema } from '../schema/ResourceSchema';
import { evaluate } from '../template/evaluate';
import type { Scope } from '../template/Scope';
import type { ResourceDefinition } from '../template/Template';
import type { Deployment } from './Stack';

export interface ResolvedProperties {
  /** With every function worked out, in the types of the schema. */
  readonly properties: Record<string, unknown>;
  /** As events show them: JSON in which every scalar is a string, and what a `NoEcho` parameter gave is masked. */
  readonly shown: string;
}

function spelledOut(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(spelledOut);
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [key, spelledOut(item)]),
    );
  }
  return value === null ? null : String(value);
}

/**
 * Works out the properties of a resource.
 *
 * @param scopeOf - the values to take them from, in the open or as they are shown.
 * @throws AwsError when a function cannot be worked out.
 */
export function resolveProperties(
  schema: ResourceSchema,
  { properties }: ResourceDefinition,
  scopeOf: (isShown: boolean) => Scope,
  { parameters }: Deployment,
): ResolvedProperties {
  const open = evaluate(properties, scopeOf(false)) as Record<string, unknown>;
  const hasSecrets = Object.values(parameters).some(({ noEcho }) => noEcho);
  const masked = hasSecrets ? evaluate(properties, scopeOf(true)) : open;
  return {
    properties: coerceProperties(schema, open),
    shown: JSON.stringify(spelledOut(masked)),
  };
}
