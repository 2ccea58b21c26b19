import type { Attempt, Family, Scenario } from '../Scenario';
import { changesThen, destroysThen, running } from './steps';

const killed = (
  name: string,
  operation: Scenario['operation'],
  within: number,
  ...attempts: readonly [...Attempt[], Attempt]
): Scenario => ({
  name: `the backend is killed ${name}`,
  operation,
  through: 'portal',
  attempts: attempts.map((attempt, index) =>
    index < attempts.length - 1 ? attempt : { ...attempt, death: { within } },
  ),
});

export const kill: Family = {
  name: 'kill -9',
  scenarios: [
    killed('while it creates, early', 'create', 4, running),
    killed('while it creates, somewhere', 'create', 9, running),
    killed('while it creates, somewhere else', 'create', 10, running),
    killed('while it creates, late', 'create', 12, running),
    killed('while it changes, early', 'change', 5, running, changesThen),
    killed('while it changes, somewhere', 'change', 9, running, changesThen),
    killed('while it changes, late', 'change', 11, running, changesThen),
    killed('while it destroys, early', 'destroy', 3, running, destroysThen),
    killed('while it destroys, late', 'destroy', 6, running, destroysThen),
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
          ends: 'refused',
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
