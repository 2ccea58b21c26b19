import { seed, REGION } from '../../../__testUtils__/seed';
import { EngineCatalog } from '../../../services/engines/EngineCatalog';
import { InMemoryWorld } from '../../../world/InMemoryWorld';
import { schemaOf, resourceSchema } from '../../schema/ResourceSchema';
import type { Candidate } from '../Candidate';
import { violatedRule } from './violatedRule';

type Properties = Record<string, unknown>;

const world = new InMemoryWorld();
const vpc = seed(world, 'AWS::EC2::VPC', 'vpc-1', { CidrBlock: '10.0.0.0/16' });
seed(world, 'AWS::EC2::VPC', 'vpc-2', { CidrBlock: '10.1.0.0/16' });
for (const [id, VpcId, zone] of [
  ['subnet-a', 'vpc-1', 'eu-west-2a'],
  ['subnet-b', 'vpc-1', 'eu-west-2b'],
  ['subnet-c', 'vpc-2', 'eu-west-2c'],
]) {
  seed(
    world,
    'AWS::EC2::Subnet',
    id,
    { VpcId },
    { attributes: { AvailabilityZone: zone } },
  );
}
seed(world, 'AWS::EC2::SecurityGroup', 'sg-2', { VpcId: 'vpc-2' });
seed(world, 'AWS::EC2::SubnetRouteTableAssociation', 'association', {});
seed(world, 'AWS::RDS::DBSubnetGroup', 'group', {
  SubnetIds: ['subnet-a', 'subnet-b'],
});
seed(world, 'AWS::ElasticLoadBalancingV2::LoadBalancer', 'balancer', {});
seed(world, 'AWS::ElasticLoadBalancingV2::Listener', 'listener', {
  LoadBalancerArn: 'balancer',
  Port: 80,
});
seed(world, 'AWS::RDS::DBSubnetGroup', 'elsewhere', {
  SubnetIds: ['subnet-c'],
});
seed(world, 'AWS::EC2::VPCGatewayAttachment', 'attachment', {
  VpcId: 'vpc-2',
  InternetGatewayId: 'igw-1',
});
seed(world, 'AWS::KMS::Key', 'key-1', {
  KeyPolicy: {
    Statement: [{ Effect: 'Allow', Principal: '*', Action: 'kms:Describe*' }],
  },
});
seed(world, 'AWS::EFS::FileSystem', 'fs-1', {});
seed(world, 'AWS::ElastiCache::SubnetGroup', 'caches', {
  SubnetIds: ['subnet-a'],
});
seed(world, 'AWS::Kinesis::Stream', 'stream-1', {});
seed(world, 'AWS::Kinesis::StreamConsumer', 'consumer', {
  ConsumerName: 'films',
  StreamARN: 'stream-1',
});
seed(world, 'AWS::Logs::LogGroup', '/logs', {});
seed(world, 'AWS::Logs::LogGroup', '/rare', {
  LogGroupClass: 'INFREQUENT_ACCESS',
});
seed(world, 'AWS::SecretsManager::Secret', 'secret-1', {});
seed(world, 'AWS::KMS::Alias', 'alias/films', { TargetKeyId: 'key-1' });
for (const name of ['a b', 'c']) {
  seed(world, 'AWS::CloudWatch::Alarm', name, {});
}
seed(world, 'AWS::RDS::DBCluster', 'aurora', { Engine: 'aurora-postgresql' });

function problem(
  type: string,
  properties: Properties,
  more: Partial<Candidate> = {},
): string | undefined {
  resourceSchema(type);
  const failure = violatedRule(
    {
      schema: schemaOf(type),
      world,
      region: REGION,
      regions: [REGION],
      stackId: 'stack',
      properties,
      stackTags: {},
      during: 'deploy',
      secrets: { resolve: () => 'secret' },
      engines: new EngineCatalog(),
      iam: { role: () => undefined, policy: () => undefined },
      ...more,
    },
    more.before ? 'update' : 'create',
  );
  return /"(.*?)( \(Service: .*)?$/.exec(failure?.message ?? '')?.[1];
}

const database = {
  Engine: 'postgres',
  EngineVersion: '16.6',
  DBInstanceClass: 'db.t4g.medium',
  AllocatedStorage: '20',
  MasterUsername: 'streamflix',
  ManageMasterUserPassword: true,
  DBSubnetGroupName: 'GROUP',
};
const cache = {
  ReplicationGroupDescription: 'x',
  CacheNodeType: 'cache.t4g.micro',
  Engine: 'valkey',
  EngineVersion: '7.2',
  TransitEncryptionEnabled: true,
};
const trust = {
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Principal: { Service: 'ecs-tasks.amazonaws.com' },
      Action: 'sts:AssumeRole',
    },
  ],
};
const reading = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: '*' }],
};
const task = {
  Family: 'f',
  RequiresCompatibilities: ['FARGATE'],
  NetworkMode: 'awsvpc',
  Cpu: '256',
  Memory: '512',
  ContainerDefinitions: [{ Name: 'web', Image: 'nginx:1' }],
};

