import type { JsonObject } from './Template';

/**
 * Placeholder for a value that is known only after execution, such as the id of a resource to be created. `DescribeChangeSet`
 * returns this exact text.
 */
export const KNOWN_AFTER_APPLY = '{{changeSet:KNOWN_AFTER_APPLY}}';

export const isKnownAfterApply = (value: unknown): boolean =>
  typeof value === 'string'
    ? value.includes(KNOWN_AFTER_APPLY)
    : Array.isArray(value) && value.some(isKnownAfterApply);

/** The values that intrinsic functions use. */
export interface Scope {
  readonly region: string;
  readonly mappings: JsonObject;
  /** Parameters and pseudo parameters by name. */
  readonly parameters: Readonly<Record<string, unknown>>;
  /** Results of the template's conditions by name. */
  readonly conditions: Readonly<Record<string, boolean>>;
  /** What `Ref` of a resource returns. */
  ref(logicalId: string): unknown;
  /** What `Fn::GetAtt` returns. */
  attribute(logicalId: string, attribute: string): unknown;
  /** What `Fn::ImportValue` returns. */
  importValue(name: string): unknown;
}
