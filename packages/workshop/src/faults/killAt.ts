import { AwsError } from '@streamflix/local-aws';
import { Chance } from './Chance';
import type { Portal } from './Portal';
import type { Death } from './Scenario';

/**
 * Kills the backend, by SIGKILL, at a call about a stack that chance chooses, and starts it again. Chance chooses too whether
 * AWS still does what it was told, though nobody is left to hear the answer.
 *
 * @returns what waits until the backend is back, and says whether it has died at all
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
      // Nobody hears this either.
      if (!isHeard) throw new AwsError('InternalFailure', operation, 500);
    },
  });
  return {
    async over() {
      // Whoever looks afterwards shall find a backend.
      stage.aws.faults.remove(id);
      await reborn;
      return reborn !== undefined;
    },
  };
}
