import { setTimeout as sleep } from 'node:timers/promises';
import {
  AwsError,
  describeForUser,
  toAwsError,
  type AwsCall,
  type AwsErrorKind,
} from './AwsError';
import { Pace } from './Pace';
import { formatDuration } from './formatDuration';

/** Trouble that passes by itself, or that somebody may mend while the operation goes on in AWS. */
const passing: readonly AwsErrorKind[] = [
  'unreachable',
  'throttled',
  'expired',
  'credentials',
  'denied',
];

export interface RetryOptions {
  /** Seconds AWS may give no answer. */
  retryTimeoutSeconds: number;
  /** Milliseconds between two requests, at the shortest; `streamflix.operation.pollInterval`. */
  pollInterval: number;
  /** Told when AWS stops answering, and when it answers again. */
  onNotice?(sentence: string): void;
}

/** AWS answered that it is AWS's own fault. */
const isServerFault = (error: unknown): boolean =>
  error instanceof Error && '$fault' in error && error.$fault === 'server';

/**
 * Why AWS gave no answer of use, in a sentence, and of which kind that is; undefined when no waiting mends it. Kind is
 * undefined when AWS answered that it is at fault itself.
 */
export function transientFailure(
  error: unknown,
  call: AwsCall,
): { kind?: AwsErrorKind; reason: string } | undefined {
  const known = toAwsError(error, call);
  if (known) {
    const { kind } = known;
    return passing.includes(kind)
      ? { kind, reason: known.describeForUser() }
      : undefined;
  }
  if (!isServerFault(error)) return undefined;
  return { reason: describeForUser(error, call) };
}

/**
 * How long an operation is followed although AWS gives no answer: AWS goes on with it all the same, so that giving up at
 * the first trouble would tell of an end that is none.
 */
export class RetryWindow {
  private lostSince?: number;

  constructor(
    private readonly call: AwsCall,
    private readonly options: RetryOptions,
  ) {}

  /**
   * Takes an error AWS gave.
   *
   * @returns why there is no use in asking again; undefined while there is
   * @throws the error, when no waiting mends it
   */
  take(error: unknown): string | undefined {
    const trouble = transientFailure(error, this.call);
    if (!trouble) throw error;
    const { reason } = trouble;
    const limit = this.options.retryTimeoutSeconds;
    if (this.lostSince === undefined) {
      this.lostSince = Date.now();
      this.options.onNotice?.(
        `AWS is not responding (${reason.replace(
          /\.$/,
          '',
        )}). The operation continues in AWS; retrying for up to ${formatDuration(
          limit,
        )}.`,
      );
    }
    return Date.now() - this.lostSince > limit * 1000 ? reason : undefined;
  }

  /** AWS answered. */
  answered(): void {
    if (this.lostSince === undefined) return;
    const seconds = (Date.now() - this.lostSince) / 1000;
    this.lostSince = undefined;
    this.options.onNotice?.(
      `AWS is responding again after ${formatDuration(seconds)}.`,
    );
  }
}

/**
 * Runs what looks before it acts, and so can be run again, until AWS answers.
 *
 * Only trouble of the network and of AWS itself is waited for: what AWS denies before anything has begun is denied.
 *
 * @param options.mayHaveBegun - an earlier run may have begun it, and died: then credentials are waited for too, as while an
 *   operation is followed
 * @throws AwsError when AWS gave no answer for too long; the rest as it came
 */
export async function retryUntilAnswered<T>(
  call: AwsCall,
  run: () => Promise<T>,
  options: RetryOptions & { signal?: AbortSignal; mayHaveBegun?: boolean },
): Promise<T> {
  const retryWindow = new RetryWindow(call, options);
  const pace = new Pace(options.pollInterval);
  for (;;) {
    try {
      const result = await run();
      retryWindow.answered();
      return result;
    } catch (thrown) {
      const error = toAwsError(thrown, call) ?? thrown;
      // A person has to mend these, and nothing is known to have begun.
      if (
        !options.mayHaveBegun &&
        error instanceof AwsError &&
        /^(denied|credentials|expired)$/.test(error.kind)
      ) {
        throw error;
      }
      if (retryWindow.take(error) !== undefined) throw error;
    }
    pace.failed();
    const { signal } = options;
    // Once aborted, the signal would end every pause at once.
    await sleep(pace.next({ done: 0, total: 0 }), undefined, {
      signal: signal?.aborted ? undefined : signal,
    }).catch(() => {});
  }
}
