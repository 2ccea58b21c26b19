import type { JsonObject } from './Template';

/**
 * Stands for a value nobody knows before the change is made, such as the id of a resource still to come.
 * The spelling is CloudFormation's own: `DescribeChangeSet` shows it.
 */
export const KNOWN_AFTER_APPLY = '{{changeSet:KNOWN_AFTER_APPLY}}';

export const isKnownAfterApply = (value: unknown): boolean =>
  typeof value === 'string'
    ? value.includes(KNOWN_AFTER_APPLY)
    : Array.isArray(value) && value.some(isKnownAfterApply);

/** Where intrinsic functions find their values. */
export interface Scope {
  readonly region: string;
  readonly mappings: JsonObject;
  /** Parameters and pseudo parameters by name. */
  readonly parameters: Readonly<Record<string, unknown>>;
  /** Outcome of the template's conditions by name. */
  readonly conditions: Readonly<Record<string, boolean>>;
  /** What `Ref` of a resource gives. */
  ref(logicalId: string): unknown;
  /** What `Fn::GetAtt` gives. */
  attribute(logicalId: string, attribute: string): unknown;
  /** What `Fn::ImportValue` gives. */
  importValue(name: string): unknown;
}
