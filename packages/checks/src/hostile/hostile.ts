import { runCheck, type Suite } from '../faults/Suite';
import { changeSetTakeovers } from './changeSetTakeovers';
import { disclosures } from './disclosures';
import { environmentTakeovers } from './environmentTakeovers';
import type { HostileCheck } from './HostileCheck';
import { reviewTakeovers } from './reviewTakeovers';
import { taskTakeovers } from './taskTakeovers';
import { World } from './World';

const checks: readonly HostileCheck[] = [
  ...environmentTakeovers,
  ...changeSetTakeovers,
  ...reviewTakeovers,
  ...taskTakeovers,
  ...disclosures,
];

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
            await world.administrator.deletePlans();
          }
        } finally {
          await world.close();
        }
      }),
    );
  },
};
