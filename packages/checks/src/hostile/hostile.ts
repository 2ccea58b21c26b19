import { runCheck, type Suite } from '../faults/Suite';
import { disclosures } from './disclosures';
import type { HostileCheck } from './HostileCheck';
import { takeovers } from './takeovers';
import { World } from './World';

const checks: readonly HostileCheck[] = [...takeovers, ...disclosures];

/** Attacks in a backend with the example's policy, and in one where everything is permitted. */
export const hostile: Suite = {
  name: 'hostile',
  names: checks.map(({ name }) => name),
  async run(names, _, onResult) {
    await Promise.all(
      [false, true].map(async isAllowed => {
        const own = checks.filter(
          check =>
            (check.isAllowed ?? false) === isAllowed && names.has(check.name),
        );
        if (own.length === 0) return;
        const world = await World.open({ isAllowed });
        try {
          for (const check of own) {
            onResult(await runCheck(check.name, () => check.run(world)));
            await world.deletePlans();
          }
        } finally {
          await world.close();
        }
      }),
    );
  },
};
