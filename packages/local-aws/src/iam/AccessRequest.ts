/** Values of condition keys; a key that is missing is not in the request. */
export type ConditionValues = Readonly<
  Record<string, string | readonly string[] | undefined>
>;

/** One action on one resource, as IAM authorizes it. */
export interface AccessRequest {
  /** `service:Name`. */
  readonly action: string;
  /** ARN, or `*` for an action that supports no resource. */
  readonly resource: string;
  readonly keys: ConditionValues;
}
