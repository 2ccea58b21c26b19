import type { Attempt, Family, Scenario } from '../Scenario';
import { changesThen, destroysThen, running } from './steps';

const expire = { faults: [{ kind: 'expire-credentials' } as const] };

const midway = (
  operation: Scenario['operation'],
  /** The second expiry, after the credentials were refreshed once. */
  again: RegExp,
  attempts: readonly [...Attempt[], Attempt],
): Scenario => ({
  name: `credentials expire during the operation and are renewed (${operation})`,
  operation,
  renewable: true,
  speed: 300,
  attempts: attempts.map((attempt, index) =>
    index < attempts.length - 1
      ? attempt
      : {
          ...attempt,
          meanwhile: [
            // From the next call. A line is read only after the credentials were refreshed, so the two expiries never coincide.
            { at: { call: /ExecuteChangeSet|DeleteStack$/ }, do: expire },
            { at: { line: again }, do: expire },
          ],
        },
  ),
});

const ended = {
  kind: 'expire-credentials',
  accessKeyId: 'local',
} as const;

export const credentials: Family = {
  name: 'credentials',
  scenarios: [
    midway('create', /DatabaseCluster · CREATE_COMPLETE/, [running]),
    midway('change', /Stream · UPDATE_COMPLETE/, [running, changesThen]),
    midway('destroy', /Worker · DELETE_COMPLETE/, [running, destroysThen]),
    {
      name: 'credentials expire between plan and deployment and are renewed',
      operation: 'create',
      renewable: true,
      attempts: [{ ...running, meanwhile: [{ at: 'planned', do: expire }] }],
    },
    {
      name: 'credentials that cannot be renewed have expired before the plan',
      operation: 'create',
      attempts: [
        {
          do: 'create',
          faults: [ended],
          expects: 'no-aws',
          stack: 'absent',
          messages: [/have expired\. Renew them, then try again\./],
        },
      ],
    },
    {
      name: 'credentials that cannot be renewed expire between plan and deployment',
      operation: 'create',
      attempts: [
        {
          do: 'create',
          meanwhile: [{ at: 'planned', do: { faults: [ended] } }],
          expects: 'no-aws',
          // It cannot be deleted any more; the next deployment deletes it.
          stack: 'REVIEW_IN_PROGRESS',
          leavesPlan: true,
          messages: [/have expired\. Renew them, then try again\./],
        },
        running,
      ],
    },
    {
      name: 'credentials that cannot be renewed expire during the operation, and an operator renews them',
      operation: 'create',
      speed: 600,
      attempts: [
        {
          ...running,
          meanwhile: [
            {
              at: { line: /Vpc · CREATE_COMPLETE/ },
              do: { faults: [{ ...ended, times: 3 }] },
            },
          ],
          notices: [
            /^AWS is not responding \(.*have expired.*\)\. The operation continues in AWS/,
            /^AWS is responding again/,
          ],
        },
      ],
    },
  ],
};
