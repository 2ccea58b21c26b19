import type { Access, PolicyStatement } from '@streamflix/local-aws';
import type { Choice } from '../policy/generatedPolicies';
import type { Exercise } from './Exercise';
import { exercises } from './exercises';
import { policiesOf } from './policiesOf';

/** A statement of a generated policy, and what needs it. */
export interface Need {
  choice: Choice;
  statement: PolicyStatement;
  /** By action: an access that no other statement allows. */
  byAction: Map<string, { resource: string; exercise: Exercise }>;
}

/** Runs every exercise, and finds for each statement the accesses that need it. @throws Error when an exercise fails */
export async function findNeeds(
  onExercise: (name: string, seconds: number) => void,
): Promise<Need[]> {
  const byChoice = new Map<string, Exercise[]>();
  for (const each of exercises) {
    const key = JSON.stringify(each.choice);
    byChoice.set(key, [...(byChoice.get(key) ?? []), each]);
  }
  const needs: Need[] = [];
  for (const same of byChoice.values()) {
    const [{ choice }] = same;
    const policies = await policiesOf(choice);
    const byStatement = new Map<PolicyStatement, Need>(
      policies.portal.map(statement => [
        statement,
        { choice, statement, byAction: new Map() },
      ]),
    );
    for (const exercise of same) {
      const started = Date.now();
      const wrong = await exercise.run({
        policies,
        onAccess({ action, resource, statements }: Access) {
          const need =
            statements.length === 1 && byStatement.get(statements[0]);
          if (need && !need.byAction.has(action)) {
            need.byAction.set(action, { resource, exercise });
          }
        },
      });
      onExercise(exercise.name, (Date.now() - started) / 1000);
      if (wrong.length > 0) {
        throw new Error(`${exercise.name}: ${wrong.join('\n')}`);
      }
    }
    needs.push(...byStatement.values());
  }
  return needs;
}
