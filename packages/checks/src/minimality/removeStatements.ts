import type { Need } from './findNeeds';
import { policiesOf } from './policiesOf';

/** What happens without a statement. */
export interface Removal {
  need: Need;
  exercise: string;
  /** What the exercise found wrong. */
  wrong: readonly string[];
  /** Actions that were refused. */
  refused: ReadonlySet<string>;
}

/** Exercises at a time: they mostly wait. */
const maxConcurrent = 8;

/** As many of the list as wanted, at equal distances. */
const sample = <T>(all: readonly T[], count: number): T[] =>
  all.filter(
    (_, index) =>
      Math.floor((index * count) / all.length) !==
      Math.floor(((index - 1) * count) / all.length),
  );

async function remove(need: Need): Promise<Removal> {
  const [{ exercise }] = need.byAction.values();
  const { portal } = await policiesOf(need.choice);
  const refused = new Set<string>();
  const wrong = await exercise.run({
    policies: {
      portal: portal.filter(({ Sid }) => Sid !== need.statement.Sid),
    },
    onAccess({ action, statements }) {
      if (statements.length === 0) refused.add(action);
    },
  });
  return { need, exercise: exercise.name, wrong, refused };
}

/** Removes statements, one at a time, and runs what needs them. */
export async function removeStatements(
  needs: readonly Need[],
  count: number,
): Promise<Removal[]> {
  const needed = needs.filter(({ byAction }) => byAction.size > 0);
  const waiting = sample(needed, Math.min(count, needed.length));
  const removals: Removal[] = [];
  await Promise.all(
    Array.from({ length: maxConcurrent }, async () => {
      for (let next = waiting.shift(); next; next = waiting.shift()) {
        removals.push(await remove(next));
      }
    }),
  );
  return removals;
}
