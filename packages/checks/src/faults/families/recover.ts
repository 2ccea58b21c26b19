import type { Attempt, Family } from '../Scenario';
import { changesThen, destroysThen, running } from './steps';
import { tooManyShards } from './awsMessages';

const failsAtStream = {
  kind: 'fail-resource',
  operation: 'create',
  resource: 'Stream',
  reason: tooManyShards,
  code: 'ServiceLimitExceeded',
} as const;

/** A creation that failed and was rolled back. */
const failed: Attempt = {
  do: 'create',
  faults: [failsAtStream],
  expects: 'rolled-back',
  stack: 'ROLLBACK_COMPLETE',
};

/** A creation that failed and could not be rolled back. */
const stays: Attempt = {
  do: 'create',
  faults: [failsAtStream, { kind: 'fail-rollback', type: 'AWS::EC2::VPC' }],
  expects: 'failed',
  stack: 'ROLLBACK_FAILED',
  messages: [
    /not everything that had been created could be deleted\. Blocked by: Vpc .*Deploy again: that deletes it first\./,
    /Stream \(AWS::Kinesis::Stream\): The account has reached its quota of Kinesis shards/,
  ],
};

const safe: Attempt['input'] = { deletionProtection: true };

const unprotected =
  /^Switched off the deletion protection of DatabaseCluster \(AWS::RDS::DBCluster, \S+\)/;

/** Simulated seconds per real second, slow enough to observe a rollback in progress. */
const slow = 300;

const workerFails = {
  kind: 'fail-resource',
  operation: 'create',
  resource: 'Worker',
  reason: 'The moon is in the wrong phase.',
} as const;

/** A protected creation that failed and whose database protection could not be removed. */
const staysProtected: Attempt = {
  do: 'create',
  input: safe,
  faults: [workerFails, { kind: 'deny', operation: 'ModifyDB*' }],
  expects: 'failed',
  stack: 'ROLLBACK_FAILED',
  messages: [
    /not everything that had been created could be deleted\. Blocked by: .*DatabaseCluster .*protected Cluster.*Deploy again: that deletes it first\./,
    /^Worker \(AWS::ECS::Service\): The cause is not known/m,
  ],
};

const busyStream = {
  kind: 'fail-rollback',
  resource: 'Stream',
  reason: 'The stream is busy.',
} as const;

/** A change that fails at the database and cannot be rolled back at the stream. */
const stuck: Attempt = {
  do: 'change',
  faults: [
    {
      kind: 'fail-resource',
      operation: 'update',
      during: 'deploy',
      resource: 'DatabaseCluster',
      reason: 'No capacity.',
    },
    busyStream,
  ],
  expects: 'needs-attention',
  stack: 'UPDATE_ROLLBACK_FAILED',
  messages: [
    /its rollback failed\. Blocked by: Stream \(AWS::Kinesis::Stream, \S+\): .*The stream is busy\./,
    /Deploy again: that continues the rollback first; .*--skip Stream/,
    /DatabaseCluster \(AWS::RDS::DBCluster\): .*No capacity\./,
  ],
};

/** The rollback was continued, and failed again. */
const stuckAgain: Attempt = {
  do: 'change',
  faults: [busyStream],
  expects: 'needs-attention',
  stack: 'UPDATE_ROLLBACK_FAILED',
  notices: [/^Continuing the rollback of the change that failed before\.$/],
  messages: [
    /its rollback cannot be finished \(UPDATE_ROLLBACK_FAILED\); nothing else was changed\. Blocked by: Stream/,
  ],
};

