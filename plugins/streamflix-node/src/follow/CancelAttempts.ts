import { isError } from '@backstage/errors';
import type { AwsCall } from '../aws/AwsError';
import type { Cancellation } from './cancelOperation';
import { transientFailure } from '../aws/RetryWindow';

/** Milliseconds until it is tried again: what AWS denies, a person has to allow first. */
const pauses = { denied: 60_000, other: 2_000 };

interface CancelOptions {
  /** Cancels in AWS; undefined when AWS is to go on, and is followed no more; `later` when it is to be tried again. */
  cancel?(): Promise<Cancellation | 'later' | undefined>;
  onNotice?(sentence: string): void;
}

/** Backstage refuses the cancellation, or the stack has just moved on: the one may change, the other has. */
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
 * Cancels an operation as soon as AWS lets it. That AWS does not is no reason to follow the operation no more: it goes on, and
 * may be read although it may not be cancelled.
 */
export class CancelAttempts {
  /** Why AWS has not taken the cancellation. */
  hindrance?: string;
  private againAt = 0;
  private isDenialTold = false;

  constructor(
    private readonly where: Omit<AwsCall, 'action'>,
    private readonly options: CancelOptions,
  ) {}

  /**
   * @returns what it came to; undefined when AWS is to go on, and is followed no more; `later` when it is to be tried again
   * @throws what no waiting mends
   */
  async attempt(): Promise<Cancellation | 'later' | undefined> {
    if (Date.now() < this.againAt) return 'later';
    try {
      const cancellation = await this.options.cancel?.();
      this.hindrance = undefined;
      return cancellation;
    } catch (error) {
      const trouble =
        refusalOf(error) ??
        transientFailure(error, {
          action: 'cloudformation:CancelUpdateStack',
          ...this.where,
        });
      if (!trouble) throw error;
      const { kind, reason } = trouble;
      this.hindrance = reason;
      this.againAt =
        Date.now() + (kind === 'denied' ? pauses.denied : pauses.other);
      if (kind === 'denied') this.tellDenial(reason);
      return 'later';
    }
  }

  private tellDenial(reason: string): void {
    if (this.isDenialTold) return;
    this.isDenialTold = true;
    this.options.onNotice?.(
      `It cannot be cancelled: ${reason} It continues in AWS and is followed to its end; cancelling is tried again every minute.`,
    );
  }
}
