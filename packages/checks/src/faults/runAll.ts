import { createHash } from 'node:crypto';
import { allEnded } from './allEnded';
import { Portal } from './Portal';
import type { Scenario } from './Scenario';
import { failedResult, runScenario, type ScenarioResult } from './runScenario';

/** Each scenario has its own seed, so that it behaves the same alone and among others. */
const seedOf = (seed: number, { name }: Scenario) =>
  createHash('sha256').update(`${seed} ${name}`).digest().readUInt32BE() >>> 1;

/** Runs scenarios, several at a time, and reports each when it expects. */
export async function runAll(
  scenarios: readonly Scenario[],
  options: {
    seed: number;
    /** Concurrent scenarios in this process. */
    jobs: number;
    /** Concurrent backends. */
    portals: number;
    profile: string;
    /** Whether CloudFormation acts with a role of its own. */
    executionRole: boolean;
    onResult(result: ScenarioResult): void;
  },
): Promise<ScenarioResult[]> {
  const { seed, jobs, portals, profile, executionRole, onResult } = options;
  const results: ScenarioResult[] = [];
  const byPortal = scenarios.filter(({ through }) => through === 'portal');
  const byEngine = scenarios
    .filter(({ through }) => through !== 'portal')
    // Slow ones first, so that none runs last without others in parallel.
    .sort((a, b) => (a.speed ?? Infinity) - (b.speed ?? Infinity));

  function add(result: ScenarioResult): void {
    results.push(result);
    onResult(result);
  }
  async function work(
    waiting: Scenario[],
    portal?: Portal,
  ): Promise<ScenarioResult | undefined> {
    let last: ScenarioResult | undefined;
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const own = seedOf(seed, next);
      const result = await runScenario(next, {
        seed: own,
        profile,
        executionRole,
        portal,
      }).catch(error => failedResult(next, own, error));
      add(result);
      last = result;
    }
    return last;
  }
  async function workAtPortal(_: unknown, number: number): Promise<void> {
    const word = `Cnry${seed.toString(36)}p${number}x${Date.now().toString(
      36,
    )}`;
    const portal = await Portal.open({ word, executionRole }).catch(
      (error: unknown) => {
        // The run continues, so that the other scenarios are still checked and printed.
        const scenario = byPortal.shift();
        if (!scenario) throw error;
        add(failedResult(scenario, seedOf(seed, scenario), error));
      },
    );
    if (!portal) return;
    let last: ScenarioResult | undefined;
    try {
      last = await work(byPortal, portal);
    } finally {
      const wrong = await portal.close();
      last?.wrong.push(...wrong);
    }
  }
  const lanes = Math.min(portals, byPortal.length);
  await allEnded([
    ...Array.from({ length: jobs }, async () => {
      await work(byEngine);
    }),
    ...Array.from({ length: lanes }, workAtPortal),
  ]);
  return results;
}
