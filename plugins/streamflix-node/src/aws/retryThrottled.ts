import { setTimeout as sleep } from 'node:timers/promises';
import { AwsError } from './AwsError';

/** Milliseconds to wait before each retry. */
const pauses = [500, 1_000, 2_000];

/**
 * Retries a read-only call a few more times when AWS still throttles after the SDK's own retries. Without this, a plan of a dozen
 * calls would rarely succeed while AWS throttles a third of them.
 */
export async function retryThrottled<T>(ask: () => Promise<T>): Promise<T> {
  for (const pause of pauses) {
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof AwsError) || error.kind !== 'throttled') {
        throw error;
      }
      await sleep(pause);
    }
  }
  return ask();
}
