import type { Attempt, Kill, Family, Scenario } from '../Scenario';
import { changesThen, destroysThen, running } from './steps';

const killed = (
  name: string,
  operation: Scenario['operation'],
  kill: Kill,
  ...attempts: readonly [...Attempt[], Attempt]
): Scenario => ({
  name: `the backend is killed ${name}`,
  operation,
  through: 'portal',
  attempts: attempts.map((attempt, index) =>
    index < attempts.length - 1 ? attempt : { ...attempt, kill },
  ),
});

/**
 * While AWS is working: at the first or second read of the events after the given number of reads before the operation starts.
 */
const followed = (before: number): Kill => ({
  of: /DescribeStackEvents/,
  from: before + 1,
  within: before + 2,
});

/**
 * Backstage deletes the credentials of a cancelled task and runs no step without them, so AWS completes the operation it has
 * received.
 */
const cancelled = (
  operation: Scenario['operation'],
  attempt: Pick<Attempt, 'faults' | 'meanwhile' | 'kill' | 'stack'>,
): Scenario => ({
  name: `the backend is killed while it cancels a ${
    operation === 'create' ? 'creation' : 'change'
  }, and AWS does it all the same`,
  operation,
  through: 'portal',
  attempts: [
    ...(operation === 'create' ? [] : [running]),
    {
      ...attempt,
      do: operation,
      expects: 'broken-off',
      messages: [/Request failed with 401/],
      partlyReported: true,
    },
  ],
});

const hangs = (operation: 'create' | 'update') =>
  ({
    kind: 'hang-resource',
    operation,
    during: 'deploy',
    resource: 'Stream',
  } as const);

export const kill: Family = {
  name: 'kill -9',
  scenarios: [
    // A creation executes its change set with its 8th call, a change with its 13th; a destruction deletes with its 5th.
    killed('while it creates, early', 'create', { within: 4 }, running),
    killed('while it creates, somewhere', 'create', { within: 12 }, running),
    killed(
      'during a creation, at another call',
      'create',
      { within: 14 },
      running,
    ),
    killed('while it creates, late', 'create', followed(1), running),
    killed('early in a change', 'change', { within: 5 }, running, changesThen),
    killed('during a change', 'change', { within: 14 }, running, changesThen),
    killed('late in a change', 'change', followed(2), running, changesThen),
    killed(
      'early in a destruction',
      'destroy',
      { within: 4 },
      running,
      destroysThen,
    ),
    killed(
      'during a destruction',
      'destroy',
      { within: 8 },
      running,
      destroysThen,
    ),
    killed(
      'late in a destruction',
      'destroy',
      followed(2),
      running,
      destroysThen,
    ),
    cancelled('create', {
      // It must not finish before the backend is back.
      faults: [hangs('create')],
      meanwhile: [
        { at: { line: /Stream · CREATE_IN_PROGRESS/ }, do: 'cancel' },
      ],
      kill: { within: 1, of: /DeleteStack/, processed: true },
      stack: 'absent',
    }),
    cancelled('change', {
      faults: [hangs('update')],
      meanwhile: [
        { at: { line: /Stream · UPDATE_IN_PROGRESS/ }, do: 'cancel' },
      ],
      kill: { within: 1, of: /CancelUpdateStack/, processed: true },
      stack: 'UPDATE_ROLLBACK_COMPLETE',
    }),
    {
      name: 'a destruction is confirmed with another name, and refused',
      operation: 'destroy',
      through: 'portal',
      attempts: [
        running,
        {
          do: 'destroy',
          confirmation: 'another',
          expects: 'refused',
          stack: 'CREATE_COMPLETE',
          messages: [
            /Confirmation must be the suffix of the environment, .*Nothing was destroyed\./,
          ],
        },
      ],
    },
  ],
};
