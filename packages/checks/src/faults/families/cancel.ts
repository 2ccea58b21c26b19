import type { Attempt, Family } from '../Scenario';
import { changesThen, hangsAtStream, ownPassword, running } from './steps';
import { tooManyShards } from './words';

const speed = 300;

const takenBack: Pick<Attempt, 'ends' | 'stack' | 'says' | 'notices'> = {
  ends: 'cancelled',
  stack: 'absent',
  says: [
    /^The creation of environment abc in eu-central-1 was cancelled, and what had been made was deleted: nothing is left of it\.$/,
  ],
  notices: [
    /^Cancelling the creation: CloudFormation deletes what has been created so far/,
  ],
};

const rolledBack: Pick<Attempt, 'ends' | 'stack' | 'says' | 'notices'> = {
  ends: 'cancelled',
  stack: 'UPDATE_ROLLBACK_COMPLETE',
  says: [
    /^The change of environment abc in eu-central-1 was cancelled and rolled back: it is as it was before\.$/m,
  ],
  notices: [/^Cancelling the change: CloudFormation rolls it back/],
};

const failsAtStream = (operation: 'create' | 'update') =>
  ({
    kind: 'fail-resource',
    operation,
    during: 'deploy',
    resource: 'Stream',
    reason: tooManyShards,
    code: 'ServiceLimitExceeded',
  } as const);

