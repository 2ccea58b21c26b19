import { disclosures } from './disclosures';
import type { HostileCheck } from './HostileCheck';
import { takeovers } from './takeovers';
import { World } from './World';

/** What came of a check. */
export interface CheckResult {
  name: string;
  /** Empty when it passed. */
  problem?: string;
  seconds: number;
}

export const hostileChecks: readonly HostileCheck[] = [
  ...takeovers,
  ...disclosures,
];

/** Runs the checks, those that need the example's policy and those without one in a backend each, one after the other. */
export async function runHostile(
  checks: readonly HostileCheck[],
  onResult: (result: CheckResult) => void,
): Promise<void> {
  await Promise.all(
    [false, true].map(async isAllowed => {
      const own = checks.filter(check => (check.isAllowed ?? false) === isAllowed);
      if (own.length === 0) return;
      const world = await World.open({ isAllowed });
      try {
        for (const check of own) {
          const started = Date.now();
          let problem: string | undefined;
          try {
            await check.run(world);
          } catch (error) {
            problem = error instanceof Error ? error.message : String(error);
          }
          const seconds = (Date.now() - started) / 1000;
          onResult({ name: check.name, problem, seconds });
        }
      } finally {
        await world.close();
      }
    }),
  );
}
