import { AwsError } from '@streamflix/local-aws';
import { SeededRandom } from './SeededRandom';
import type { Portal } from './Portal';
import type { Kill } from './Scenario';

/**
 * Kills the backend with SIGKILL at a random call about the stack, and restarts it. Whether AWS processes that call is random
 * too, although the response is never received.
 *
 * @returns `over` waits until the backend is back, and returns whether it was killed
 */
export function killAt(
  { scenarioAws, backend }: Portal,
  { from = 1, within, of, processed }: Kill,
  { suffix, seed }: { suffix: string; seed: number },
): { over(): Promise<boolean> } {
  const random = new SeededRandom(seed);
  const name = `streamflix-${suffix}`;
  const isHeardByChance = random.integer(0, 1) === 1;
  const isHeard = processed ?? isHeardByChance;
  let left = random.integer(from, within);
  let reborn: Promise<void> | undefined;
  const [id] = scenarioAws.aws.faults.add({
    async beforeCall(service, operation, call) {
      const isIt =
        service === 'cloudformation' &&
        call.stack === name &&
        (of?.test(operation) ?? true);
      if (!isIt) return;
      left -= 1;
      if (left !== 0) return;
      await backend.kill();
      reborn = backend.start();
      // `over` throws the error; until it is called, nothing else handles it.
      reborn.catch(() => {});
      // This response is not received either.
      if (!isHeard) throw new AwsError('InternalFailure', operation, 500);
    },
  });
  return {
    async over() {
      // The final checks need a running backend.
      scenarioAws.aws.faults.remove(id);
      await reborn;
      return reborn !== undefined;
    },
  };
}
