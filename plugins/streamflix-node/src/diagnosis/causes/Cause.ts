/** A known cause of failure, explained for users. */
export interface Cause {
  /** Stable: metrics, audit events and links use it. */
  id: string;
  /** AWS's messages with this cause: it matches any of these. */
  patterns: readonly RegExp[];
  cause: string;
  /** What to do about it. */
  resolution: string;
  /** AWS's page about it. */
  documentation?: string;
}
