import { isError } from '@backstage/errors';
import type { Cancellation } from './cancelOperation';
import { transientFailure } from '../aws/RetryWindow';

/** Milliseconds until the next attempt: a denied permission has to be granted first. */
const retryDelays = { denied: 60_000, other: 2_000 };

interface CancelOptions {
  /** Cancels in AWS; undefined when the operation continues in AWS and is no longer followed; `later` to try again. */
  cancel?(): Promise<Cancellation | 'later' | undefined>;
  onNotice?(message: string): void;
}

/** Backstage denies the cancellation, or the stack has just changed: both may succeed later. */
function refusalOf(
  error: unknown,
): { kind?: 'denied'; reason: string } | undefined {
  if (!isError(error)) return undefined;
  if (/^(NotAllowed|Authentication)Error$/.test(error.name)) {
    return { kind: 'denied', reason: error.message };
  }
  return /^(Conflict|ServiceUnavailable)Error$/.test(error.name)
    ? { reason: error.message }
    : undefined;
}

/**
 * Retries a cancellation until AWS accepts it. Meanwhile the operation continues and is still followed: reading it may be
 * allowed when cancelling is not.
 */
export class CancelAttempts {
  /** Why AWS has not accepted the cancellation. */
  lastRefusal?: string;
  private nextAttemptAt = 0;
  private isDenialReported = false;

  constructor(private readonly options: CancelOptions) {}

  /**
   * @returns the result; undefined when the operation continues in AWS and is no longer followed; `later` to try again
   * @throws errors that a retry cannot fix
   */
  async attempt(): Promise<Cancellation | 'later' | undefined> {
    if (Date.now() < this.nextAttemptAt) return 'later';
    try {
      const cancellation = await this.options.cancel?.();
      this.lastRefusal = undefined;
      return cancellation;
    } catch (error) {
      const failure = transientFailure(error) ?? refusalOf(error);
      if (!failure) throw error;
      const { kind, reason } = failure;
      this.lastRefusal = reason;
      this.nextAttemptAt =
        Date.now() +
        (kind === 'denied' ? retryDelays.denied : retryDelays.other);
      if (kind === 'denied') this.reportDenial(reason);
      return 'later';
    }
  }

  private reportDenial(reason: string): void {
    if (this.isDenialReported) return;
    this.isDenialReported = true;
    this.options.onNotice?.(
      `It cannot be cancelled: ${reason} It continues in AWS and is followed to its end; cancelling is tried again every minute.`,
    );
  }
}
