import type { Attempt, Family } from '../Scenario';
import { destroysThen, running } from './steps';
import { vpcHasGuest } from './awsMessages';

const guest = {
  kind: 'fail-delete',
  type: 'AWS::EC2::VPC',
  reason: vpcHasGuest,
} as const;

/** The stream takes longer than any test. */
const hangingStream = (operation: 'create' | 'delete') =>
  ({ kind: 'hang-resource', operation, resource: 'Stream' } as const);

/** An operation that is in progress when its user stops following it. */
function leftInProgress(operation: 'create' | 'delete') {
  const stack = `${operation.toLocaleUpperCase('en-US')}_IN_PROGRESS`;
  return {
    onAbort: 'leave',
    faults: [hangingStream(operation)],
    meanwhile: [
      { at: { line: new RegExp(`Stream · ${stack}`) }, do: 'cancel' },
    ],
    expects: 'cancelled',
    stack,
  } satisfies Partial<Attempt>;
}

export const destroy: Family = {
  name: 'destroy',
  scenarios: [
    {
      name: 'a destruction succeeds',
      operation: 'destroy',
      attempts: [
        running,
        {
          ...destroysThen,
          messages: [/^Environment abc in eu-central-1 was destroyed in /],
        },
      ],
    },
    {
      name: 'there is nothing to destroy',
      operation: 'destroy',
      attempts: [
        {
          do: 'destroy',
          expects: 'absent',
          stack: 'absent',
          messages: [/^There is no environment abc .*: nothing to destroy\.$/],
        },
      ],
    },
    {
      name: 'a finished destruction is requested again, and its outcome is found',
      operation: 'destroy',
      attempts: [
        running,
        { ...destroysThen, token: 'gone' },
        { ...destroysThen, token: 'gone', reportedAgain: true },
      ],
    },
    {
      name: 'protection is on, and must be switched off first',
      operation: 'destroy',
      attempts: [
        { ...running, input: { deletionProtection: true } },
        {
          do: 'destroy',
          expects: 'refused',
          stack: 'CREATE_COMPLETE',
          messages: [
            /is protected against deletion\. Switch its deletion protection off and deploy that change/,
          ],
        },
        {
          do: 'create',
          expects: 'updated',
          stack: 'UPDATE_COMPLETE',
          input: { deletionProtection: false },
        },
        destroysThen,
      ],
    },
    {
      name: 'a resource that cannot be deleted is named with the reason, and deleted later',
      operation: 'destroy',
      attempts: [
        running,
        {
          do: 'destroy',
          faults: [guest],
          expects: 'failed',
          stack: 'DELETE_FAILED',
          messages: [
            /could not be destroyed completely \(DELETE_FAILED\)\. Blocked by: Vpc \(AWS::EC2::VPC, \S+\): .*has dependencies/,
            /Something that was put into the VPC from outside is still there\. Delete what was added by hand/,
          ],
        },
        destroysThen,
      ],
    },
    {
      name: 'a resource that cannot be deleted is retained when it is named',
      operation: 'destroy',
      leavesBehind: true,
      attempts: [
        running,
        {
          do: 'destroy',
          faults: [guest],
          expects: 'failed',
          stack: 'DELETE_FAILED',
          messages: [/--retain Vpc/],
        },
        {
          ...destroysThen,
          retain: ['Vpc'],
          messages: [
            /was destroyed in .*\. Left behind, and part of no stack any more: Vpc \(AWS::EC2::VPC, \S+\)/,
          ],
        },
      ],
    },
    {
      name: 'retaining a resource that does not block the deletion is refused',
      operation: 'destroy',
      attempts: [
        running,
        {
          do: 'destroy',
          faults: [guest],
          expects: 'failed',
          stack: 'DELETE_FAILED',
          messages: [/could not be destroyed completely \(DELETE_FAILED\)/],
        },
        {
          do: 'destroy',
          retain: ['Stream'],
          expects: 'refused',
          stack: 'DELETE_FAILED',
          messages: [
            /^Resources to retain must block the deletion; what does: Vpc/,
          ],
        },
      ],
    },
    {
      name: 'a failed destruction blocks a deployment, and the message describes what to do',
      operation: 'create',
      attempts: [
        running,
        {
          do: 'destroy',
          faults: [guest],
          expects: 'failed',
          stack: 'DELETE_FAILED',
          messages: [/could not be destroyed completely \(DELETE_FAILED\)/],
        },
        {
          do: 'create',
          expects: 'refused',
          stack: 'DELETE_FAILED',
          messages: [
            /its destruction failed half way\. Destroy it again, then create it again\./,
          ],
        },
      ],
    },
    {
      name: 'two users destroy the same environment at once',
      operation: 'destroy',
      attempts: [running, { ...destroysThen, concurrent: destroysThen }],
    },
    {
      name: 'a cancelled destruction continues, is reported so and followed to its end',
      operation: 'destroy',
      speed: 300,
      attempts: [
        running,
        {
          ...destroysThen,
          meanwhile: [{ at: { line: /DELETE_IN_PROGRESS/ }, do: 'cancel' }],
          notices: [
            /^A deletion cannot be cancelled\. It is followed to its end\.$/,
          ],
          messages: [/was destroyed in .*; the cancellation came too late\.$/],
        },
      ],
    },
    {
      name: 'a destruction that is not followed continues, and nothing is created meanwhile',
      operation: 'destroy',
      speed: 300,
      attempts: [
        running,
        {
          do: 'destroy',
          ...leftInProgress('delete'),
          messages: [
            /AWS continues to destroy it: a deletion cannot be cancelled\.$/,
          ],
          partlyReported: true,
        },
        {
          do: 'create',
          expects: 'refused',
          stack: 'DELETE_IN_PROGRESS',
          partlyReported: true,
          messages: [
            /is being destroyed \(DELETE_IN_PROGRESS, since .*owner group:default\/video\)/,
          ],
        },
      ],
    },
    {
      name: 'a destruction takes too long, and the outcome is reported',
      operation: 'destroy',
      attempts: [
        running,
        {
          do: 'destroy',
          settings: { operation: { timeout: { seconds: 2 } } },
          faults: [hangingStream('delete')],
          expects: 'needs-attention',
          stack: 'DELETE_IN_PROGRESS',
          messages: [
            /is still being destroyed after .*The operation continues in AWS; look at the stack's events/,
          ],
          partlyReported: true,
        },
      ],
    },
    {
      name: 'an environment is not destroyed while it is being created',
      operation: 'destroy',
      attempts: [
        {
          do: 'create',
          ...leftInProgress('create'),
          messages: [
            /^Environment abc in eu-central-1 is no longer followed, but the operation continues in AWS: it is being created\.$/,
          ],
          partlyReported: true,
        },
        {
          do: 'destroy',
          expects: 'refused',
          stack: 'CREATE_IN_PROGRESS',
          partlyReported: true,
          messages: [
            /is being created \(CREATE_IN_PROGRESS, since .*Wait until it has finished, or cancel that first; then destroy it\.$/,
          ],
        },
      ],
    },
  ],
};
