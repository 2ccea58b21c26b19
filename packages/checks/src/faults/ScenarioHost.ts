import type { AttemptReport } from './AttemptReport';
import { attemptByEngine } from './attemptByEngine';
import { attemptByPortal } from './attemptByPortal';
import type { Portal } from './Portal';
import type { Attempt, Scenario } from './Scenario';
import { ScenarioAws, type ScenarioAwsOptions } from './ScenarioAws';

/** Where a scenario runs. */
export interface ScenarioHost {
  scenarioAws: ScenarioAws;
  suffix: string;
  /** Runs an attempt. */
  make(
    attempt: Attempt,
    options: { token: string; meet(): Promise<void> },
  ): Promise<AttemptReport>;
  /** Stops what belongs only to this scenario. */
  leave(): Promise<void>;
}

/** The engine in this process, with its own local AWS. */
export async function engineHost(
  scenario: Scenario,
  options: ScenarioAwsOptions,
): Promise<ScenarioHost> {
  const scenarioAws = await ScenarioAws.start(scenario, options);
  const suffix = 'abc';
  return {
    scenarioAws,
    suffix,
    make: (attempt, given) =>
      attemptByEngine(scenarioAws, attempt, { suffix, ...given }),
    leave: () => scenarioAws.stop(),
  };
}

/** A real backend, shared by several scenarios in sequence. */
export function portalHost(portal: Portal, seed: number): ScenarioHost {
  const suffix = portal.nextSuffix();
  return {
    scenarioAws: portal.scenarioAws,
    suffix,
    make: attempt => attemptByPortal(portal, attempt, { suffix, seed }),
    leave: async () => portal.scenarioAws.aws.faults.clear(),
  };
}
