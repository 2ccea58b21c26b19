import { setTimeout as sleep } from 'node:timers/promises';
import { AwsError, describeForUser, type AwsErrorKind } from './AwsError';
import { Pace } from './Pace';
import { formatDuration } from './formatDuration';
import type { StreamflixSettings } from './StreamflixSettings';

export interface RetryOptions {
  settings: Pick<StreamflixSettings, 'retryTimeout' | 'pollInterval'>;
  /** Called when AWS stops responding, and when it responds again. */
  onNotice?(message: string): void;
}

/** AWS reported a server error. */
const isServerFault = (error: unknown): boolean =>
  error instanceof Error && '$fault' in error && error.$fault === 'server';

/**
 * Describes an error that is temporary, or that an operator can fix while the operation continues in AWS; undefined when a retry
 * cannot help. It has no kind when AWS reported a server error.
 */
export function transientFailure(
  error: unknown,
): { kind?: AwsErrorKind; reason: string } | undefined {
  if (error instanceof AwsError) {
    return { kind: error.kind, reason: error.describeForUser() };
  }
  return isServerFault(error) ? { reason: describeForUser(error) } : undefined;
}

/**
 * Limits how long an operation is followed while AWS does not respond. The operation continues in AWS, so giving up at the first
 * error would report a result that is not final.
 */
export class RetryWindow {
  private unresponsiveSince?: number;

  constructor(private readonly options: RetryOptions) {}

  /**
   * Handles an error from AWS.
   *
   * @returns the reason, once the retry timeout has expired; undefined while retries continue
   * @throws the error, when a retry cannot help
   */
  handleError(error: unknown): string | undefined {
    const failure = transientFailure(error);
    if (!failure) throw error;
    const { reason } = failure;
    const limit = this.options.settings.retryTimeout;
    if (this.unresponsiveSince === undefined) {
      this.unresponsiveSince = Date.now();
      this.options.onNotice?.(
        `AWS is not responding (${reason.replace(
          /\.$/,
          '',
        )}). The operation continues in AWS; retrying for up to ${formatDuration(
          limit,
        )}.`,
      );
    }
    return Date.now() - this.unresponsiveSince > limit * 1000
      ? reason
      : undefined;
  }

  /** Records that AWS responded. */
  recordResponse(): void {
    if (this.unresponsiveSince === undefined) return;
    const seconds = (Date.now() - this.unresponsiveSince) / 1000;
    this.unresponsiveSince = undefined;
    this.options.onNotice?.(
      `AWS is responding again after ${formatDuration(seconds)}.`,
    );
  }
}

/**
 * Retries until AWS responds. `run` must check before it acts, so that it can be repeated.
 *
 * Network errors, throttling and AWS server errors are retried; access denied before the operation has started is final.
 *
 * @param options.mayHaveStarted - an earlier process may have started the operation and died: credential errors are then retried
 *   too, as while an operation is followed
 * @throws AwsError when AWS did not respond for too long; other errors unchanged
 */
export async function retryUntilAnswered<T>(
  run: () => Promise<T>,
  options: RetryOptions & { signal?: AbortSignal; mayHaveStarted?: boolean },
): Promise<T> {
  const retryWindow = new RetryWindow(options);
  const pace = new Pace(options.settings.pollInterval);
  for (;;) {
    try {
      const result = await run();
      retryWindow.recordResponse();
      return result;
    } catch (error) {
      // An operator has to fix these, and no operation is known to have started.
      if (
        !options.mayHaveStarted &&
        error instanceof AwsError &&
        /^(denied|credentials|expired)$/.test(error.kind)
      ) {
        throw error;
      }
      if (retryWindow.handleError(error) !== undefined) throw error;
    }
    pace.failed();
    const { signal } = options;
    // An aborted signal would end every wait immediately.
    await sleep(pace.next({ done: 0, total: 0 }), undefined, {
      signal: signal?.aborted ? undefined : signal,
    }).catch(() => {});
  }
}
