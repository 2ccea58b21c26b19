import {
  CloudFormationClient,
  DeleteStackCommand,
} from '@aws-sdk/client-cloudformation';
import { clientConfig } from '../__testUtils__/seed';
import type { ProtocolName } from '../protocols/Protocol';
import { type LocalAws, startLocalAws } from '../server/startLocalAws';
import { modelOf } from './ApiModels';
import { refusedRequest } from './refusedRequest';

let aws: LocalAws;
beforeAll(async () => {
  aws = await startLocalAws();
});
afterAll(() => aws.stop());

function refusal(
  protocol: ProtocolName,
  call: string,
  input: Record<string, unknown>,
) {
  const [name, operation] = call.split(' ');
  const service = aws.services.find(
    each => each.name === name && operation in each.operations,
  )!;
  const error = refusedRequest(service, operation, input, protocol);
  return error && `${error.code}: ${error.message}`;
}

type Case = readonly [
  protocol: ProtocolName,
  call: string,
  input: Record<string, unknown>,
  expected: string,
];

const cases: readonly Case[] = [
  [
    'aws-query',
    'cloudformation DeleteStack',
    {},
    "ValidationError: 1 validation error detected: Value null at 'stackName' failed to satisfy constraint: Member must not be null",
  ],
  [
    'aws-query',
    'cloudformation CreateChangeSet',
    { StackName: '-x', ChangeSetName: 'a', ChangeSetType: 'REPLACE' },
    "ValidationError: 2 validation errors detected: Value '-x' at 'stackName' failed to satisfy constraint: Member must satisfy regular expression pattern: ([a-zA-Z][-a-zA-Z0-9]*)|(arn:\\b(aws|aws-us-gov|aws-cn)\\b:[-a-zA-Z0-9:/._+]*); Value 'REPLACE' at 'changeSetType' failed to satisfy constraint: Member must satisfy enum value set: [CREATE, UPDATE, IMPORT]",
  ],
  [
    'aws-query',
    'cloudformation CreateChangeSet',
    {
      StackName: 'x',
      ChangeSetName: 'a',
      Tags: [{ Key: 'team', Value: '' }, { Key: 'owner' }],
    },
    "ValidationError: 2 validation errors detected: Value '' at 'tags.1.member.value' failed to satisfy constraint: Member must have length greater than or equal to 1; Value null at 'tags.2.member.value' failed to satisfy constraint: Member must not be null",
  ],
  [
    'aws-query',
    'cloudformation CreateStack',
    { StackName: 'x', DisableRollback: 'perhaps' },
    'MalformedInput: STRING_VALUE cannot be converted to Boolean',
  ],
  [
    'aws-query',
    'sts AssumeRole',
    {
      RoleArn: 'arn:aws:iam::000000000000:role/x',
      RoleSessionName: 'x/y',
      DurationSeconds: '60',
    },
    "ValidationError: 2 validation errors detected: Value 'x/y' at 'roleSessionName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w+=,.@-]*; Value '60' at 'durationSeconds' failed to satisfy constraint: Member must have value greater than or equal to 900",
  ],
  [
    'aws-query',
    'rds ModifyDBInstance',
    {},
    'MissingParameter: The request must contain the parameter DBInstanceIdentifier.',
  ],
  [
    'aws-query',
    'elasticache DescribeReplicationGroups',
    { MaxRecords: 'many' },
    'InvalidParameterValue: Invalid value many for MaxRecords. STRING_VALUE cannot be converted to Integer',
  ],
  [
    'ec2-query',
    'ec2 DescribeVpcs',
    { MaxResults: '2' },
    'InvalidParameterValue: Value (2) for parameter MaxResults is invalid.',
  ],
  [
    'aws-json',
    'ecs UpdateService',
    { service: 'a', desiredCount: '1' },
    'SerializationException: STRING_VALUE cannot be converted to Integer',
  ],
  [
    'aws-json',
    'ecs DescribeServices',
    { services: { a: 1 } },
    'SerializationException: Start of structure or map found where not expected.',
  ],
  [
    'aws-json',
    'ecs DescribeServices',
    { services: ['a'], include: ['EVERYTHING'] },
    "InvalidParameterException: 1 validation error detected: Value 'EVERYTHING' at 'include.1.member' failed to satisfy constraint: Member must satisfy enum value set: [TAGS]",
  ],
  [
    'aws-json',
    'ecr BatchGetImage',
    { repositoryName: 'Content', imageIds: [{}] },
    "InvalidParameterException: Invalid parameter at 'repositoryName' failed to satisfy constraint: 'must satisfy regular expression '[a-z0-9]+((\\.|_|__|-+)[a-z0-9]+)*(/[a-z0-9]+((\\.|_|__|-+)[a-z0-9]+)*)*''",
  ],
  [
    'aws-json',
    'kinesis DescribeStreamSummary',
    { StreamName: 'a b' },
    "ValidationException: 1 validation error detected: Value 'a b' at 'streamName' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+",
  ],
  [
    'aws-json',
    'secretsmanager CreateSecret',
    { Name: 'a', SecretString: 'hidden'.repeat(20_000) },
    "ValidationException: 1 validation error detected: Value at 'secretString' failed to satisfy constraint: Member must have length less than or equal to 65536",
  ],
  [
    'aws-json',
    'monitoring GetMetricStatistics',
    {
      MetricName: 'CPUUtilization',
      Namespace: 'AWS/RDS',
      EndTime: 1,
      Period: 60,
    },
    'MissingParameter: The parameter StartTime is required.',
  ],
  [
    'aws-json',
    'logs DescribeLogGroups',
    { limit: 51 },
    "InvalidParameterException: 1 validation error detected: Value '51' at 'limit' failed to satisfy constraint: Member must have value less than or equal to 50",
  ],
  [
    'rest-json',
    'apigateway UpdateAccount',
    { patchOperations: [{ op: 'change' }] },
    "BadRequestException: 1 validation error detected: Value 'change' at 'patchOperations.1.member.op' failed to satisfy constraint: Member must satisfy enum value set: [add, remove, replace, move, copy, test]",
  ],
  [
    'rest-xml',
    's3 ListObjectsV2',
    { Bucket: 'a', 'max-keys': 'all' },
    'InvalidArgument: Invalid Argument: max-keys. STRING_VALUE cannot be converted to Integer',
  ],
];

describe('a request that does not fit the model of its operation', () => {
  it.each(cases)(
    'is refused as AWS refuses it: %s, %s, case %#',
    (protocol, call, input, expected) => {
      expect(refusal(protocol, call, input)).toBe(expected);
    },
  );

  it('is refused on the wire', async () => {
    const client = new CloudFormationClient(clientConfig(aws.url));
    const request = new DeleteStackCommand({ StackName: 's', RoleARN: 'arn' });
    await expect(client.send(request)).rejects.toMatchObject({
      name: 'ValidationError',
      message: expect.stringContaining("Value 'arn' at 'roleARN'"),
    });
  });
});

it('unknown members of a request are ignored, as by AWS', () => {
  expect(
    refusal('aws-json', 'kinesis ListStreams', { Colour: 'red', Limit: 5 }),
  ).toBeUndefined();
});

it('every operation of local AWS has a model', () => {
  expect(aws.services.filter(service => !modelOf(service))).toEqual([]);
});
