import type { Family } from '../Scenario';
import { destroysThen, running } from './steps';
import { vpcHasGuest } from './words';

const guest = {
  kind: 'fail-delete',
  type: 'AWS::EC2::VPC',
  reason: vpcHasGuest,
} as const;

export const destroy: Family = {
  name: 'destroy',
  scenarios: [
    {
      name: 'nothing goes wrong with a destruction',
      operation: 'destroy',
      attempts: [
        running,
        {
          ...destroysThen,
          says: [/^Environment abc in eu-central-1 was destroyed in /],
        },
      ],
    },
    {
      name: 'there is nothing to destroy',
      operation: 'destroy',
      attempts: [
        {
          do: 'destroy',
          ends: 'absent',
          stack: 'absent',
          says: [/^There is no environment abc .*: nothing to destroy\.$/],
        },
      ],
    },
    {
      name: 'a destruction that has ended is asked for again, and finds its end',
      operation: 'destroy',
      attempts: [
        running,
        { ...destroysThen, token: 'gone' },
        { ...destroysThen, token: 'gone', retold: true },
      ],
    },
    {
      name: 'protection is on, and must be switched off first',
      operation: 'destroy',
      attempts: [
        { ...running, input: { deletionProtection: true } },
        {
          do: 'destroy',
          ends: 'refused',
          stack: 'CREATE_COMPLETE',
          says: [
            /is protected against deletion\. Switch its deletion protection off and deploy that change/,
          ],
        },
        {
          do: 'create',
          ends: 'updated',
          stack: 'UPDATE_COMPLETE',
          input: { deletionProtection: false },
        },
        destroysThen,
      ],
    },
    {
      name: 'what cannot be deleted is named with the reason, and deleted later',
      operation: 'destroy',
      attempts: [
        running,
        {
          do: 'destroy',
          faults: [guest],
          ends: 'failed',
          stack: 'DELETE_FAILED',
          says: [
            /could not be destroyed completely \(DELETE_FAILED\)\. Blocked by: Vpc \(AWS::EC2::VPC, \S+\): .*has dependencies/,
            /Something else still uses the resource\. Remove what was attached to it by hand/,
          ],
        },
        destroysThen,
      ],
    },
    {
      name: 'what cannot be deleted is left behind, when it is named',
      operation: 'destroy',
      leavesBehind: true,
      attempts: [
        running,
        {
          do: 'destroy',
          faults: [guest],
          ends: 'failed',
          stack: 'DELETE_FAILED',
          says: [/--retain Vpc/],
        },
        {
          ...destroysThen,
          retain: ['Vpc'],
          says: [
            /was destroyed in .*\. Left behind, and part of no stack any more: Vpc \(AWS::EC2::VPC, \S+\)/,
          ],
        },
      ],
    },
    {
      name: 'naming what does not hold the deletion is refused',
      operation: 'destroy',
      attempts: [
        running,
        {
          do: 'destroy',
          faults: [guest],
          ends: 'failed',
          stack: 'DELETE_FAILED',
          says: [/could not be destroyed completely \(DELETE_FAILED\)/],
        },
        {
          do: 'destroy',
          retain: ['Stream'],
          ends: 'refused',
          stack: 'DELETE_FAILED',
          says: [
            /^Resources to retain must block the deletion; what does: Vpc/,
          ],
        },
      ],
    },
    {
      name: 'a failed destruction stands in the way of a deployment, which says what to do',
      operation: 'create',
      attempts: [
        running,
        {
          do: 'destroy',
          faults: [guest],
          ends: 'failed',
          stack: 'DELETE_FAILED',
          says: [/could not be destroyed completely \(DELETE_FAILED\)/],
        },
        {
          do: 'create',
          ends: 'refused',
          stack: 'DELETE_FAILED',
          says: [
            /its destruction failed half way\. Destroy it again, then create it again\./,
          ],
        },
      ],
    },
    {
      name: 'two people destroy the same environment at once',
      operation: 'destroy',
      attempts: [running, { ...destroysThen, rival: destroysThen }],
    },
    {
      name: 'a destruction that is cancelled goes on, is told so and followed to its end',
      operation: 'destroy',
      speed: 300,
      attempts: [
        running,
        {
          ...destroysThen,
          besides: [{ at: { line: /DELETE_IN_PROGRESS/ }, do: 'cancel' }],
          notices: [
            /^A deletion cannot be cancelled\. It is followed to its end\.$/,
          ],
          says: [/was destroyed in .*; the cancellation came too late\.$/],
        },
      ],
    },
    {
      name: 'a destruction that nobody follows goes on, and nothing is made meanwhile',
      operation: 'destroy',
      speed: 300,
      attempts: [
        running,
        {
          do: 'destroy',
          onAbort: 'leave',
          faults: [
            { kind: 'hang-resource', operation: 'delete', resource: 'Stream' },
          ],
          besides: [
            { at: { line: /Stream · DELETE_IN_PROGRESS/ }, do: 'cancel' },
          ],
          ends: 'cancelled',
          stack: 'DELETE_IN_PROGRESS',
          says: [
            /AWS continues to destroy it: a deletion cannot be cancelled\.$/,
          ],
          untold: true,
        },
        {
          do: 'create',
          ends: 'refused',
          stack: 'DELETE_IN_PROGRESS',
          untold: true,
          says: [
            /is being destroyed \(DELETE_IN_PROGRESS, since .*owner group:default\/video\)/,
          ],
        },
      ],
    },
    {
      name: 'a destruction takes too long, and says what became of it',
      operation: 'destroy',
      attempts: [
        running,
        {
          do: 'destroy',
          settings: { operation: { timeout: { seconds: 2 } } },
          faults: [
            { kind: 'hang-resource', operation: 'delete', resource: 'Stream' },
          ],
          ends: 'needs-attention',
          stack: 'DELETE_IN_PROGRESS',
          says: [
            /is still being destroyed after .*The operation continues in AWS; look at the stack's events/,
          ],
          untold: true,
        },
      ],
    },
    {
      name: 'an environment that is being created is not destroyed under its makers',
      operation: 'destroy',
      attempts: [
        {
          do: 'create',
          onAbort: 'leave',
          faults: [
            { kind: 'hang-resource', operation: 'create', resource: 'Stream' },
          ],
          besides: [
            { at: { line: /Stream · CREATE_IN_PROGRESS/ }, do: 'cancel' },
          ],
          ends: 'cancelled',
          stack: 'CREATE_IN_PROGRESS',
          says: [
            /^Environment abc in eu-central-1 is no longer followed, but the operation continues in AWS: it is being created\.$/,
          ],
          untold: true,
        },
        {
          do: 'destroy',
          ends: 'refused',
          stack: 'CREATE_IN_PROGRESS',
          untold: true,
          says: [
            /is being created \(CREATE_IN_PROGRESS, since .*Wait until it has finished, or cancel that first; then destroy it\.$/,
          ],
        },
      ],
    },
  ],
};
