import { createHash } from 'node:crypto';
import type { Scenario } from './Scenario';
import { runScenario, type Verdict } from './runScenario';

/** Each row has a seed of its own, so that it repeats alone as it ran among others. */
const seedOf = (seed: number, { name }: Scenario) =>
  createHash('sha256').update(`${seed} ${name}`).digest().readUInt32BE() >>> 1;

/** Runs rows, some at a time, and tells each as it ends. */
export async function runAll(
  scenarios: readonly Scenario[],
  options: {
    seed: number;
    jobs: number;
    profile: string;
    told(verdict: Verdict): void;
  },
): Promise<Verdict[]> {
  const { seed, jobs, profile, told } = options;
  const waiting = [...scenarios];
  const verdicts: Verdict[] = [];
  const work = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const verdict = await runScenario(next, {
        seed: seedOf(seed, next),
        profile,
      });
      verdicts.push(verdict);
      told(verdict);
    }
  };
  await Promise.all(Array.from({ length: jobs }, work));
  return verdicts;
}
