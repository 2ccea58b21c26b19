/**
 * Result of a read: the value, or the reason why it failed. Times are ISO 8601.
 *
 * @public
 */
export type Reading<T> =
  | { ok: true; value: T; readAt: string }
  | {
      ok: false;
      /** Message for the user. */
      reason: string;
      /** Set when AWS reports that the resource does not exist, as opposed to a failed read. */
      missing?: true;
      readAt: string;
    };