const encryptedOnly = {
  Effect: 'Deny',
  Principal: { AWS: '*' },
  Action: '*',
  Condition: { Bool: { 'aws:SecureTransport': 'false' } },
};
const strangers = {
  Statement: [
    {
      Effect: 'Allow',
      Principal: { AWS: `arn:aws:iam::${world.accountId}:role/nope` },
      Action: '*',
    },
  ],
};
const administered = {
  Statement: [
    {
      Effect: 'Allow',
      Principal: { AWS: `arn:aws:iam::${world.accountId}:root` },
      Action: 'kms:*',
      Resource: '*',
    },
  ],
};
const foreignActions = {
  Statement: { Effect: 'Allow', Principal: '*', Action: 's3:GetObject' },
};

const aurora = {
  Engine: 'aurora-postgresql',
  MasterUsername: 'streamflix',
  ManageMasterUserPassword: true,
};
const slowLog = {
  LogType: 'slow-log',
  LogFormat: 'json',
  DestinationType: 'cloudwatch-logs',
  DestinationDetails: { CloudWatchLogsDetails: { LogGroup: '/logs' } },
};
const alarm = {
  Namespace: 'a',
  MetricName: 'b',
  Statistic: 'Sum',
  Period: 60,
  EvaluationPeriods: 1,
  Threshold: 1,
  ComparisonOperator: 'GreaterThanThreshold',
};

// The first schema is slow to load on a busy machine.
jest.setTimeout(60_000);