export const cancel: Family = {
  name: 'cancel',
  scenarios: [
    {
      name: 'cancelled while it is planned, nothing is left',
      operation: 'create',
      attempts: [
        {
          do: 'create',
          besides: [{ at: { call: /CreateChangeSet/ }, do: 'cancel' }],
          ends: 'cancelled',
          stack: 'absent',
          // Cancelling before anything has started gives no message.
          says: [/^$/],
        },
      ],
    },
    {
      name: 'cancelled between plan and deployment, nothing is begun, and the plan stays until it is deleted',
      operation: 'create',
      attempts: [
        {
          do: 'create',
          besides: [{ at: 'planned', do: 'cancel' }],
          ends: 'cancelled',
          stack: 'REVIEW_IN_PROGRESS',
          leavesPlan: true,
          says: [/was cancelled before anything was changed\.$/],
        },
      ],
    },
    {
      name: 'cancelled between plan and change, the environment is as it was',
      operation: 'change',
      attempts: [
        running,
        {
          do: 'change',
          besides: [{ at: 'planned', do: 'cancel' }],
          ends: 'cancelled',
          stack: 'CREATE_COMPLETE',
          leavesPlan: true,
          says: [/was cancelled before anything was changed\.$/],
        },
      ],
    },
    {
      name: 'cancelled at the very moment it begins',
      operation: 'create',
      speed,
      attempts: [
        {
          do: 'create',
          besides: [{ at: { call: /ExecuteChangeSet/ }, do: 'cancel' }],
          ...takenBack,
        },
      ],
    },
    {
      name: 'cancelled during a creation',
      operation: 'create',
      speed: 100,
      attempts: [
        {
          do: 'create',
          besides: [
            { at: { line: /NatGateway1 · CREATE_IN_PROGRESS/ }, do: 'cancel' },
          ],
          ...takenBack,
        },
      ],
    },
    {
      name: 'a creation hangs and is cancelled',
      operation: 'create',
      attempts: [
        {
          do: 'create',
          faults: [hangsAtStream('create')],
          besides: [
            { at: { line: /DatabaseWriter · CREATE_COMPLETE/ }, do: 'cancel' },
          ],
          ...takenBack,
        },
      ],
    },
    {
      name: 'a creation whose database made a password for itself is cancelled, and nobody has seen it',
      operation: 'create',
      makesSecret: true,
      attempts: [
        {
          do: 'create',
          input: ownPassword,
          faults: [hangsAtStream('create')],
          besides: [
            { at: { line: /DatabaseWriter · CREATE_COMPLETE/ }, do: 'cancel' },
          ],
          ...takenBack,
        },
      ],
    },
    {
      name: 'a protected creation is cancelled, and nothing is left',
      operation: 'create',
      attempts: [
        {
          do: 'create',
          input: { deletionProtection: true },
          faults: [hangsAtStream('create')],
          besides: [
            { at: { line: /DatabaseWriter · CREATE_COMPLETE/ }, do: 'cancel' },
          ],
          ...takenBack,
        },
        running,
      ],
    },
    {
      name: 'cancelled during a change',
      operation: 'change',
      speed: 40,
      attempts: [
        running,
        {
          do: 'change',
          besides: [{ at: { line: /UPDATE_IN_PROGRESS/ }, do: 'cancel' }],
          ...rolledBack,
        },
      ],
    },
    {
      name: 'a change hangs and is cancelled',
      operation: 'change',
      attempts: [
        running,
        {
          do: 'change',
          faults: [hangsAtStream('update')],
          besides: [
            { at: { line: /Stream · UPDATE_IN_PROGRESS/ }, do: 'cancel' },
          ],
          ...rolledBack,
        },
      ],
    },
    {
      name: 'two who follow the same change both cancel it',
      operation: 'change',
      attempts: [
        running,
        {
          do: 'change',
          token: 'same',
          faults: [hangsAtStream('update')],
          besides: [
            { at: { line: /Stream · UPDATE_IN_PROGRESS/ }, do: 'cancel' },
          ],
          ...rolledBack,
          rival: {
            do: 'change',
            token: 'same',
            besides: [
              { at: { line: /Stream · UPDATE_IN_PROGRESS/ }, do: 'cancel' },
            ],
            ...rolledBack,
            notices: [],
          },
        },
      ],
    },
    {
      name: 'cancelled while a failed creation is rolled back, the cause is still told',
      operation: 'create',
      speed,
      attempts: [
        {
          do: 'create',
          faults: [
            failsAtStream('create'),
            {
              kind: 'hang-resource',
              operation: 'delete',
              during: 'rollback',
              resource: 'Vpc',
            },
          ],
          besides: [{ at: { line: /ROLLBACK_IN_PROGRESS/ }, do: 'cancel' }],
          ends: 'cancelled',
          stack: 'absent',
          says: [
            /Stream \(AWS::Kinesis::Stream\): The AWS account has reached a quota/,
          ],
        },
      ],
    },
    {
      name: 'cancelled while a failed change is rolled back, the cause is still told',
      operation: 'change',
      speed: 40,
      attempts: [
        running,
        {
          do: 'change',
          faults: [{ ...failsAtStream('update'), resource: 'Worker' }],
          besides: [
            { at: { line: /UPDATE_ROLLBACK_IN_PROGRESS/ }, do: 'cancel' },
          ],
          ends: 'rolled-back',
          stack: 'UPDATE_ROLLBACK_COMPLETE',
          notices: [
            /^There is nothing to cancel: it is being rolled back already\.|^It is too late to cancel/,
          ],
          says: [
            /Worker \(AWS::ECS::Service\): The AWS account has reached a quota/,
          ],
        },
      ],
    },
    {
      name: 'cancelled in the clean-up it is too late, and is told so',
      operation: 'change',
      leavesBehind: true,
      speed: 200,
      attempts: [
        running,
        {
          ...changesThen,
          input: { deadLetters: { enabled: false } },
          allowDataLoss: ['DeadLetterQueue'],
          faults: [
            {
              kind: 'fail-resource',
              operation: 'delete',
              during: 'cleanup',
              resource: 'DeadLetterQueue',
              reason: 'The queue is busy.',
              afterSeconds: 900,
            },
          ],
          besides: [
            {
              at: { line: /UPDATE_COMPLETE_CLEANUP_IN_PROGRESS/ },
              do: 'cancel',
            },
          ],
          notices: [
            /^It is too late to cancel: the change is complete, and CloudFormation only deletes what it replaced\.$/,
          ],
          says: [
            /was changed in .*; the cancellation came too late\. Left behind, and part of no stack any more: DeadLetterQueue \(AWS::SQS::Queue, \S+\): The queue is busy\. Delete by hand what is not wanted\.$/,
          ],
        },
      ],
    },
    {
      name: 'the cancellation of a change cannot be finished, and the next deployment does',
      operation: 'change',
      attempts: [
        running,
        {
          do: 'change',
          faults: [
            { ...hangsAtStream('update'), resource: 'DatabaseCluster' },
            {
              kind: 'fail-rollback',
              resource: 'Stream',
              reason: 'The stream is busy.',
            },
          ],
          besides: [{ at: { line: /Stream · UPDATE_COMPLETE/ }, do: 'cancel' }],
          ends: 'needs-attention',
          stack: 'UPDATE_ROLLBACK_FAILED',
          says: [/Blocked by: Stream .*The stream is busy/],
        },
        changesThen,
      ],
    },
    {
      name: 'the cancellation of a creation cannot delete everything, and the next destruction does',
      operation: 'create',
      attempts: [
        {
          do: 'create',
          faults: [
            hangsAtStream('create'),
            {
              kind: 'fail-delete',
              type: 'AWS::EC2::VPC',
              reason: 'The vpc has a guest.',
            },
          ],
          besides: [
            { at: { line: /DatabaseWriter · CREATE_COMPLETE/ }, do: 'cancel' },
          ],
          ends: 'needs-attention',
          stack: 'DELETE_FAILED',
          says: [
            /was cancelled, but not all of it could be deleted\. Blocked by: Vpc .*The vpc has a guest\..* Fix this, then destroy the environment\./,
          ],
        },
        { do: 'destroy', ends: 'destroyed', stack: 'absent' },
      ],
    },
    {
      name: 'the cancellation is throttled, and comes through',
      operation: 'create',
      speed,
      attempts: [
        {
          do: 'create',
          faults: [
            hangsAtStream('create'),
            { kind: 'throttle', operation: 'DeleteStack', times: 6 },
          ],
          besides: [
            { at: { line: /NatGateway1 · CREATE_IN_PROGRESS/ }, do: 'cancel' },
          ],
          ...takenBack,
        },
      ],
    },
  ],
};
