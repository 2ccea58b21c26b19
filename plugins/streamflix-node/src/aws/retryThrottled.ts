import { setTimeout as sleep } from 'node:timers/promises';
import { AwsError, translateAwsError, type AwsCall } from './AwsError';

/** Milliseconds to wait before each further round. */
const pauses = [500, 1_000, 2_000];

/**
 * As `translateAwsError`, for what is only asked: when AWS throttles it although the SDK has tried several times, it is asked
 * a few more. Where a third of all calls is throttled, a plan of a dozen would else hardly ever come to be.
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
