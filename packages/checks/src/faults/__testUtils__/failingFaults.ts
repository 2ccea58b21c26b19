import { endProcess } from '../../endProcess';
import { faults } from '../faults';
import type { Family } from '../Scenario';

/* `yarn faults` with scenarios that fail in different ways, for `faults.slow.test.ts`. */
const families: readonly Family[] = [
  {
    name: 'failing',
    scenarios: [
      {
        name: 'expects another outcome',
        operation: 'create',
        attempts: [
          { do: 'plan', expects: 'created', stack: 'CREATE_COMPLETE' },
        ],
      },
      {
        name: 'cannot start',
        operation: 'create',
        buckets: ['No name for a bucket'],
        attempts: [{ do: 'plan', expects: 'planned', stack: 'absent' }],
      },
      {
        name: 'breaks while its concurrent is at work',
        operation: 'create',
        attempts: [
          {
            do: 'create',
            settings: { regions: 'no list' },
            concurrent: { do: 'plan', expects: 'planned', stack: 'absent' },
            expects: 'created',
            stack: 'CREATE_COMPLETE',
          },
        ],
      },
      {
        name: 'waits in the portal for a line that never comes',
        operation: 'destroy',
        through: 'portal',
        attempts: [
          {
            do: 'destroy',
            confirmation: 'another',
            meanwhile: [{ at: { line: /never/ }, do: 'cancel' }],
            expects: 'cancelled',
            stack: 'absent',
          },
        ],
      },
    ],
  },
];

faults(families, [], undefined, { seed: 1, jobs: 2, portals: 1 })
  .then(code => {
    process.exitCode = code;
  })
  .finally(endProcess);