describe('a new resource', () => {
  it.each<[string, Properties]>([
    ['AWS::RDS::DBInstance', database],
    ['AWS::ElastiCache::ReplicationGroup', cache],
    ['AWS::IAM::Role', { AssumeRolePolicyDocument: trust }],
    ['AWS::ECS::TaskDefinition', task],
    [
      'AWS::RDS::DBInstance',
      {
        ...database,
        PreferredBackupWindow: '23:30-00:30',
        PreferredMaintenanceWindow: 'Tue:00:30-Tue:01:00',
      },
    ],
    [
      'AWS::EC2::FlowLog',
      {
        ResourceId: 'tgw-1',
        ResourceType: 'TransitGateway',
        LogDestinationType: 's3',
        LogDestination: 'arn:aws:s3:::bucket',
      },
    ],
    [
      'AWS::ElastiCache::ReplicationGroup',
      {
        ...cache,
        AutomaticFailoverEnabled: true,
        NumNodeGroups: 2,
        ReplicasPerNodeGroup: 0,
      },
    ],
    [
      'AWS::CloudWatch::Alarm',
      {
        EvaluationPeriods: 1,
        ThresholdMetricId: 'b',
        ComparisonOperator: 'GreaterThanUpperThreshold',
        Metrics: [
          { Id: 'b', Expression: 'ANOMALY_DETECTION_BAND(m, 2)' },
          {
            Id: 'm',
            MetricStat: {
              Metric: { Namespace: 'AWS/SQS', MetricName: 'n' },
              Period: 60,
              Stat: 'Sum',
            },
          },
        ],
      },
    ],
    [
      'AWS::CloudWatch::CompositeAlarm',
      { AlarmRule: '(ALARM("a b") OR NOT OK(c)) AND TRUE' },
    ],
    [
      'AWS::RDS::DBInstance',
      { ...database, AllocatedStorage: '100', MaxAllocatedStorage: 110 },
    ],
    [
      'AWS::RDS::DBInstance',
      {
        ...database,
        DBSubnetGroupName: 'elsewhere',
        PubliclyAccessible: true,
        DatabaseInsightsMode: 'advanced',
        EnablePerformanceInsights: true,
        PerformanceInsightsRetentionPeriod: 465,
      },
    ],
    [
      'AWS::RDS::DBParameterGroup',
      {
        Family: 'postgres16',
        Parameters: {
          'rds.force_ssl': '1',
          shared_buffers: '{DBInstanceClassMemory/32768}',
          log_statement: 'ddl',
          autovacuum: '0',
          scram_iterations: '8192',
          'pgaudit.log': 'all',
        },
      },
    ],
    [
      'AWS::ElastiCache::ParameterGroup',
      {
        CacheParameterGroupFamily: 'valkey8',
        Properties: { 'maxmemory-policy': 'allkeys-lru', timeout: '0' },
      },
    ],
    [
      'AWS::ElastiCache::ReplicationGroup',
      { ...cache, KmsKeyId: 'key-1', AtRestEncryptionEnabled: true },
    ],
    [
      'AWS::Kinesis::Stream',
      {
        ShardCount: 1,
        StreamEncryption: { EncryptionType: 'KMS', KeyId: 'alias/films' },
      },
    ],
    [
      'AWS::Kinesis::Stream',
      {
        ShardCount: 1,
        StreamEncryption: { EncryptionType: 'KMS', KeyId: 'alias/aws/kinesis' },
      },
    ],
    [
      'AWS::EFS::FileSystem',
      { FileSystemPolicy: { Statement: [encryptedOnly] } },
    ],
    [
      'AWS::RDS::DBInstance',
      {
        SourceDBInstanceIdentifier:
          'arn:aws:rds:eu-west-1:000000000000:db:films',
      },
    ],
    [
      'AWS::RDS::DBInstance',
      {
        ...database,
        CACertificateIdentifier: 'rds-ca-rsa2048-g1',
        OptionGroupName: 'default:postgres-16',
        PromotionTier: 15,
      },
    ],
    ['AWS::RDS::DBCluster', { ...aurora, EngineMode: 'provisioned' }],
    [
      'AWS::RDS::DBCluster',
      {
        ...aurora,
        Engine: 'postgres',
        DBClusterInstanceClass: 'db.r6gd.large',
      },
    ],
    [
      'AWS::ElastiCache::ReplicationGroup',
      {
        ...cache,
        LogDeliveryConfigurations: [
          slowLog,
          { ...slowLog, LogType: 'engine-log' },
        ],
      },
    ],
    [
      'AWS::Logs::MetricFilter',
      {
        LogGroupName: '/logs',
        FilterPattern: '{ ($.a = ")") && $.b.c >= 500 }',
      },
    ],
    [
      'AWS::Logs::MetricFilter',
      { LogGroupName: '/logs', FilterPattern: '[ip, status=5*]' },
    ],
    [
      'AWS::CloudWatch::Alarm',
      {
        ...alarm,
        MetricName: undefined,
        Metrics: [{ Id: 'a', Expression: 'IF(1 > 0 AND (2 > 1), MAX(1), 0)' }],
      },
    ],
    [
      'AWS::CloudWatch::Dashboard',
      {
        DashboardBody:
          '{"widgets":[{"type":"text","width":24,"properties":{"markdown":"a"}}]}',
      },
    ],
    [
      'AWS::SecretsManager::RotationSchedule',
      { SecretId: 'managed', RotationRules: { AutomaticallyAfterDays: 30 } },
    ],
    [
      'AWS::S3::Bucket',
      {
        AccessControl: 'LogDeliveryWrite',
        OwnershipControls: { Rules: [{ ObjectOwnership: 'ObjectWriter' }] },
        LifecycleConfiguration: {
          Rules: [
            {
              ExpirationInDays: 31,
              Transitions: [
                { StorageClass: 'STANDARD_IA', TransitionInDays: 30 },
              ],
            },
          ],
        },
      },
    ],
  ])('of %s is made when it meets every condition', (type, properties) => {
    expect(problem(type, properties)).toBeUndefined();
  });

  it.each<[string, Properties, string]>([
    [
      'AWS::RDS::DBInstance',
      { ...database, MasterUsername: 'Admin' },
      'MasterUsername Admin cannot be used as it is a reserved word used by the engine',
    ],
    [
      'AWS::RDS::DBInstance',
      { ...database, DBInstanceClass: 'db.t2.micro' },
      'RDS does not support creating a DB instance with the following combination: DBInstanceClass=db.t2.micro',
    ],
    [
      'AWS::RDS::DBInstance',
      { ...database, DBSubnetGroupName: 'nope' },
      "DB subnet group 'nope' does not exist.",
    ],
    [
      'AWS::RDS::DBInstance',
      { ...database, PreferredBackupWindow: '03:00-03:10' },
      'The backup window must be at least 30 minutes.',
    ],
    [
      'AWS::RDS::DBInstance',
      { ...database, VPCSecurityGroups: ['sg-2'] },
      'Security group [sg-2] does not appear to belong to the same VPC',
    ],
    [
      'AWS::RDS::DBInstance',
      { Engine: 'aurora-mysql', DBClusterIdentifier: 'aurora' },
      'The engine name requested for your DB instance (aurora-mysql) is incompatible',
    ],
    [
      'AWS::ElastiCache::ReplicationGroup',
      { ...cache, MultiAZEnabled: true },
      'Must enable automatic failover',
    ],
    [
      'AWS::IAM::Role',
      {
        AssumeRolePolicyDocument: trust,
        Tags: [
          { Key: 'Team', Value: 'a' },
          { Key: 'team', Value: 'b' },
        ],
      },
      'Duplicate tag keys found. Please note that Tag keys are case insensitive.',
    ],
    [
      'AWS::IAM::Role',
      {
        AssumeRolePolicyDocument: {
          Statement: [{ ...trust.Statement[0], Resource: '*' }],
        },
      },
      'Has prohibited field Resource',
    ],
    [
      'AWS::EC2::Subnet',
      { VpcId: 'vpc-1', CidrBlock: '10.1.0.0/24' },
      "The CIDR '10.1.0.0/24' is invalid.",
    ],
    [
      'AWS::EC2::NatGateway',
      { SubnetId: 'subnet-a', AllocationId: '{{resolve:ssm:a}}' },
      `Network ${vpc.physicalId} has no Internet gateway attached`,
    ],
    [
      'AWS::ECS::TaskDefinition',
      { ...task, Memory: '4096' },
      'No Fargate configuration exists for given values: 256 CPU, 4096 memory.',
    ],
    [
      'AWS::SQS::Queue',
      { Tags: [{ Key: 'aws:x', Value: 'y' }] },
      'aws: prefixed tag key names are not allowed for external use.',
    ],
    [
      'AWS::RDS::DBInstance',
      {
        ...database,
        PreferredBackupWindow: '23:30-00:30',
        PreferredMaintenanceWindow: 'Tue:00:15-Tue:01:00',
      },
      'The backup window and maintenance window must not overlap.',
    ],
    [
      'AWS::RDS::DBInstance',
      { ...database, PreferredMaintenanceWindow: 'Sun:23:50-Mon:00:15' },
      'The maintenance window must be at least 30 minutes.',
    ],
    [
      'AWS::ElastiCache::ReplicationGroup',
      { ...cache, SnapshotWindow: '23:30-00:15' },
      'The snapshot window must be at least 60 minutes.',
    ],
    [
      'AWS::EC2::FlowLog',
      { ResourceId: 'vpc-3', ResourceType: 'VPC' },
      "The vpc ID 'vpc-3' does not exist",
    ],
    [
      'AWS::ServiceDiscovery::Service',
      { NamespaceId: 'ns-1' },
      'Namespace ns-1 not found.',
    ],
    [
      'AWS::IAM::Role',
      {
        AssumeRolePolicyDocument: trust,
        ManagedPolicyArns: [`arn:aws:iam::${world.accountId}:policy/nope`],
      },
      'policy/nope does not exist or is not attachable.',
    ],
    [
      'AWS::ECR::Repository',
      { LifecyclePolicy: { LifecyclePolicyText: '{"rules":[]}' } },
      'Lifecycle policy validation failure',
    ],
    [
      'AWS::CloudWatch::Alarm',
      {
        Threshold: 1,
        Metrics: [{ Id: 'a', Expression: '1', ReturnData: false }],
      },
      'exactly one query must have ReturnData set to true',
    ],
    [
      'AWS::IAM::Role',
      {
        AssumeRolePolicyDocument: trust,
        Policies: [{ PolicyName: 'read it', PolicyDocument: reading }],
      },
      'The specified value for policyName is invalid: read it.',
    ],
    [
      'AWS::IAM::Role',
      {
        AssumeRolePolicyDocument: {
          Statement: [{ ...trust.Statement[0], Principal: { AWS: '12' } }],
        },
      },
      'Invalid principal in policy: "AWS":"12',
    ],
    [
      'AWS::ElastiCache::ReplicationGroup',
      { ...cache, UserGroupIds: ['nope'] },
      'User group nope not found.',
    ],
    [
      'AWS::IAM::Policy',
      { PolicyName: 'p', PolicyDocument: reading },
      'At least one of [Groups,Roles,Users] must be non-empty.',
    ],
    [
      'AWS::IAM::User',
      { Groups: ['nope'] },
      'The group with name nope cannot be found.',
    ],
    [
      'AWS::IAM::ManagedPolicy',
      {
        PolicyDocument: {
          Statement: { ...reading.Statement[0], Resource: 'arn:aws:s3' },
        },
      },
      'Resource arn:aws:s3 must be in ARN format or',
    ],
    [
      'AWS::ElastiCache::ReplicationGroup',
      {
        ...cache,
        NumCacheClusters: 2,
        PreferredCacheClusterAZs: ['eu-west-2a'],
      },
      'must match the number of preferred availability zones',
    ],
    [
      'AWS::ElastiCache::User',
      {
        Engine: 'redis',
        UserId: 'u',
        UserName: 'u',
        AccessString: 'on ~* +@all',
        Passwords: ['short'],
      },
      'Passwords length must be between 16-128 characters.',
    ],
    [
      'AWS::ECR::Repository',
      {
        EncryptionConfiguration: {
          EncryptionType: 'AES256',
          KmsKey: 'alias/aws/ecr',
        },
      },
      'KmsKey must not be specified with AES256 encryption type',
    ],
    [
      'AWS::SecretsManager::Secret',
      { ReplicaRegions: [{ Region: REGION }] },
      `Invalid replica region: ${REGION}.`,
    ],
    [
      'AWS::ServiceDiscovery::PrivateDnsNamespace',
      { Name: 'a..b', Vpc: 'vpc-1' },
      'The namespace name a..b is not a valid domain name.',
    ],
    [
      'AWS::CloudWatch::Alarm',
      {
        Threshold: 1,
        EvaluationPeriods: 1,
        Metrics: [{ Id: 'a', Expression: '1' }],
      },
      'The parameter ComparisonOperator must be specified',
    ],
    [
      'AWS::CloudWatch::Alarm',
      {
        Threshold: 1,
        EvaluationPeriods: 1,
        ComparisonOperator: 'GreaterThanThreshold',
        Metrics: [{ Id: 'a', Expression: 'SUM(b) + 1' }],
      },
      'the expression refers to b, which is no Id',
    ],
    [
      'AWS::EFS::FileSystem',
      { LifecyclePolicies: [{ TransitionToArchive: 'AFTER_90_DAYS' }] },
      'The Archive storage class requires elastic throughput.',
    ],
    [
      'AWS::SNS::Subscription',
      { TopicArn: 'topic', Protocol: 'sqs' },
      'Invalid parameter: Endpoint',
    ],
    [
      'AWS::Events::Rule',
      {
        ScheduleExpression: 'rate(1 hour)',
        Targets: [{ Id: 'a', Arn: 'arn:aws:kinesis:eu-west-2:1:stream/s' }],
      },
      'RoleArn is required for target',
    ],
    [
      'AWS::Events::Rule',
      { EventPattern: { source: [{ begins: 'aws' }] } },
      'Unrecognized match type begins',
    ],
    [
      'AWS::ElasticLoadBalancingV2::Listener',
      {
        LoadBalancerArn: 'balancer',
        Port: 81,
        Protocol: 'HTTP',
        DefaultActions: [
          {
            Type: 'forward',
            ForwardConfig: {
              TargetGroups: [
                { TargetGroupArn: '{{resolve:ssm:t}}', Weight: 1000 },
              ],
            },
          },
        ],
      },
      "Weight '1000' must be between 0 and 999",
    ],
    [
      'AWS::ECS::TaskDefinition',
      {
        ...task,
        ContainerDefinitions: [
          ['a', 'b'],
          ['b', 'a'],
        ].map(([Name, ContainerName]) => ({
          Name,
          Image: 'nginx:1',
          DependsOn: [{ ContainerName, Condition: 'START' }],
        })),
      },
      'the dependencies form a cycle',
    ],
    [
      'AWS::RDS::DBInstance',
      { ...database, PerformanceInsightsKMSKeyId: 'alias/aws/rds' },
      'EnablePerformanceInsights must be set to true',
    ],
    [
      'AWS::RDS::DBInstance',
      { ...database, LicenseModel: 'bring-your-own-license' },
      "Invalid license model 'bring-your-own-license'",
    ],
    [
      'AWS::SNS::TopicPolicy',
      {
        Topics: [],
        PolicyDocument: {
          Statement: { Effect: 'Allow', Principal: '*', Action: 'sqs:Send' },
        },
      },
      'Policy statement action out of service scope!',
    ],
    [
      'AWS::CloudWatch::CompositeAlarm',
      { AlarmRule: 'ALARM(a) AND (OK(b)' },
      'AlarmRule must not contain syntax errors.',
    ],
    [
      'AWS::ECS::TaskDefinition',
      {
        ...task,
        ContainerDefinitions: [
          {
            ...task.ContainerDefinitions[0],
            EnvironmentFiles: [{ Type: 's3', Value: 'a.env' }],
          },
        ],
      },
      "Invalid environment file 'a.env'",
    ],
    [
      'AWS::RDS::DBInstance',
      { ...database, NetworkType: 'IPV6' },
      "Invalid value 'IPV6' for NetworkType",
    ],
    [
      'AWS::RDS::DBInstance',
      { ...database, AllocatedStorage: '100', StorageType: 'io1', Iops: 6000 },
      'The IOPS to GiB ratio must be between 0.5 and 50',
    ],
    [
      'AWS::RDS::DBInstance',
      { ...database, DatabaseInsightsMode: 'advanced' },
      'at least 465 days',
    ],
    [
      'AWS::RDS::DBInstance',
      {
        ...database,
        PubliclyAccessible: true,
      },
      'The specified VPC has no internet gateway attached.',
    ],
    [
      'AWS::RDS::DBInstance',
      {
        ...database,
        MonitoringInterval: 60,
        MonitoringRoleArn: `arn:aws:iam::${world.accountId}:role/nope`,
      },
      'does not include the required permissions for: ENHANCED_MONITORING',
    ],
    [
      'AWS::RDS::DBInstance',
      {
        ...database,
        MasterUserSecret: { KmsKeyId: 'key-1' },
        ManageMasterUserPassword: false,
        MasterUserPassword: 'abcdefgh',
      },
      "You can't specify MasterUserSecretKmsKeyId",
    ],
    [
      'AWS::RDS::DBCluster',
      {
        Engine: 'aurora-postgresql',
        MasterUsername: 'streamflix',
        ManageMasterUserPassword: true,
        ServerlessV2ScalingConfiguration: {
          MinCapacity: 0,
          MaxCapacity: 1,
          SecondsUntilAutoPause: 299,
        },
      },
      "SecondsUntilAutoPause 299 isn't valid.",
    ],
    [
      'AWS::RDS::DBParameterGroup',
      { Family: 'postgres16', Parameters: { work_memory: '1' } },
      'Could not find parameter with name: work_memory',
    ],
    [
      'AWS::RDS::DBParameterGroup',
      { Family: 'postgres16', Parameters: { port: '5433' } },
      'The parameter port cannot be modified.',
    ],
    [
      'AWS::RDS::DBClusterParameterGroup',
      {
        Family: 'aurora-postgresql16',
        Parameters: { log_statement: 'everything' },
      },
      'allowed values are: none,ddl,mod,all',
    ],
    [
      'AWS::RDS::DBParameterGroup',
      { Family: 'postgres16', Parameters: { checkpoint_timeout: '10' } },
      'allowed values are: 30-86400',
    ],
    [
      'AWS::RDS::DBParameterGroup',
      { Family: 'postgres16', Parameters: { 'rds.force_ssl': '2' } },
      'Invalid parameter value: 2 for: rds.force_ssl allowed values are: 0,1',
    ],
    [
      'AWS::ElastiCache::ParameterGroup',
      { CacheParameterGroupFamily: 'valkey8', Properties: { nope: '1' } },
      'Parameter nope does not exist',
    ],
    [
      'AWS::ElastiCache::ParameterGroup',
      {
        CacheParameterGroupFamily: 'redis7',
        Properties: { 'maxmemory-policy': 'oldest' },
      },
      'Parameter value oldest is invalid for maxmemory-policy.',
    ],
    [
      'AWS::ElastiCache::ParameterGroup',
      { CacheParameterGroupFamily: 'redis7', Properties: { maxmemory: '1' } },
      'The parameter maxmemory cannot be modified.',
    ],
    [
      'AWS::ElastiCache::ReplicationGroup',
      { ...cache, CacheParameterGroupName: 'nope' },
      'CacheParameterGroup not found: nope',
    ],
    [
      'AWS::Kinesis::Stream',
      {
        ShardCount: 1,
        StreamEncryption: { EncryptionType: 'KMS', KeyId: 'alias/nope' },
      },
      "Key 'alias/nope' does not exist",
    ],
    [
      'AWS::KMS::Key',
      {
        KeyPolicy: {
          Statement: [...administered.Statement, ...strangers.Statement],
        },
      },
      'Policy contains a statement with one or more invalid principals.',
    ],
    [
      'AWS::KMS::Key',
      {
        KeyPolicy: {
          Statement: [
            ...administered.Statement,
            { Effect: 'Deny', Principal: '*', Action: 'kms:Put*' },
          ],
        },
      },
      'The new key policy will not allow you to update the key policy',
    ],
    [
      'AWS::EFS::FileSystem',
      { FileSystemPolicy: foreignActions },
      'The policy contains invalid syntax, actions or principals.',
    ],
    [
      'AWS::EFS::FileSystem',
      { FileSystemPolicy: strangers },
      'The policy contains invalid syntax, actions or principals.',
    ],
    [
      'AWS::EFS::FileSystem',
      {
        FileSystemPolicy: {
          Statement: [{ ...encryptedOnly, Condition: undefined }],
        },
      },
      'would prevent the principal that makes the request from changing it',
    ],
    [
      'AWS::SQS::QueuePolicy',
      { Queues: [], PolicyDocument: foreignActions },
      'Invalid value for the parameter Policy.',
    ],
    [
      'AWS::SQS::QueuePolicy',
      { Queues: [], PolicyDocument: strangers },
      'Invalid value for the parameter Policy.',
    ],
    [
      'AWS::SNS::TopicPolicy',
      { Topics: [], PolicyDocument: strangers },
      'Invalid parameter: Policy Error: PrincipalNotFound',
    ],
    [
      'AWS::SecretsManager::ResourcePolicy',
      { SecretId: 'a', ResourcePolicy: strangers },
      'This resource policy contains an unsupported principal.',
    ],
    [
      'AWS::ECR::Repository',
      { RepositoryPolicyText: strangers },
      'Invalid repository policy provided',
    ],
    [
      'AWS::CloudWatch::CompositeAlarm',
      { AlarmRule: 'ALARM(c) OR ALARM("nope")' },
      'as alarms [nope] in the alarm rule do not exist',
    ],
    [
      'AWS::Logs::LogGroup',
      { LogGroupName: '/a', KmsKeyId: 'key-1' },
      'The specified KMS key does not exist or is not allowed to be used with',
    ],
    [
      'AWS::S3::Bucket',
      { AccessControl: 'PublicRead' },
      "Bucket cannot have ACLs set with ObjectOwnership's",
    ],
    [
      'AWS::S3::Bucket',
      {
        LifecycleConfiguration: {
          Rules: [
            {
              ExpirationInDays: 30,
              Transitions: [{ StorageClass: 'GLACIER', TransitionInDays: 30 }],
            },
          ],
        },
      },
      "'Days' in the Expiration action must be greater",
    ],
    [
      'AWS::S3::Bucket',
      {
        LifecycleConfiguration: {
          Rules: [
            { Transition: { StorageClass: 'ONEZONE_IA', TransitionInDays: 1 } },
          ],
        },
      },
      'greater than or equal to 30',
    ],
    [
      'AWS::S3::Bucket',
      { ReplicationConfiguration: { Role: 'r', Rules: [] } },
      'Versioning must be',
    ],
    [
      'AWS::S3::Bucket',
      { ObjectLockConfiguration: { ObjectLockEnabled: 'Enabled' } },
      'Object Lock configuration cannot be enabled',
    ],
    [
      'AWS::RDS::DBInstance',
      { ...database, DBName: 'a'.repeat(64) },
      'contain only alphanumeric characters, at most 63.',
    ],
    [
      'AWS::RDS::DBInstance',
      { ...database, CACertificateIdentifier: 'rds-ca-nope' },
      'CertificateNotFound: rds-ca-nope',
    ],
    [
      'AWS::RDS::DBInstance',
      { ...database, OptionGroupName: 'nope' },
      'Specified OptionGroupName: nope not found.',
    ],
    [
      'AWS::RDS::DBInstance',
      { SourceDBInstanceIdentifier: 'nope' },
      'DBInstance nope not found.',
    ],
    [
      'AWS::RDS::DBInstance',
      { ...database, PromotionTier: 16 },
      'Invalid promotion tier: 16.',
    ],
    [
      'AWS::RDS::DBCluster',
      {
        ...aurora,
        PerformanceInsightsEnabled: true,
        PerformanceInsightsRetentionPeriod: 8,
      },
      'Invalid Performance Insights retention period: 8.',
    ],
    [
      'AWS::RDS::DBCluster',
      { ...aurora, MonitoringInterval: 60 },
      'A MonitoringRoleARN value is required',
    ],
    [
      'AWS::RDS::DBCluster',
      { ...aurora, EngineMode: 'serverless' },
      'The engine mode serverless you requested is currently unavailable.',
    ],
    [
      'AWS::RDS::DBCluster',
      { ...aurora, DBClusterInstanceClass: 'db.t4g.medium' },
      'DBClusterInstanceClass=db.t4g.medium',
    ],
    [
      'AWS::ElastiCache::ReplicationGroup',
      { ...cache, TransitEncryptionEnabled: undefined },
      'TransitEncryptionEnabled is required',
    ],
    [
      'AWS::ElastiCache::ReplicationGroup',
      {
        ...cache,
        NetworkType: 'ipv6',
        CacheSubnetGroupName: 'caches',
      },
      'The network type ipv6 is not supported',
    ],
    [
      'AWS::ElastiCache::ReplicationGroup',
      { ...cache, LogDeliveryConfigurations: [slowLog, slowLog] },
      'Each log type can be specified only once.',
    ],
    [
      'AWS::ElastiCache::ReplicationGroup',
      {
        ...cache,
        LogDeliveryConfigurations: [
          { ...slowLog, DestinationType: 'kinesis-firehose' },
        ],
      },
      'DestinationDetails do not match',
    ],
    [
      'AWS::ElastiCache::ServerlessCache',
      {
        Engine: 'valkey',
        CacheUsageLimits: { DataStorage: { Maximum: 10, Unit: 'MB' } },
      },
      'Invalid unit of DataStorage: MB.',
    ],
    [
      'AWS::ElastiCache::SubnetGroup',
      { SubnetIds: [] },
      'The parameter SubnetIds must be provided.',
    ],
    [
      'AWS::EFS::AccessPoint',
      { FileSystemId: 'fs-1', PosixUser: { Uid: '4294967296', Gid: '1' } },
      'Invalid POSIX ID: 4294967296.',
    ],
    [
      'AWS::Kinesis::StreamConsumer',
      { ConsumerName: 'films', StreamARN: 'stream-1' },
      'Consumer films already exists.',
    ],
    [
      'AWS::KMS::Key',
      {
        KeyPolicy: {
          Statement: [
            ...administered.Statement,
            {
              Effect: 'Allow',
              Principal: '*',
              Action: 'kms:*',
              Resource: 'a'.repeat(32_768),
            },
          ],
        },
      },
      'The key policy exceeds the quota of 32768 bytes.',
    ],
    [
      'AWS::SecretsManager::RotationSchedule',
      { SecretId: 'secret-1', RotationRules: { AutomaticallyAfterDays: 30 } },
      'No Lambda rotation function ARN is associated with this secret.',
    ],
    [
      'AWS::SecretsManager::RotationSchedule',
      { SecretId: 'a', RotationRules: { ScheduleExpression: 'daily' } },
      'Invalid ScheduleExpression.',
    ],
    [
      'AWS::SecretsManager::SecretTargetAttachment',
      { SecretId: 'a', TargetId: 'nope', TargetType: 'AWS::RDS::DBInstance' },
      'DBInstance nope not found.',
    ],
    [
      'AWS::SSM::Parameter',
      { Type: 'String', Value: 'a', Policies: '[]' },
      'Parameter policies require the advanced-parameter tier.',
    ],
    ...(
      [
        [{ Expression: '(1 + 2' }, 'Invalid syntax'],
        [{ Expression: 'AVERAGE(1)' }, 'unknown function AVERAGE'],
        [
          { MetricStat: { Period: 60, Stat: 'Median' } },
          'The value Median for parameter Stat is not supported.',
        ],
      ] as const
    ).map(([query, message]): [string, Properties, string] => [
      'AWS::CloudWatch::Alarm',
      { ...alarm, MetricName: undefined, Metrics: [{ Id: 'a', ...query }] },
      message,
    ]),
    [
      'AWS::CloudWatch::Alarm',
      { ...alarm, AlarmActions: ['arn:aws:sns:eu-west-1:1:t'] },
      `Invalid region eu-west-1 specified. Only ${REGION} is supported.`,
    ],
    [
      'AWS::CloudWatch::Alarm',
      { ...alarm, EvaluationPeriods: 0 },
      'EvaluationPeriods must be at least 1',
    ],
    [
      'AWS::CloudWatch::Alarm',
      {
        ...alarm,
        Dimensions: Array.from({ length: 31 }, (_, at) => ({ Name: `d${at}` })),
      },
      'An alarm can have at most 30 dimensions.',
    ],
    ...(
      [
        [{ properties: {} }, 'Should have required property type'],
        [{ type: 'text' }, 'Should have required property properties'],
        [{ type: 'text', properties: {}, width: 25 }, 'The width should be'],
        [{ type: 'text', properties: {}, height: 0 }, 'The height should be'],
        [{ type: 'text', properties: {}, x: 24 }, 'x should be from 0 to 23'],
      ] as const
    ).map(([widget, message]): [string, Properties, string] => [
      'AWS::CloudWatch::Dashboard',
      { DashboardBody: JSON.stringify({ widgets: [widget] }) },
      message,
    ]),
    ...['{ $.a = 1', '[a, b', 'say "hello', '{ ($.a = 1 }'].map(
      (FilterPattern): [string, Properties, string] => [
        'AWS::Logs::MetricFilter',
        { LogGroupName: '/logs', FilterPattern },
        'Invalid metric filter pattern',
      ],
    ),
    [
      'AWS::Logs::MetricFilter',
      { LogGroupName: '/rare', FilterPattern: 'a' },
      'not supported for log groups of the class INFREQUENT_ACCESS',
    ],
    [
      'AWS::Logs::SubscriptionFilter',
      {
        LogGroupName: '/logs',
        FilterPattern: '',
        DestinationArn: 'arn:aws:kinesis:eu-west-2:1:stream/s',
      },
      'destinationArn for vendor kinesis cannot be used without roleArn',
    ],
    [
      'AWS::Logs::SubscriptionFilter',
      {
        LogGroupName: '/logs',
        FilterPattern: '',
        DestinationArn: 'arn:aws:kinesis:eu-west-2:1:stream/s',
        RoleArn: `arn:aws:iam::${world.accountId}:role/nope`,
      },
      'Could not deliver test message to specified destination.',
    ],
  ])('of %s is refused with AWS’s message: %#', (type, properties, message) => {
    expect(problem(type, properties)).toContain(message);
  });
});

