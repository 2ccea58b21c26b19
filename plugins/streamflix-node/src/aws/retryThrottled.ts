import { setTimeout as sleep } from 'node:timers/promises';
import { AwsError, translateAwsError, type AwsCall } from './AwsError';

/** Milliseconds to wait before each retry. */
const pauses = [500, 1_000, 2_000];

/**
 * Like `translateAwsError`, for read-only calls: retries a few more times when AWS still throttles after the SDK's own retries.
 * Without this, a plan of a dozen calls would rarely succeed while AWS throttles a third of them.
 *
 * @throws as `translateAwsError`
 */
export async function retryThrottled<T>(
  call: AwsCall,
  ask: () => Promise<T>,
): Promise<T> {
  for (const pause of pauses) {
    try {
      return await translateAwsError(call, ask);
    } catch (error) {
      if (!(error instanceof AwsError) || error.kind !== 'throttled') {
        throw error;
      }
      await sleep(pause);
    }
  }
  return translateAwsError(call, ask);
}
