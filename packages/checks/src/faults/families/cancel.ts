import type { Attempt, Family } from '../Scenario';
import { changesThen, hangsAtStream, ownPassword, running } from './steps';
import { tooManyShards } from './awsMessages';

const speed = 300;

const takenBack: Pick<Attempt, 'expects' | 'stack' | 'messages' | 'notices'> = {
  expects: 'cancelled',
  stack: 'absent',
  messages: [
    /^The creation of environment abc in eu-central-1 was cancelled, and everything that had been created was deleted: nothing is left of it\.$/,
  ],
  notices: [
    /^Cancelling the creation: CloudFormation deletes what has been created so far/,
  ],
};

const rolledBack: Pick<Attempt, 'expects' | 'stack' | 'messages' | 'notices'> =
  {
    expects: 'cancelled',
    stack: 'UPDATE_ROLLBACK_COMPLETE',
    messages: [
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
      name: 'cancelled during planning, nothing is left',
      operation: 'create',
      attempts: [
        {
          do: 'create',
          meanwhile: [{ at: { call: /CreateChangeSet/ }, do: 'cancel' }],
          expects: 'cancelled',
          stack: 'absent',
          // Cancelling before anything has started gives no message.
          messages: [/^$/],
        },
      ],
    },
    {
      name: 'cancelled between plan and deployment, nothing is started, and the plan stays until it is deleted',
      operation: 'create',
      attempts: [
        {
          do: 'create',
          meanwhile: [{ at: 'planned', do: 'cancel' }],
          expects: 'cancelled',
          stack: 'REVIEW_IN_PROGRESS',
          leavesPlan: true,
          messages: [/was cancelled before anything was changed\.$/],
        },
      ],
    },
    {
      name: 'cancelled between plan and change, the environment stays unchanged',
      operation: 'change',
      attempts: [
        running,
        {
          do: 'change',
          meanwhile: [{ at: 'planned', do: 'cancel' }],
          expects: 'cancelled',
          stack: 'CREATE_COMPLETE',
          leavesPlan: true,
          messages: [/was cancelled before anything was changed\.$/],
        },
      ],
    },
    {
      name: 'cancelled at the moment it starts',
      operation: 'create',
      speed,
      attempts: [
        {
          do: 'create',
          meanwhile: [{ at: { call: /ExecuteChangeSet/ }, do: 'cancel' }],
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
          meanwhile: [
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
          meanwhile: [
            { at: { line: /DatabaseWriter · CREATE_COMPLETE/ }, do: 'cancel' },
          ],
          ...takenBack,
        },
      ],
    },
    {
      name: 'a creation whose database generated its password is cancelled, and the password appears nowhere',
      operation: 'create',
      makesSecret: true,
      attempts: [
        {
          do: 'create',
          input: ownPassword,
          faults: [hangsAtStream('create')],
          meanwhile: [
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
          meanwhile: [
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
          meanwhile: [{ at: { line: /UPDATE_IN_PROGRESS/ }, do: 'cancel' }],
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
          meanwhile: [
            { at: { line: /Stream · UPDATE_IN_PROGRESS/ }, do: 'cancel' },
          ],
          ...rolledBack,
        },
      ],
    },
    {
      name: 'two requesters follow the same change, and both cancel it',
      operation: 'change',
      attempts: [
        running,
        {
          do: 'change',
          token: 'same',
          faults: [hangsAtStream('update')],
          meanwhile: [
            { at: { line: /Stream · UPDATE_IN_PROGRESS/ }, do: 'cancel' },
          ],
          ...rolledBack,
          concurrent: {
            do: 'change',
            token: 'same',
            meanwhile: [
              { at: { line: /Stream · UPDATE_IN_PROGRESS/ }, do: 'cancel' },
            ],
            ...rolledBack,
            notices: [],
          },
        },
      ],
    },
    {
      name: 'cancelled during the rollback of a failed creation, the cause is still reported',
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
          meanwhile: [{ at: { line: /ROLLBACK_IN_PROGRESS/ }, do: 'cancel' }],
          expects: 'cancelled',
          stack: 'absent',
          messages: [
            /Stream \(AWS::Kinesis::Stream\): The account has reached its quota of Kinesis shards/,
          ],
        },
      ],
    },
    {
      name: 'cancelled during the rollback of a failed change, the cause is still reported',
      operation: 'change',
      speed: 40,
      attempts: [
        running,
        {
          do: 'change',
          faults: [{ ...failsAtStream('update'), resource: 'Worker' }],
          meanwhile: [
            { at: { line: /UPDATE_ROLLBACK_IN_PROGRESS/ }, do: 'cancel' },
          ],
          expects: 'rolled-back',
          stack: 'UPDATE_ROLLBACK_COMPLETE',
          notices: [
            /^There is nothing to cancel: it is being rolled back already\.|^It is too late to cancel/,
          ],
          messages: [
            /Worker \(AWS::ECS::Service\): The account has reached its quota of Kinesis shards/,
          ],
        },
      ],
    },
    {
      name: 'cancelled during the clean-up, it is reported as too late',
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
          meanwhile: [
            {
              at: { line: /UPDATE_COMPLETE_CLEANUP_IN_PROGRESS/ },
              do: 'cancel',
            },
          ],
          notices: [
            /^It is too late to cancel: the change is complete, and CloudFormation only deletes what it replaced\.$/,
          ],
          messages: [
            /was changed in .*; the cancellation came too late\. Left behind, and part of no stack any more: DeadLetterQueue \(AWS::SQS::Queue, \S+\): The queue is busy\. Delete by hand what is not wanted\.$/,
          ],
        },
      ],
    },
    {
      name: 'the cancellation of a change cannot be finished, and the next deployment finishes it',
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
          meanwhile: [
            { at: { line: /Stream · UPDATE_COMPLETE/ }, do: 'cancel' },
          ],
          expects: 'needs-attention',
          stack: 'UPDATE_ROLLBACK_FAILED',
          messages: [/Blocked by: Stream .*The stream is busy/],
        },
        changesThen,
      ],
    },
    {
      name: 'the cancellation of a creation cannot delete everything, and the next destruction deletes the rest',
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
          meanwhile: [
            { at: { line: /DatabaseWriter · CREATE_COMPLETE/ }, do: 'cancel' },
          ],
          expects: 'needs-attention',
          stack: 'DELETE_FAILED',
          messages: [
            /was cancelled, but not all of it could be deleted\. Blocked by: Vpc .*The vpc has a guest\..* Fix this, then destroy the environment\./,
          ],
        },
        { do: 'destroy', expects: 'destroyed', stack: 'absent' },
      ],
    },
    {
      name: 'the cancellation is throttled, and succeeds',
      operation: 'create',
      speed,
      attempts: [
        {
          do: 'create',
          faults: [
            hangsAtStream('create'),
            { kind: 'throttle', operation: 'DeleteStack', times: 6 },
          ],
          meanwhile: [
            { at: { line: /NatGateway1 · CREATE_IN_PROGRESS/ }, do: 'cancel' },
          ],
          ...takenBack,
        },
      ],
    },
  ],
};
