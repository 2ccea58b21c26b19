import type { Fault } from '@streamflix/local-aws';
import type { Family, Scenario } from '../Scenario';
import { changesThen, running } from './steps';
import { forbidden, noCapacity, tooManyShards } from './words';

const fails = (
  name: string,
  fault: Omit<Extract<Fault, { kind: 'fail-resource' }>, 'kind' | 'during'>,
  ...says: readonly RegExp[]
): Scenario => ({
  name,
  operation: 'change',
  attempts: [
    running,
    {
      do: 'change',
      faults: [{ kind: 'fail-resource', during: 'deploy', ...fault }],
      ends: 'rolled-back',
      stack: 'UPDATE_ROLLBACK_COMPLETE',
      says: [
        /^Environment abc in eu-central-1 could not be changed and is as it was before\.$/m,
        ...says,
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
      name: 'nothing goes wrong with a change',
      operation: 'change',
      attempts: [
        running,
        {
          ...changesThen,
          says: [/^Environment abc in eu-central-1 was changed in /],
        },
      ],
    },
    {
      name: 'what is asked for is already so',
      operation: 'change',
      attempts: [
        running,
        {
          do: 'create',
          ends: 'unchanged',
          stack: 'CREATE_COMPLETE',
          says: [/is up to date; nothing to do\.$/],
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
        /DatabaseCluster \(AWS::RDS::DBCluster\): AWS has no capacity left/,
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
      /Stream \(AWS::Kinesis::Stream\): The AWS account has reached a quota\. .*Service Quotas/,
    ),
    fails(
      'a replacement cannot be made, and what it was to replace stays',
      {
        operation: 'create',
        resource: 'WorkerTaskDefinition',
        reason:
          'Invalid request provided: Create TaskDefinition: No Fargate configuration exists for given values. (Service: AmazonECS; Status Code: 400; Error Code: ClientException; Request ID: 1; Proxy: null)',
        code: 'InvalidRequest',
      },
      /WorkerTaskDefinition \(AWS::ECS::TaskDefinition\): AWS does not accept one of the values/,
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
      /Worker \(AWS::ECS::Service\): A service control policy of the AWS organisation forbids this/,
    ),
    {
      name: 'what is replaced cannot be deleted in the clean-up, and the change stands all the same',
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
          says: [
            /was changed in .*\. Left behind, and part of no stack any more: WorkerTaskDefinition \(AWS::ECS::TaskDefinition, \S+\): The task definition is in use\. Delete by hand what is not wanted\.$/,
          ],
        },
      ],
    },
    {
      name: 'two people change the same environment at once, and one of them is told to plan again',
      operation: 'change',
      attempts: [
        running,
        {
          ...changesThen,
          rival: {
            ...changesThen,
            input: { stream: { shards: 3 } },
            ends: 'refused',
            says: [/Plan it again\.|is being changed/],
          },
        },
      ],
    },
    {
      name: 'the same change is asked for twice at once, and happens once',
      operation: 'change',
      attempts: [
        running,
        {
          ...changesThen,
          token: 'same',
          rival: { ...changesThen, token: 'same' },
        },
      ],
    },
    {
      name: 'data that would be lost is refused with its names, and given up by name',
      operation: 'change',
      attempts: [
        running,
        {
          do: 'change',
          input: { deadLetters: { enabled: false } },
          ends: 'refused',
          stack: 'CREATE_COMPLETE',
          says: [
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
      name: 'naming other data does not give up this',
      operation: 'change',
      attempts: [
        running,
        {
          do: 'change',
          input: { deadLetters: { enabled: false } },
          allowDataLoss: ['Stream'],
          ends: 'refused',
          stack: 'CREATE_COMPLETE',
          says: [/^DeadLetterQueue \(AWS::SQS::Queue\) would be removed/],
        },
      ],
    },
    {
      name: 'values that cannot change once an environment runs are refused, all at once',
      operation: 'change',
      attempts: [
        running,
        {
          do: 'change',
          input: {
            network: { cidr: '10.8.0.0/16' },
            encryption: { key: 'customer-managed' },
          },
          ends: 'refused',
          stack: 'CREATE_COMPLETE',
          says: [/VPC address range/, /Encryption key/],
        },
      ],
    },
  ],
};