export const recover: Family = {
  name: 'recover',
  scenarios: [
    {
      name: 'the failed stack of a creation is deleted by the next deployment',
      operation: 'create',
      attempts: [
        failed,
        {
          ...running,
          notices: [/^Deleting the failed stack of an earlier attempt\.$/],
        },
      ],
    },
    {
      name: 'the failed stack of a creation is destroyed',
      operation: 'destroy',
      attempts: [failed, destroysThen],
    },
    {
      name: 'a plan that was not executed is deleted by the next deployment',
      operation: 'create',
      attempts: [
        { do: 'plan', expects: 'planned', stack: 'REVIEW_IN_PROGRESS' },
        running,
      ],
    },
    {
      name: 'a plan that was not executed is no environment, so there is nothing to destroy',
      operation: 'destroy',
      attempts: [
        { do: 'plan', expects: 'planned', stack: 'REVIEW_IN_PROGRESS' },
        {
          do: 'destroy',
          expects: 'absent',
          stack: 'REVIEW_IN_PROGRESS',
          leavesPlan: true,
          messages: [/^There is no environment abc .*: nothing to destroy\.$/],
        },
      ],
    },
    {
      name: 'a creation whose rollback failed is deleted by the next deployment',
      operation: 'create',
      attempts: [stays, running],
    },
    {
      name: 'a failed stack that cannot be deleted is reported with its blocking resources',
      operation: 'create',
      attempts: [
        stays,
        {
          do: 'create',
          faults: [
            {
              kind: 'fail-delete',
              type: 'AWS::EC2::VPC',
              reason: 'The vpc has a guest.',
            },
          ],
          expects: 'refused',
          stack: 'DELETE_FAILED',
          messages: [
            /^The failed stack of an earlier attempt cannot be deleted \(DELETE_FAILED\)\. Vpc \(AWS::EC2::VPC, \S+\): .*The vpc has a guest\./,
          ],
        },
        destroysThen,
        running,
      ],
    },
    {
      name: 'a protected creation whose service fails is rolled back completely, and the next deployment succeeds',
      operation: 'create',
      // The protection of the database must be removed while CloudFormation is still working on the resources that use it.
      speed: 40,
      attempts: [
        {
          do: 'create',
          input: safe,
          faults: [{ ...workerFails, afterSeconds: 150 }],
          expects: 'rolled-back',
          stack: 'ROLLBACK_COMPLETE',
          notices: [unprotected],
          messages: [/^Worker \(AWS::ECS::Service\): The cause is not known/m],
        },
        {
          ...running,
          input: safe,
          notices: [/^Deleting the failed stack of an earlier attempt\.$/],
        },
      ],
    },
    {
      name: 'the failed stack of a protected creation is deleted by the next deployment',
      operation: 'create',
      speed: slow,
      attempts: [
        staysProtected,
        {
          ...running,
          input: safe,
          notices: [
            /^Deleting the failed stack of an earlier attempt\.$/,
            unprotected,
          ],
        },
      ],
    },
    {
      name: 'the failed stack of a protected creation is destroyed',
      operation: 'destroy',
      speed: slow,
      attempts: [staysProtected, { ...destroysThen, notices: [unprotected] }],
    },
    {
      name: 'a failed rollback is continued by the next deployment, which then makes its change',
      operation: 'change',
      attempts: [
        running,
        stuck,
        {
          ...changesThen,
          notices: [
            /^Continuing the rollback of the change that failed before\.$/,
          ],
        },
      ],
    },
    {
      name: 'a rollback that fails again names the blocking resources, and finishes when they are skipped by name',
      operation: 'change',
      attempts: [
        running,
        stuck,
        stuckAgain,
        {
          ...changesThen,
          skipResources: ['Stream'],
          notices: [
            /^Continuing the rollback of the change that failed before, without Stream\.$/,
          ],
        },
      ],
    },
    {
      name: 'only resources that block the rollback may be skipped',
      operation: 'change',
      attempts: [
        running,
        stuck,
        {
          do: 'change',
          skipResources: ['Vpc'],
          expects: 'refused',
          stack: 'UPDATE_ROLLBACK_FAILED',
          messages: [
            /^Resources to skip must block the rollback; what does: Stream\.$/,
          ],
        },
      ],
    },
    {
      name: 'an environment whose rollback failed is destroyed',
      operation: 'destroy',
      attempts: [running, stuck, destroysThen],
    },
  ],
};
