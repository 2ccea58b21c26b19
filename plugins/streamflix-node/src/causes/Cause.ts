/** A known cause of failure, explained for users. */
export interface Cause {
  /** Stable: metrics, audit events and links use it. */
  id: string;
  /** The services that report it: a message that names others does not mean it. */
  services?: RegExp;
  /** AWS's sentences with this cause, after `normalize`: any of these matches one sentence of a message. */
  patterns: readonly RegExp[];
  /** Error codes with this cause. They decide only if no particular sentence does: AWS uses one code for many causes. */
  codes?: readonly RegExp[];
  cause: string;
  /** What to do about it. */
  resolution: string;
  /** AWS's page about it. */
  documentation?: string;
}
