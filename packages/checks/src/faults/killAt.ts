import { AwsError } from '@streamflix/local-aws';
import { Chance } from './Chance';
import type { Portal } from './Portal';
import type { Death } from './Scenario';

/**
 * Kills the backend with SIGKILL at a random call about the stack, and restarts it. Whether AWS processes that call is random
 * too, although the response is never received.
 *
 * @returns `over` waits until the backend is back, and returns whether it was killed
 */
export function killAt(
  { stage, backend }: Portal,
  { from = 1, within, of, heard }: Death,
  { suffix, seed }: { suffix: string; seed: number },
): { over(): Promise<boolean> } {
  const chance = new Chance(seed);
  const name = `streamflix-${suffix}`;
  const isHeardByChance = chance.whole(0, 1) === 1;
  const isHeard = heard ?? isHeardByChance;
  let left = chance.whole(from, within);
  let reborn: Promise<void> | undefined;
  const [id] = stage.aws.faults.add({
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
      stage.aws.faults.remove(id);
      await reborn;
      return reborn !== undefined;
    },
  };
}
