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
    // Backstage forgets the credentials of a task as soon as it is cancelled (scaffolder 4.2.0), so its next life may ask for
    // nothing: AWS goes on to the right end, and the task cannot say so.
    {
      name: 'the backend is killed while it cancels a creation, when AWS has heard of it, and the creation is gone all the same',
      operation: 'create',
      through: 'portal',
      attempts: [
        {
          do: 'create',
          besides: [{ at: { line: /Vpc · CREATE_COMPLETE/ }, do: 'cancel' }],
          death: { within: 1, of: /DeleteStack/, heard: true },
          ends: 'broken-off',
          says: [/401 Unauthorized/],
          stack: 'absent',
          untold: true,
        },
      ],
    },
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
