import type { Fault } from '@streamflix/local-aws';
import type { Family, Scenario } from '../Scenario';
import { running } from './steps';

/** A resource that cannot be made, what AWS says, and what a person reads of it. */
const part = (
  name: string,
  fault: Fault,
  ...says: readonly RegExp[]
): Scenario => ({
  name,
  operation: 'create',
  attempts: [
    {
      do: 'create',
      faults: [fault],
      ends: 'rolled-back',
      stack: 'ROLLBACK_COMPLETE',
      says: [
        /^Environment abc in eu-central-1 could not be created, and what had been made was deleted again\.$/m,
        ...says,
      ],
    },
  ],
});

const fails = (
  resource: string,
  reason: string,
  more: Partial<Extract<Fault, { kind: 'fail-resource' }>> = {},
): Fault => ({
  kind: 'fail-resource',
  operation: 'create',
  resource,
  reason,
  ...more,
});

export const create: Family = {
  name: 'create',
  scenarios: [
    {
      name: 'nothing goes wrong',
      operation: 'create',
      attempts: [
        {
          ...running,
          says: [/^Environment abc in eu-central-1 was created in /],
        },
      ],
    },
    part(
      'the database is over the quota of the account',
      fails(
        'DatabaseWriter',
        'Cannot create more DB instances: DBInstanceQuotaExceeded',
        { code: 'ServiceLimitExceeded' },
      ),
      /^DatabaseWriter \(AWS::RDS::DBInstance\): The AWS account has reached a quota\. .*Service Quotas/m,
    ),
    part(
      'the database has no capacity in its zone',
      fails(
        'DatabaseCluster',
        'InsufficientDBClusterCapacity: no capacity in eu-central-1a',
        { code: 'GeneralServiceException' },
      ),
      /DatabaseCluster \(AWS::RDS::DBCluster\): AWS has no capacity left for this size in this zone just now\. Try again later/,
    ),
    part(
      'an encryption key may not be used',
      fails(
        'Stream',
        'User is not authorized to perform: kms:CreateGrant on the key',
        { code: 'AccessDenied' },
      ),
      /Stream \(AWS::Kinesis::Stream\): An encryption key cannot be used\. Check that the key exists/,
    ),
    part(
      'a service control policy forbids a resource',
      fails(
        'NatGateway1',
        'You are not authorized to perform this operation: ec2:CreateNatGateway with an explicit deny in a service control policy',
        { code: 'AccessDenied' },
      ),
      /NatGateway1 \(AWS::EC2::NatGateway\): A service control policy of the AWS organisation forbids this\. Ask the administrators/,
    ),
    part(
      'the role lacks a permission',
      fails(
        'AlarmTopic',
        'User: arn:aws:sts::000000000000:assumed-role/deploy/x is not authorized to perform: SNS:CreateTopic',
        { code: 'AccessDenied' },
      ),
      /AlarmTopic \(AWS::SNS::Topic\): The credentials lack a permission\. Allow the action AWS names/,
    ),
    part(
      'roles may not be handed to a service',
      fails(
        'WorkerTaskDefinition',
        'User is not authorized to perform: iam:PassRole on resource: arn:aws:iam::000000000000:role/worker',
        { code: 'AccessDenied' },
      ),
      /may not hand a role of the environment.* Allow iam:PassRole/,
    ),
    part(
      'a subnet has no free addresses',
      fails(
        'Worker',
        'There are not enough free addresses in subnet subnet-1: insufficient free addresses',
        { code: 'GeneralServiceException' },
      ),
      /A subnet has no free addresses left\. Lower the number of tasks/,
    ),
    part(
      'a name is taken',
      fails('DeadLetterQueue', 'Queue already exists', {
        code: 'AlreadyExists',
        when: 'before',
      }),
      /DeadLetterQueue \(AWS::SQS::Queue\): Something with this name is already there\. Choose another suffix/,
    ),
    part(
      'AWS itself has a fault',
      fails('Cluster', 'Internal error occurred', { code: 'InternalFailure' }),
      /AWS itself had a fault\. Try again/,
    ),
    part(
      'a resource never becomes ready in the time AWS gives it',
      fails('FlowLog', 'Exceeded attempts to wait', { code: 'NotStabilized' }),
      /FlowLog \(AWS::EC2::FlowLog\): The resource did not become ready in the time AWS gives it/,
    ),
    part(
      'AWS gives a reason nobody knows',
      fails('SecretAccess', 'The moon is in the wrong phase.'),
      /SecretAccess \(AWS::IAM::ManagedPolicy\): AWS could not finish: The moon is in the wrong phase\. .*Mend what AWS names/,
    ),
    part(
      'two resources fail, and the first one is told',
      fails('Stream', 'Shard limit exceeded', {
        code: 'ServiceLimitExceeded',
        afterSeconds: 1,
      }),
      /Stream \(AWS::Kinesis::Stream\): The AWS account has reached a quota/,
    ),
  ],
};
