/**
 * JSON values of a template.
 *
 * @public
 */
export type Json = string | number | boolean | null | Json[] | JsonObject;
/** @public */
export type JsonObject = { [key: string]: Json };

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export interface ParameterDefinition {
  readonly type: string;
  readonly default?: string;
  readonly noEcho: boolean;
  readonly description?: string;
  readonly allowedValues?: readonly string[];
  readonly allowedPattern?: string;
  readonly constraintDescription?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minValue?: number;
  readonly maxValue?: number;
}

export type RemovalPolicy =
  | 'Delete'
  | 'Retain'
  | 'Snapshot'
  | 'RetainExceptOnCreate';

/**
 * A resource in the template, with unresolved intrinsic functions.
 *
 * @public
 */
export interface ResourceDefinition {
  readonly type: string;
  readonly properties: JsonObject;
  readonly dependsOn: readonly string[];
  readonly condition?: string;
  readonly deletionPolicy?: RemovalPolicy;
  readonly updateReplacePolicy?: RemovalPolicy;
  readonly metadata?: Json;
}

export interface OutputDefinition {
  readonly value: Json;
  readonly description?: string;
  readonly exportName?: Json;
  readonly condition?: string;
}

/**
 * A rule that the parameters must meet.
 *
 * @public
 */
export interface RuleDefinition {
  /** The rule applies only if it holds. */
  readonly condition?: Json;
  readonly assertions: readonly {
    readonly assert: Json;
    readonly description?: string;
  }[];
}

/** @public */
export interface Template {
  /** The submitted text; `GetTemplate` returns it. */
  readonly body: string;
  readonly version?: string;
  readonly description?: string;
  readonly metadata?: Json;
  readonly parameters: Readonly<Record<string, ParameterDefinition>>;
  readonly rules: Readonly<Record<string, RuleDefinition>>;
  readonly mappings: JsonObject;
  readonly conditions: JsonObject;
  readonly resources: Readonly<Record<string, ResourceDefinition>>;
  readonly outputs: Readonly<Record<string, OutputDefinition>>;
  readonly transforms: readonly string[];
}
