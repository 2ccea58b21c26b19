import type { Measurement } from '../bench/Measurement';
import { findNeeds, type Need } from './findNeeds';
import { removeStatements } from './removeStatements';
import { unexercised } from './unexercised';

const actionsOf = ({ statement }: Need) => [statement.Action].flat();

/** The statements of all policies by name: how many need what, and an access that only it allows. */
function rowsOf(needs: readonly Need[]) {
  const names = [...new Set(needs.map(({ statement }) => `${statement.Sid}`))];
  return names.sort().map(name => {
    const same = needs.filter(({ statement }) => statement.Sid === name);
    const actions = [...new Set(same.flatMap(actionsOf))];
    const needed = actions.filter(action =>
      same.some(({ byAction }) => byAction.has(action)),
    );
    const [example] = same.flatMap(({ byAction }) => [...byAction]);
    return {
      name,
      policies: same.length,
      needed: needed.length,
      actions: actions.length,
      unneeded: actions.filter(action => !needed.includes(action)),
      example: example
        ? `${example[0]} on ${example[1].resource}: ${example[1].exercise.name}`
        : '',
    };
  });
}

/** Prints what happens without statements, one at a time. */
async function measureRemovals(
  needs: readonly Need[],
  count: number,
): Promise<Measurement> {
  const removed = await removeStatements(needs, count);
  for (const { need, exercise, wrong, refused } of removed) {
    console.log(
      `without ${need.statement.Sid} of ${need.choice.blueprint}: ${
        wrong[0]?.split('\n')[0].slice(0, 160) ??
        ([...refused].join(', ') || 'NOTHING FAILS')
      } (${exercise})`,
    );
  }
  const failing = removed.filter(({ wrong }) => wrong.length > 0);
  const silent = removed.filter(
    ({ wrong, refused }) => wrong.length === 0 && refused.size > 0,
  );
  return {
    name: 'statements removed',
    value: `${removed.length}: without ${
      failing.length
    } an operation fails or reports it, without ${
      silent.length
    } only calls are refused, without ${
      removed.length - failing.length - silent.length
    } nothing fails`,
    missed: removed.length > failing.length + silent.length,
  };
}

/**
 * Whether the generated policies allow more than is needed: each statement and action must be needed by an operation, and without a
 * statement something must fail.
 *
 * @param removals - statements to remove, one at a time
 */
export async function benchMinimality(
  removals: number,
): Promise<Measurement[]> {
  const needs = await findNeeds((name, seconds) =>
    console.error(`${seconds.toFixed(1).padStart(5)} s  ${name}`),
  );
  const rows = rowsOf(needs);
  console.log('| statement | policies | actions needed | for example |');
  console.log('| --- | --- | --- | --- |');
  for (const { name, policies, needed, actions, example } of rows) {
    console.log(
      `| ${name} | ${policies} | ${needed} of ${actions} | ${example} |`,
    );
  }
  const unneeded = rows.flatMap(row =>
    row.unneeded.map(action => `${row.name} ${action}`),
  );
  for (const each of unneeded) {
    console.log(`${each}: ${unexercised[each] ?? 'NOTHING NEEDS IT'}`);
  }
  const outdated = Object.keys(unexercised).filter(
    each => !unneeded.includes(each),
  );
  for (const each of outdated) console.log(`${each}: is exercised`);
  const unexplained = unneeded.filter(each => !(each in unexercised));

  const actions = rows.reduce((sum, row) => sum + row.actions, 0);
  return [
    {
      name: 'statements, by name',
      value: `${rows.length}, in ${needs.length} of all policies`,
    },
    {
      name: 'actions of statements',
      value: `${actions}: ${actions - unneeded.length} needed by an exercise, ${
        unneeded.length - unexplained.length
      } by a named operation, ${unexplained.length} by nothing`,
      missed: unexplained.length + outdated.length > 0,
    },
    await measureRemovals(needs, removals),
  ];
}
