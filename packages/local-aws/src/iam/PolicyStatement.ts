/** Condition block of a statement: operator, key, values. */
export type Conditions = Readonly<
  Record<string, Readonly<Record<string, string | readonly string[]>>>
>;

/**
 * A statement of an identity policy or a permissions boundary.
 *
 * @public
 */
export interface PolicyStatement {
  readonly Sid?: string;
  readonly Effect: 'Allow' | 'Deny';
  readonly Action: string | readonly string[];
  readonly Resource: string | readonly string[];
  readonly Condition?: Readonly<
    Record<string, Readonly<Record<string, string | readonly string[]>>>
  >;
}

/**
 * The policies of an account's roles.
 *
 * @public
 */
export interface Policies {
  /**
   * What every caller may do, but the access key `root`, which is the account's root user, and a session of a stack's role, which has the
   * policies of that role.
   */
  readonly portal: readonly PolicyStatement[];
  /** What CloudFormation may do with a service role. */
  readonly execution?: readonly PolicyStatement[];
  /** The permissions boundary of the roles of stacks that have one. */
  readonly boundary?: readonly PolicyStatement[];
}
