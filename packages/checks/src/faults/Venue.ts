import type { Account } from './Account';
import { attemptByEngine } from './attemptByEngine';
import { attemptByPortal } from './attemptByPortal';
import type { Portal } from './Portal';
import type { Attempt, Scenario } from './Scenario';
import { Stage } from './Stage';

/** Where a scenario runs. */
export interface Venue {
  stage: Stage;
  suffix: string;
  /** Runs an attempt. */
  make(
    attempt: Attempt,
    options: { token: string; meet(): Promise<void> },
  ): Promise<Account>;
  /** Stops what belongs only to this scenario. */
  leave(): Promise<void>;
}

/** The engine in this process, with its own local AWS. */
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

/** A real backend, shared by several scenarios in sequence. */
export function portalVenue(portal: Portal, seed: number): Venue {
  const suffix = portal.nextSuffix();
  return {
    stage: portal.stage,
    suffix,
    make: attempt => attemptByPortal(portal, attempt, { suffix, seed }),
    leave: async () => portal.stage.aws.faults.clear(),
  };
}
