import type { Attempt, Death, Family, Scenario } from '../Scenario';
import { changesThen, destroysThen, running } from './steps';

const killed = (
  name: string,
  operation: Scenario['operation'],
  death: Death,
  ...attempts: readonly [...Attempt[], Attempt]
): Scenario => ({
  name: `the backend is killed ${name}`,
  operation,
  through: 'portal',
  attempts: attempts.map((attempt, index) =>
    index < attempts.length - 1 ? attempt : { ...attempt, death },
  ),
});

/** AWS is at work already: after so many times that events are read before it begins, the first or second time after. */
const followed = (before: number): Death => ({
  of: /DescribeStackEvents/,
  from: before + 1,
  within: before + 2,
});

/** Backstage forgets the credentials of a task as soon as it is cancelled (scaffolder 4.2.0): it is run again without them. */
const cancelled = (
  when: string,
  operation: Scenario['operation'],
  attempt: Attempt,
): Scenario => ({
  name: `the backend is killed while it cancels, ${when}, and the task tells the end all the same`,
  operation,
  through: 'portal',
  attempts: operation === 'create' ? [attempt] : [running, attempt],
});

const hangs = (operation: 'create' | 'update') =>
  ({
    kind: 'hang-resource',
    operation,
    during: 'deploy',
    resource: 'Stream',
  } as const);

const takenBack: Attempt = {
  do: 'create',
  // It shall not end by itself before the backend is back.
  faults: [hangs('create')],
  besides: [{ at: { line: /Stream · CREATE_IN_PROGRESS/ }, do: 'cancel' }],
  ends: 'cancelled',
  stack: 'absent',
  says: [/was cancelled, and what had been made was deleted: nothing is left/],
};

export const kill: Family = {
  name: 'kill -9',
  scenarios: [
    // A creation executes with its 8th call, a change with its 13th, a destruction deletes with its 5th.
    killed('while it creates, early', 'create', { within: 4 }, running),
    killed('while it creates, somewhere', 'create', { within: 12 }, running),
    killed(
      'while it creates, somewhere else',
      'create',
      { within: 14 },
      running,
    ),
    killed('while it creates, late', 'create', followed(1), running),
    killed(
      'while it changes, early',
      'change',
      { within: 5 },
      running,
      changesThen,
    ),
    killed(
      'while it changes, somewhere',
      'change',
      { within: 14 },
      running,
      changesThen,
    ),
    killed(
      'while it changes, late',
      'change',
      followed(2),
      running,
      changesThen,
    ),
    killed(
      'while it destroys, early',
      'destroy',
      { within: 4 },
      running,
      destroysThen,
    ),
    killed(
      'while it destroys, somewhere',
      'destroy',
      { within: 8 },
      running,
      destroysThen,
    ),
    killed(
      'while it destroys, late',
      'destroy',
      followed(2),
      running,
      destroysThen,
    ),
    cancelled('when AWS has heard of it', 'create', {
      ...takenBack,
      death: { within: 1, of: /DeleteStack/, heard: true },
    }),
    cancelled('when AWS has not heard of it', 'create', {
      ...takenBack,
      death: { within: 1, of: /DeleteStack/, heard: false },
    }),
    cancelled('and it is a change', 'change', {
      do: 'change',
      faults: [hangs('update')],
      besides: [{ at: { line: /Stream · UPDATE_IN_PROGRESS/ }, do: 'cancel' }],
      death: { within: 1, of: /CancelUpdateStack/ },
      ends: 'cancelled',
      stack: 'UPDATE_ROLLBACK_COMPLETE',
      says: [/was cancelled and rolled back: it is as it was before\.$/m],
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
          ends: 'refused',
          stack: 'CREATE_COMPLETE',
          says: [
            /Confirmation must be the suffix of the environment, .*Nothing was destroyed\./,
          ],
        },
      ],
    },
  ],
};
