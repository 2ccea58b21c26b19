import type { Account } from './Account';
import { attemptByEngine } from './attemptByEngine';
import { attemptByPortal } from './attemptByPortal';
import type { Portal } from './Portal';
import type { Attempt, Scenario } from './Scenario';
import { Stage } from './Stage';

/** Where a row takes place. */
export interface Venue {
  stage: Stage;
  suffix: string;
  /** Makes an attempt. */
  make(
    attempt: Attempt,
    options: { token: string; meet(): Promise<void> },
  ): Promise<Account>;
  /** Ends what belongs to this row alone. */
  leave(): Promise<void>;
}

/** The engine in this process, on an AWS of its own. */
export async function engineVenue(
  scenario: Scenario,
  options: { word: string; profile: string },
): Promise<Venue> {
  const stage = await Stage.set(scenario, options);
  const suffix = 'abc';
  return {
    stage,
    suffix,
    make: (attempt, given) =>
      attemptByEngine(stage, attempt, { suffix, ...given }),
    leave: () => stage.strike(),
  };
}

/** A real backend, which several rows use one after the other. */
export function portalVenue(portal: Portal, seed: number): Venue {
  const suffix = portal.nextSuffix();
  return {
    stage: portal.stage,
    suffix,
    make: attempt => attemptByPortal(portal, attempt, { suffix, seed }),
    leave: async () => portal.stage.aws.faults.clear(),
  };
}
