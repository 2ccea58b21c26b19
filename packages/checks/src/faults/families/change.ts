import type { Fault } from '@streamflix/local-aws';
import type { Family, Scenario } from '../Scenario';
import { changesThen, running } from './steps';
import { forbidden, noCapacity, tooManyShards } from './awsMessages';

const fails = (
  name: string,
  fault: Omit<Extract<Fault, { kind: 'fail-resource' }>, 'kind' | 'during'>,
  ...messages: readonly RegExp[]
): Scenario => ({
  name,
  operation: 'change',
  attempts: [
    running,
    {
      do: 'change',
      faults: [{ kind: 'fail-resource', during: 'deploy', ...fault }],
      expects: 'rolled-back',
      stack: 'UPDATE_ROLLBACK_COMPLETE',
      messages: [
        /^Environment abc in eu-central-1 could not be changed and is as it was before\.$/m,
        ...messages,
      ],
    },
  ],
});

const thenSucceeds = (row: Scenario): Scenario => ({
  ...row,
  attempts: [...row.attempts, changesThen],
});

export const change: Family = {
  name: 'change',
  scenarios: [
    {
      name: 'a change succeeds',
      operation: 'change',
      attempts: [
        running,
        {
          ...changesThen,
          messages: [/^Environment abc in eu-central-1 was changed in /],
        },
      ],
    },
    {
      name: 'the requested change is already deployed',
      operation: 'change',
      attempts: [
        running,
        {
          do: 'create',
          expects: 'unchanged',
          stack: 'CREATE_COMPLETE',
          messages: [/is up to date; nothing to do\.$/],
        },
      ],
    },
    thenSucceeds(
      fails(
        'the database cannot be changed, and the same change succeeds later',
        {
          operation: 'update',
          resource: 'DatabaseCluster',
          reason: noCapacity,
          code: 'GeneralServiceException',
        },
        /DatabaseCluster \(AWS::RDS::DBCluster\): RDS has no capacity left/,
      ),
    ),
    fails(
      'the stream reaches the quota of the account in a change',
      {
        operation: 'update',
        resource: 'Stream',
        reason: tooManyShards,
        code: 'ServiceLimitExceeded',
      },
      /Stream \(AWS::Kinesis::Stream\): The account has reached its quota of Kinesis shards\. .*Service Quotas/,
    ),
    fails(
      'a replacement cannot be created, and the old resource stays',
      {
        operation: 'create',
        resource: 'WorkerTaskDefinition',
        reason:
          'Invalid request provided: Create TaskDefinition: No Fargate configuration exists for given values. (Service: AmazonECS; Status Code: 400; Error Code: ClientException; Request ID: 1; Proxy: null)',
        code: 'InvalidRequest',
      },
      /WorkerTaskDefinition \(AWS::ECS::TaskDefinition\): Fargate does not offer this combination/,
    ),
    fails(
      'a service control policy forbids a change',
      {
        operation: 'update',
        resource: 'Worker',
        reason: forbidden(
          'ecs:UpdateService',
          'arn:aws:ecs:eu-central-1:000000000000:service/abc/worker-abc',
        ),
        code: 'AccessDenied',
      },
      /Worker \(AWS::ECS::Service\): A control policy of the AWS organisation forbids this/,
    ),
    {
      name: 'a replaced resource cannot be deleted in the clean-up, and the change succeeds all the same',
      operation: 'change',
      leavesBehind: true,
      attempts: [
        running,
        {
          ...changesThen,
          faults: [
            {
              kind: 'fail-resource',
              operation: 'delete',
              during: 'cleanup',
              resource: 'WorkerTaskDefinition',
              reason: 'The task definition is in use.',
            },
          ],
          messages: [
            /was changed in .*\. Left behind, and part of no stack any more: WorkerTaskDefinition \(AWS::ECS::TaskDefinition, \S+\): The task definition is in use\. Delete by hand what is not wanted\.$/,
          ],
        },
      ],
    },
    {
      name: 'two users change the same environment at once, and one of them has to plan again',
      operation: 'change',
      attempts: [
        running,
        {
          ...changesThen,
          concurrent: {
            ...changesThen,
            input: { stream: { shards: 3 } },
            expects: 'refused',
            messages: [/Plan it again\.|is being changed/],
          },
        },
      ],
    },
    {
      name: 'the same change is requested twice at once, and is made once',
      operation: 'change',
      attempts: [
        running,
        {
          ...changesThen,
          token: 'same',
          concurrent: { ...changesThen, token: 'same' },
        },
      ],
    },
    {
      name: 'a change that loses data is refused with the resources’ names, and accepted when they are named',
      operation: 'change',
      attempts: [
        running,
        {
          do: 'change',
          input: { deadLetters: { enabled: false } },
          expects: 'refused',
          stack: 'CREATE_COMPLETE',
          messages: [
            /^DeadLetterQueue \(AWS::SQS::Queue\) would be removed, and its data would be lost\. Take the change back, or name DeadLetterQueue/,
          ],
        },
        {
          ...changesThen,
          input: { deadLetters: { enabled: false } },
          allowDataLoss: ['DeadLetterQueue'],
        },
      ],
    },
    {
      name: 'naming another resource does not accept the loss of this one',
      operation: 'change',
      attempts: [
        running,
        {
          do: 'change',
          input: { deadLetters: { enabled: false } },
          allowDataLoss: ['Stream'],
          expects: 'refused',
          stack: 'CREATE_COMPLETE',
          messages: [/^DeadLetterQueue \(AWS::SQS::Queue\) would be removed/],
        },
      ],
    },
    {
      name: 'values that cannot change later are refused, all at once',
      operation: 'change',
      attempts: [
        running,
        {
          do: 'change',
          input: {
            network: { cidr: '10.8.0.0/16' },
            encryption: { key: 'customer-managed' },
          },
          expects: 'refused',
          stack: 'CREATE_COMPLETE',
          messages: [/VPC address range/, /Encryption key/],
        },
      ],
    },
  ],
};
