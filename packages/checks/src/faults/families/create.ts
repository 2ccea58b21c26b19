import type { Fault } from '@streamflix/local-aws';
import type { Family, Scenario } from '../Scenario';
import { ownPassword, running } from './steps';
import {
  forbidden,
  noCapacity,
  notAllowed,
  tooManyShards,
} from './awsMessages';

/** A resource that cannot be created, AWS's message, and the messages the user receives. */
const part = (
  name: string,
  faults: readonly Fault[],
  ...messages: readonly RegExp[]
): Scenario => ({
  name,
  operation: 'create',
  attempts: [
    {
      do: 'create',
      faults,
      expects: 'rolled-back',
      stack: 'ROLLBACK_COMPLETE',
      messages: [
        /^Environment abc in eu-central-1 could not be created, and everything that had been created was deleted\.$/m,
        ...messages,
      ],
    },
  ],
});

const fails = (
  resource: string,
  reason: string,
  more: Partial<Extract<Fault, { kind: 'fail-resource' }>> = {},
): Fault[] => [
  {
    kind: 'fail-resource',
    operation: 'create',
    resource,
    reason,
    ...more,
  },
];

export const create: Family = {
  name: 'create',
  scenarios: [
    {
      name: 'a creation succeeds',
      operation: 'create',
      attempts: [
        {
          ...running,
          messages: [/^Environment abc in eu-central-1 was created in /],
        },
      ],
    },
    part(
      'the database is over the quota of the account',
      fails(
        'DatabaseWriter',
        'DB Instance quota exceeded (Service: Rds, Status Code: 400, Request ID: 1)',
        { code: 'ServiceLimitExceeded' },
      ),
      /^DatabaseWriter \(AWS::RDS::DBInstance\): The account has reached a quota of databases\. .*Service Quotas/m,
    ),
    part(
      'the database has no capacity in its zone',
      fails('DatabaseCluster', noCapacity, { code: 'GeneralServiceException' }),
      /DatabaseCluster \(AWS::RDS::DBCluster\): RDS has no capacity left for this class in these zones just now\. Deploy again later/,
    ),
    part(
      'an encryption key may not be used',
      fails(
        'Stream',
        notAllowed(
          'kms:CreateGrant',
          'arn:aws:kms:eu-central-1:000000000000:key/1',
        ),
        { code: 'AccessDenied' },
      ),
      /Stream \(AWS::Kinesis::Stream\): A role may not use an encryption key\. Allow the role AWS names/,
    ),
    part(
      'a service control policy forbids a resource',
      fails(
        'NatGateway1',
        `You are not authorized to perform this operation. ${forbidden(
          'ec2:CreateNatGateway',
          'arn:aws:ec2:eu-central-1:000000000000:natgateway/*',
        )}`,
        { code: 'AccessDenied' },
      ),
      /NatGateway1 \(AWS::EC2::NatGateway\): A control policy of the AWS organisation forbids this\. Ask the administrators/,
    ),
    part(
      'the role lacks a permission',
      fails(
        'AlarmTopic',
        notAllowed(
          'SNS:CreateTopic',
          'arn:aws:sns:eu-central-1:000000000000:alarms-abc',
        ),
        { code: 'AccessDenied' },
      ),
      /AlarmTopic \(AWS::SNS::Topic\): The credentials lack a permission\. Allow the action AWS names/,
    ),
    part(
      'roles may not be passed to a service',
      fails(
        'WorkerTaskDefinition',
        notAllowed('iam:PassRole', 'arn:aws:iam::000000000000:role/worker-abc'),
        { code: 'AccessDenied' },
      ),
      /may not pass a role of the environment.* Allow iam:PassRole/,
    ),
    part(
      'a subnet has no free addresses',
      fails(
        'Worker',
        "There are not enough free addresses in subnet 'subnet-0a1b2c3d4e5f60718' to satisfy the requested number of instances.",
        { code: 'GeneralServiceException' },
      ),
      /A subnet has no free addresses left\. Lower the number of tasks/,
    ),
    part(
      'a name is taken between plan and creation',
      fails(
        'DeadLetterQueue',
        "Resource of type 'AWS::SQS::Queue' with identifier 'https://sqs.eu-central-1.amazonaws.com/000000000000/dead-letters-abc' already exists.",
        { code: 'AlreadyExists', when: 'before' },
      ),
      /DeadLetterQueue \(AWS::SQS::Queue\): A resource of the template exists already, outside the stack\. Choose another suffix/,
    ),
    {
      name: 'a name is taken, which is found before anything is created',
      operation: 'create',
      resources: [
        {
          type: 'AWS::SQS::Queue',
          properties: { QueueName: 'dead-letters-abc' },
        },
      ],
      attempts: [
        {
          do: 'create',
          expects: 'refused',
          stack: 'absent',
          messages: [/DeadLetterQueue.*: .*dead-letters-abc' already exists\./],
        },
      ],
    },
    part(
      'AWS itself has a fault',
      fails('Cluster', 'Internal error occurred', { code: 'InternalFailure' }),
      /The cause is not known\. Read AWS’s message/,
    ),
    part(
      'a resource never becomes ready in the time AWS gives it',
      fails('FlowLog', 'Exceeded attempts to wait', { code: 'NotStabilized' }),
      /FlowLog \(AWS::EC2::FlowLog\): The cause is not known\. Read AWS’s message/,
    ),
    part(
      'AWS gives an unknown reason',
      fails('SecretAccess', 'The moon is in the wrong phase.'),
      /SecretAccess \(AWS::IAM::ManagedPolicy\): The cause is not known\. .*AWS reports: The moon is in the wrong phase\./,
    ),
    part(
      'a resource fails while another one that would fail is in progress, and only the first is reported',
      [
        ...fails('Stream', tooManyShards, {
          code: 'ServiceLimitExceeded',
          afterSeconds: 1,
        }),
        ...fails(
          'DeadLetterQueue',
          'The specified queue does not exist. (Service: Sqs, Status Code: 400, Request ID: 1)',
          // Far enough behind that a busy machine never makes it the first.
          { afterSeconds: 300 },
        ),
      ],
      /^Stream \(AWS::Kinesis::Stream\): The account has reached its quota of Kinesis shards/m,
      // Resources that were cancelled because of the first one are not mentioned.
      /^(?![^]*(DeadLetterQueue|creation cancelled))/,
    ),
    {
      name: 'a database that generated its password is deleted again, and the password appears nowhere',
      operation: 'create',
      // Slow enough that the password is collected before it is deleted.
      speed: 600,
      makesSecret: true,
      attempts: [
        {
          do: 'create',
          input: ownPassword,
          faults: fails('Worker', 'The moon is in the wrong phase.'),
          expects: 'rolled-back',
          stack: 'ROLLBACK_COMPLETE',
          messages: [/Worker \(AWS::ECS::Service\): The cause is not known/],
        },
      ],
    },
  ],
};
