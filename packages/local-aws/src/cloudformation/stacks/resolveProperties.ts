import { coerceProperties } from '../schema/coerceProperties';
import type { ResourceSchema } from '../schema/ResourceSchema';
import { evaluate } from '../template/evaluate';
import type { Scope } from '../template/Scope';
import type { ResourceDefinition } from '../template/Template';
import type { Deployment } from './Deployment';

export interface ResolvedProperties {
  /** With every function evaluated, in the types of the schema. */
  readonly properties: Record<string, unknown>;
  /** As events show them: JSON in which every scalar is a string and `NoEcho` parameter values are masked. */
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
 * Evaluates the properties of a resource.
 *
 * @param scopeOf - the values to use, plain or masked.
 * @throws AwsError when a function cannot be evaluated.
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