describe('a change', () => {
  it.each<[string, Properties, Properties, string]>([
    [
      'AWS::RDS::DBInstance',
      { ...database, AllocatedStorage: '40' },
      { AllocatedStorage: '30' },
      'Size cannot be less than current size; requested: 30; current: 40',
    ],
    [
      'AWS::RDS::DBInstance',
      { ...database, AllocatedStorage: '30' },
      { AllocatedStorage: '32' },
      'Invalid storage size for engine name postgres and storage type gp2: 32',
    ],
    ['AWS::RDS::DBInstance', database, { AllocatedStorage: '22' }, 'made'],
    [
      'AWS::RDS::DBInstance',
      database,
      { EngineVersion: '16.4' },
      'Cannot upgrade postgres from 16.6 to 16.4',
    ],
    [
      'AWS::RDS::DBInstance',
      database,
      { EngineVersion: '17.5' },
      'The AllowMajorVersionUpgrade flag must be present',
    ],
    [
      'AWS::RDS::DBInstance',
      database,
      { EngineVersion: '17.5', AllowMajorVersionUpgrade: true },
      'made',
    ],
    [
      'AWS::ElastiCache::ReplicationGroup',
      cache,
      {
        Engine: 'redis',
        EngineVersion: '7.1',
        CacheParameterGroupName: 'default.redis7',
      },
      'made',
    ],
    [
      'AWS::ElastiCache::ReplicationGroup',
      { ...cache, Engine: 'redis', EngineVersion: '7.1' },
      { Engine: 'valkey', EngineVersion: '8.0' },
      'redis parameter group is not applicable to engine valkey',
    ],
    [
      'AWS::ElastiCache::ReplicationGroup',
      { ...cache, EngineVersion: '7.2' },
      { EngineVersion: '8.1' },
      'Expected a parameter group of family valkey8 but found one of family valkey7',
    ],
    [
      'AWS::ElastiCache::ReplicationGroup',
      { ...cache, EngineVersion: '7.2' },
      { EngineVersion: '8.1', CacheParameterGroupName: 'default.valkey8' },
      'made',
    ],
    [
      'AWS::ElastiCache::ServerlessCache',
      { Engine: 'valkey', MajorEngineVersion: '8' },
      { MajorEngineVersion: '7' },
      'Downgrading the major engine version from 8 to 7 is not supported.',
    ],
    [
      'AWS::ElastiCache::ReplicationGroup',
      cache,
      { Engine: 'redis', EngineVersion: '7.0' },
      'Downgrading redis is not supported. Current version: 7.2, requested version: 7.0',
    ],
    [
      'AWS::ElastiCache::ReplicationGroup',
      cache,
      { TransitEncryptionEnabled: false },
      'Transit encryption can only be disabled after',
    ],
    [
      'AWS::Kinesis::Stream',
      { ShardCount: 1 },
      { ShardCount: 10 },
      'UpdateShardCount cannot scale up over double your current open shard count. Current open shard count: 1 Target shard count: 10',
    ],
    [
      'AWS::Kinesis::Stream',
      { ShardCount: 10 },
      { ShardCount: 1 },
      'UpdateShardCount cannot scale down below half',
    ],
    ['AWS::Kinesis::Stream', { ShardCount: 2 }, { ShardCount: 4 }, 'made'],
    // In floating point, 100 * 1.1 is more than 110.
    [
      'AWS::RDS::DBInstance',
      { ...database, AllocatedStorage: '100' },
      { AllocatedStorage: '110' },
      'made',
    ],
    [
      'AWS::KMS::Key',
      {},
      { MultiRegion: true },
      'You cannot change the KeySpec, KeyUsage, MultiRegion or Origin',
    ],
    ['AWS::KMS::Key', {}, { KeySpec: 'SYMMETRIC_DEFAULT' }, 'made'],
    [
      'AWS::SSM::Parameter',
      { Type: 'String', Value: 'a', Tier: 'Advanced' },
      { Tier: 'Standard' },
      "You can't downgrade a parameter",
    ],
  ])('of %s: %#', (type, before, properties, message) => {
    const found = problem(type, { ...before, ...properties }, { before });
    expect(found ?? 'made').toContain(message);
    expect(
      problem(
        type,
        { ...before, ...properties },
        { before, during: 'rollback' },
      ),
    ).toBeUndefined();
  });

  it('to what another resource has is refused, but not what a resource keeps', () => {
    const type = 'AWS::ElasticLoadBalancingV2::Listener';
    const listener = {
      LoadBalancerArn: 'balancer',
      Port: 80,
      DefaultActions: [
        { Type: 'fixed-response', FixedResponseConfig: { StatusCode: '404' } },
      ],
    };
    expect(
      problem(type, listener, { before: { ...listener, Port: 81 } }),
    ).toContain('A listener already exists on this port');
    expect(
      problem(type, listener, { before: { ...listener, Protocol: 'HTTP' } }),
    ).toBeUndefined();
  });
});
