import type { FieldRule } from './FieldRule';

const rds = 'Amazon RDS API Reference, CreateDBInstance';
const aurora = 'Amazon RDS API Reference, CreateDBCluster';
const elastiCache = 'Amazon ElastiCache API Reference';
const ecs = 'Amazon ECS API Reference';
const fargate = 'Amazon ECS Developer Guide, Fargate task CPU and memory';
const scaling = 'Application Auto Scaling API Reference';
const kinesis = 'Amazon Kinesis Data Streams API Reference';
const tagging = 'AWS CloudFormation API Reference, Tag; IAM User Guide, Tags';

const choice = (rule: string, values: readonly unknown[]): FieldRule => ({
  rule,
  source: 'platform',
  mark: 'platform',
  values,
});

const flag = (rule: string): FieldRule => choice(rule, [true, false]);

const x = (count: number) => 'x'.repeat(count);

const image: FieldRule = {
  rule: 'A reference by the grammar of github.com/distribution/reference, at most 255 characters.',
  source: `${ecs}, ContainerDefinition, image`,
  mark: 'documented',
  accepts: [
    'nginx',
    'public.ecr.aws/docker/library/nginx:stable-alpine',
    `a@sha256:${'0'.repeat(64)}`,
    x(255),
  ],
  refuses: [
    'https://hub.docker.com/r/x/y',
    'nginx:',
    'Nginx',
    'nginx@sha256:1',
    '0'.repeat(64),
    x(256),
    '',
  ],
};

const tasks = (part: 'service' | 'worker'): Record<string, FieldRule> => {
  const id = part === 'service' ? 'Service' : 'Worker';
  const target = `${id}CpuScaling.TargetTrackingScalingPolicyConfiguration`;
  const strategy = `${id}.CapacityProviderStrategy.0`;
  return {
    [`${part}.enabled`]: flag(
      'The platform runs at least one of service and worker.',
    ),
    [`${part}.image`]: image,
    [`${part}.architecture`]: {
      rule: 'X86_64 or ARM64.',
      source: `${ecs}, RuntimePlatform, cpuArchitecture`,
      mark: 'documented',
      values: ['x86_64', 'arm64'],
    },
    [`${part}.cpu`]: {
      rule: 'CPU units of a Fargate task; AWS has 32768 since 2026, which the platform does not offer.',
      source: fargate,
      mark: 'documented',
      values: [256, 512, 1024, 2048, 4096, 8192, 16_384],
    },
    [`${part}.memory`]: {
      rule: 'MiB that Fargate allows for the CPU size: with 1024 units from 2048 to 8192 in steps of 1024.',
      source: fargate,
      mark: 'documented',
      range: [2048, 8192, 1024],
      given: { [`${part}.cpu`]: 1024 },
    },
    [`${part}.minTasks`]: {
      rule: 'Minimum capacity of a scalable target; the platform allows 1 to 100.',
      source: `${scaling}, RegisterScalableTarget`,
      mark: 'documented',
      range: [1, 100],
      given: { [`${part}.maxTasks`]: 100 },
      property: `${id}Scaling.MinCapacity`,
    },
    [`${part}.maxTasks`]: {
      rule: 'Maximum capacity of a scalable target; the platform allows 1 to 100.',
      source: `${scaling}, RegisterScalableTarget`,
      mark: 'documented',
      range: [1, 100],
      given: { [`${part}.minTasks`]: 1 },
      property: `${id}Scaling.MaxCapacity`,
    },
    [`${part}.cpuTarget`]: {
      rule: 'Percent; the platform allows 10 to 90.',
      source: `${scaling}, TargetTrackingScalingPolicyConfiguration`,
      mark: 'documented',
      range: [10, 90],
      property: `${target}.TargetValue`,
    },
    [`${part}.scaleInCooldown`]: {
      rule: 'Seconds, 0 or more; the platform allows up to an hour.',
      source: `${scaling}, TargetTrackingScalingPolicyConfiguration`,
      mark: 'documented',
      range: [0, 3600],
      property: `${target}.ScaleInCooldown`,
    },
    [`${part}.scaleOutCooldown`]: {
      rule: 'Seconds, 0 or more; the platform allows up to an hour.',
      source: `${scaling}, TargetTrackingScalingPolicyConfiguration`,
      mark: 'documented',
      range: [0, 3600],
      property: `${target}.ScaleOutCooldown`,
    },
    [`${part}.fargateBase`]: {
      rule: '0 to 100,000; the platform allows 100.',
      source: `${ecs}, CapacityProviderStrategyItem`,
      mark: 'documented',
      range: [0, 100],
      property: `${strategy}.Base`,
    },
    [`${part}.fargateWeight`]: {
      rule: '0 to 1,000, not 0 for every provider; the platform allows 100.',
      source: `${ecs}, CapacityProviderStrategyItem`,
      mark: 'documented',
      range: [0, 100],
      given: { [`${part}.fargateBase`]: 0, [`${part}.spotWeight`]: 1 },
    },
    [`${part}.spotWeight`]: {
      rule: '0 to 1,000; the platform allows 100.',
      source: `${ecs}, CapacityProviderStrategyItem`,
      mark: 'documented',
      range: [0, 100],
    },
  };
};

const asRds = { 'database.kind': 'rds' };
const asServerless = { 'cache.kind': 'serverless', 'cache.version': '7' };

const secretName: Pick<FieldRule, 'rule' | 'source' | 'mark'> = {
  rule: '1 to 512 letters, digits and /_+=.@-.',
  source: 'AWS Secrets Manager API Reference, CreateSecret, Name',
  mark: 'documented',
};

/** By the path of the field. No field of the request lacks a row. */
export const fieldRules: Readonly<Record<string, FieldRule>> = {
  suffix: {
    rule: 'Every name with it must be short enough, such as a load balancer’s 32 characters, and begin with a letter, without double dashes.',
    source:
      'Elastic Load Balancing API Reference, CreateLoadBalancer; Amazon RDS API Reference, CreateDBInstance',
    mark: 'documented',
    accepts: ['abc', 'a1-b2', `a${'b'.repeat(19)}`],
    refuses: ['ab', 'a--b', 'abc-', '1abc', 'Abc', x(21)],
  },
  region: {
    rule: 'A region in which AWS is known to offer every part.',
    source: 'AWS General Reference, Service endpoints and quotas',
    mark: 'documented',
    accepts: ['eu-west-2', 'us-gov-west-1', 'ap-northeast-1'],
    refuses: ['eu-west', 'EU-WEST-2', 'me-south-1'],
  },
  blueprint: choice('A blueprint of the platform.', [
    'media-processing',
    'content-delivery',
    'video-pipeline',
    'complete',
  ]),
  owner: {
    rule: 'An entity reference, which is also the value of a tag of at most 256 characters.',
    source: tagging,
    mark: 'documented',
    accepts: ['group:default/a', `user:default/${x(243)}`],
    refuses: ['default/a', `user:default/${x(244)}`, 'group:default/é'],
  },
  account: {
    rule: 'Twelve digits.',
    source: 'AWS Account Management Reference Guide, AWS account identifiers',
    mark: 'documented',
    accepts: ['123456789012', '000000000000'],
    refuses: ['12345678901', '1234567890123', 'a23456789012'],
  },
  costCenter: {
    rule: 'The value of a tag: 1 to 256 letters, digits, spaces and _.:/=+-@; the platform allows 64.',
    source: tagging,
    mark: 'documented',
    accepts: ['a', x(64), 'Vidéo 映像', '_ .:/=+@-'],
    refuses: ['', x(65), 'a,b', 'a\nb', 'a?'],
  },
  'network.cidr': {
    rule: 'An IPv4 range from /16 to /28 of RFC 1918, at a multiple of its size; the platform allows /16 to /20.',
    source: 'Amazon VPC User Guide, VPC CIDR blocks',
    mark: 'documented',
    accepts: ['10.0.0.0/16', '172.31.0.0/20', '192.168.0.0/16'],
    refuses: [
      '10.0.0.0/15',
      '10.0.0.0/21',
      '8.8.0.0/16',
      '10.0.8.0/16',
      '10.0.0.256/16',
    ],
    given: {
      'network.firstPublicSubnet': 0,
      'network.firstPrivateSubnet': 4,
    },
    property: 'Vpc.CidrBlock',
  },
  'network.zones': {
    rule: 'Load balancers and database subnet groups need two zones; the platform allows three.',
    source:
      'Elastic Load Balancing API Reference, CreateLoadBalancer; Amazon RDS API Reference, CreateDBSubnetGroup',
    mark: 'documented',
    range: [2, 3],
    given: { 'network.firstPrivateSubnet': 11 },
  },
  'network.zoneIds': {
    rule: 'Zones in which VPC links and Fargate exist, as many as the environment has.',
    source:
      'Amazon API Gateway Developer Guide, VPC links V2, Availability by Region; Amazon ECS Developer Guide, Fargate Regions',
    mark: 'documented',
    accepts: [['euw2-az1', 'euw2-az3']],
    refuses: [['euw2-az1'], ['eu-west-2a', 'eu-west-2b'], 'euw2-az1'],
  },
  'network.nat': choice('NAT gateways per zone or one.', [
    'single',
    'per-zone',
  ]),
  'network.firstPublicSubnet': {
    rule: 'Subnets lie in the range of the VPC and do not overlap.',
    source: 'Amazon VPC User Guide, Subnet CIDR blocks',
    mark: 'documented',
    range: [0, 250],
    given: { 'network.firstPrivateSubnet': 252 },
    accepts: [],
  },
  'network.firstPrivateSubnet': {
    rule: 'Subnets lie in the range of the VPC and do not overlap.',
    source: 'Amazon VPC User Guide, Subnet CIDR blocks',
    mark: 'documented',
    range: [3, 250],
    given: { 'network.firstPublicSubnet': 1 },
  },
  ...tasks('service'),
  'service.port': {
    rule: '1 to 65535.',
    source: 'Elastic Load Balancing API Reference, CreateTargetGroup, Port',
    mark: 'documented',
    range: [1, 65_535],
    property: 'LoadBalancerTargets.Port',
    inSchema: { from: 1, to: 65_535 },
  },
  'service.healthCheckPath': {
    rule: 'Begins with /, at most 1024 characters.',
    source:
      'Elastic Load Balancing API Reference, CreateTargetGroup, HealthCheckPath',
    mark: 'documented',
    accepts: ['/', `/${x(1023)}`],
    refuses: ['', 'health', `/${x(1024)}`, '/a b'],
    property: 'LoadBalancerTargets.HealthCheckPath',
  },
  ...tasks('worker'),
  'worker.iteratorAgeTarget': {
    rule: 'Seconds; the platform allows 1 to 3600.',
    source: `${scaling}, TargetTrackingScalingPolicyConfiguration`,
    mark: 'documented',
    range: [1, 3600],
  },
  'api.kind': choice('The API in front of the service.', ['rest', 'http']),
  'api.method': choice('The method that the API lets through.', ['GET', 'ANY']),
  'api.path': {
    rule: 'Parts of letters, digits and _.-; the last may be a parameter, and the whole has at most 255 characters.',
    source: 'Amazon API Gateway API Reference, CreateResource, pathPart',
    mark: 'assumed',
    accepts: ['/content', '/{proxy+}', '/a/{id}', `/${x(254)}`],
    refuses: ['content', '/', '/{a}/b', '/{proxy', `/${x(255)}`],
  },
  'api.tracing': flag('X-Ray, for REST APIs.'),
  'database.kind': choice('Aurora or RDS.', ['aurora', 'rds', 'none']),
  'database.version': {
    rule: 'A version that AWS lists; the plan asks it. Without it, a major version for which the platform is made.',
    source: 'Amazon RDS API Reference, DescribeDBEngineVersions',
    mark: 'documented',
    accepts: ['15', '16', '17', '18', '16.99'],
    refuses: ['9', '12', '16.', '16.1.2', 'latest'],
  },
  'database.name': {
    rule: '1 to 63 letters, digits and _, beginning with a letter, and no word that the engine reserves.',
    source: `${rds}, DBName; ${aurora}, DatabaseName`,
    mark: 'documented',
    accepts: ['streamflix', 'a1_b', 'postgres', `a${'b'.repeat(62)}`],
    refuses: ['', '1a', 'A', 'a-b', 'admin', 'user', 'db', x(64)],
    property: 'DatabaseCluster.DatabaseName',
  },
  'database.minCapacity': {
    rule: '0.5 to 256 in halves; AWS also has 0 for newer versions, which the platform does not offer.',
    source: `${aurora}, ServerlessV2ScalingConfiguration`,
    mark: 'documented',
    range: [0.5, 256, 0.5],
    given: { 'database.maxCapacity': 256 },
    property: 'DatabaseCluster.ServerlessV2ScalingConfiguration.MinCapacity',
  },
  'database.maxCapacity': {
    rule: '1 to 256 in halves.',
    source: `${aurora}, ServerlessV2ScalingConfiguration`,
    mark: 'documented',
    range: [1, 256, 0.5],
    given: { 'database.minCapacity': 0.5 },
    property: 'DatabaseCluster.ServerlessV2ScalingConfiguration.MaxCapacity',
  },
  'database.instances': {
    rule: 'One writer and up to 15 readers; the platform allows 15 in all.',
    source: 'Amazon Aurora User Guide, Aurora Replicas',
    mark: 'documented',
    range: [1, 15],
  },
  'database.instanceClass': {
    rule: 'A class that AWS lists as orderable; the plan asks it.',
    source: 'Amazon RDS API Reference, DescribeOrderableDBInstanceOptions',
    mark: 'documented',
    accepts: ['db.t4g.medium', 'db.m7g.large', 'db.x2iedn.32xlarge'],
    refuses: ['t4g.medium', 'db.foo.bar', 'db.t4g', 'cache.t4g.medium'],
    given: asRds,
    property: 'DatabaseInstance.DBInstanceClass',
  },
  'database.storageGiB': {
    rule: '20 to 65,536 GiB of gp3.',
    source: `${rds}, AllocatedStorage`,
    mark: 'documented',
    range: [20, 65_536],
    given: asRds,
    property: 'DatabaseInstance.AllocatedStorage',
    inTemplate: (value: number) => String(value),
  },
  'database.multiAz': { ...flag('A standby in a second zone.'), given: asRds },
  'database.backupDays': {
    rule: '1 to 35 days; RDS also has 0, which switches backups off.',
    source: `${rds} and CreateDBCluster, BackupRetentionPeriod`,
    mark: 'documented',
    range: [1, 35],
    property: 'DatabaseCluster.BackupRetentionPeriod',
    inSchema: { from: 1, to: 35 },
  },
  'database.backupWindow': {
    rule: 'hh24:mi-hh24:mi in UTC, at least 30 minutes, outside the maintenance window.',
    source: `${rds}, PreferredBackupWindow`,
    mark: 'documented',
    accepts: ['10:00-10:30', '23:00-00:00'],
    refuses: ['10:00-10:29', '24:00-25:00', '10:00', '03:30-04:30'],
    given: { 'database.maintenanceWindow': 'sun:04:00-sun:05:00' },
    property: 'DatabaseCluster.PreferredBackupWindow',
  },
  'database.maintenanceWindow': {
    rule: 'ddd:hh24:mi-ddd:hh24:mi in UTC, at least 30 minutes, less than 24 hours.',
    source: `${rds}, PreferredMaintenanceWindow`,
    mark: 'documented',
    accepts: ['sun:10:00-sun:10:30', 'sun:23:30-mon:00:30'],
    refuses: ['sun:10:00-sun:10:29', 'day:10:00-day:11:00', '10:00-11:00'],
    given: { 'database.backupWindow': '03:00-04:00' },
    property: 'DatabaseCluster.PreferredMaintenanceWindow',
  },
  'cache.kind': {
    ...choice('A replication group, a serverless cache or none.', [
      'replication-group',
      'serverless',
      'none',
    ]),
    given: { 'cache.version': undefined },
  },
  'cache.engine': choice('Redis OSS or Valkey.', ['redis', 'valkey']),
  'cache.version': {
    rule: 'A version that AWS lists; the plan asks it. A serverless cache takes the major version.',
    source: `${elastiCache}, DescribeCacheEngineVersions`,
    mark: 'documented',
    accepts: ['6.2', '7.0', '7.1'],
    refuses: ['7', '5.0', '7.10', 'x'],
    given: { 'cache.engine': 'redis' },
  },
  'cache.nodeType': {
    rule: 'A node type that the account can order.',
    source: 'Amazon ElastiCache User Guide, Supported node types',
    mark: 'documented',
    accepts: ['cache.r7g.large', 'cache.t4g.micro', 'cache.m6g.16xlarge'],
    refuses: ['r7g.large', 'cache.foo.bar', 'cache.r7g', 'db.r7g.large'],
    property: 'Cache.CacheNodeType',
  },
  'cache.nodes': {
    rule: '1 to 6 nodes in a group; automatic failover needs two.',
    source: `${elastiCache}, CreateReplicationGroup, NumCacheClusters`,
    mark: 'documented',
    range: [2, 6],
  },
  'cache.snapshots': {
    rule: '0 to 35 days.',
    source: `${elastiCache}, CreateReplicationGroup, SnapshotRetentionLimit`,
    mark: 'documented',
    range: [0, 35],
  },
  'cache.maxStorageGiB': {
    rule: '1 to 5,000 GB.',
    source: `${elastiCache}, DataStorage`,
    mark: 'documented',
    range: [1, 5000],
    given: asServerless,
    property: 'ServerlessCache.CacheUsageLimits.DataStorage.Maximum',
  },
  'cache.maxEcpu': {
    rule: '1,000 to 15,000,000 per second.',
    source: `${elastiCache}, ECPUPerSecond`,
    mark: 'documented',
    range: [1000, 15_000_000],
    given: asServerless,
    property: 'ServerlessCache.CacheUsageLimits.ECPUPerSecond.Maximum',
  },
  'storage.enabled': flag('EFS.'),
  'storage.infrequentAccessDays': {
    rule: '1, 7, 14, 30, 60, 90, 180, 270 or 365 days.',
    source: 'Amazon EFS API Reference, LifecyclePolicy, TransitionToIA',
    mark: 'documented',
    values: [1, 7, 14, 30, 60, 90, 180, 270, 365],
  },
  'stream.mode': choice('A Kinesis stream with shards or on demand.', [
    'provisioned',
    'on-demand',
  ]),
  'stream.shards': {
    rule: '1 or more, up to the quota; the platform allows 500.',
    source: `${kinesis}, CreateStream, ShardCount`,
    mark: 'documented',
    range: [1, 500],
    property: 'Stream.ShardCount',
    inSchema: { from: 1 },
  },
  'stream.retentionHours': {
    rule: '24 to 8,760 hours.',
    source: `${kinesis}, IncreaseStreamRetentionPeriod`,
    mark: 'documented',
    range: [24, 8760],
    property: 'Stream.RetentionPeriodHours',
  },
  'stream.shardMetrics': flag('Shard-level metrics.'),
  'deadLetters.enabled': flag('A queue for what the worker cannot process.'),
  'deadLetters.retentionDays': {
    rule: '60 seconds to 14 days; the platform counts whole days.',
    source: 'Amazon SQS API Reference, SetQueueAttributes',
    mark: 'documented',
    range: [1, 14],
  },
  'registry.enabled': flag('An ECR repository.'),
  'encryption.key': choice('Keys of AWS or one of the environment.', [
    'aws-managed',
    'customer-managed',
  ]),
  'observability.logRetentionDays': {
    rule: 'A retention of CloudWatch Logs; AWS also has 1096, 2192, 2557, 2922 and 3288, which the platform does not offer.',
    source: 'Amazon CloudWatch Logs API Reference, PutRetentionPolicy',
    mark: 'documented',
    values: [
      1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1827, 3653,
    ],
    property: 'ServiceLogs.RetentionInDays',
    inSchema: {
      values: [
        1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096,
        1827, 2192, 2557, 2922, 3288, 3653,
      ],
    },
  },
  'observability.containerInsights': {
    rule: 'disabled, enabled or enhanced.',
    source: `${ecs}, ClusterSetting`,
    mark: 'documented',
    values: ['disabled', 'enabled', 'enhanced'],
  },
  'observability.alarms': flag('Alarms in CloudWatch.'),
  'observability.alarmEmail': {
    rule: 'An e-mail address of ASCII characters, at most 320.',
    source: 'Amazon SNS API Reference, Subscribe, Endpoint',
    mark: 'assumed',
    accepts: ['a@b.cc', `${x(64)}@example.com`],
    refuses: [
      'a@b',
      'a b@example.com',
      `${x(65)}@example.com`,
      'é@example.com',
    ],
  },
  'secrets.database': {
    ...secretName,
    accepts: ['a', x(512), 'video/db'],
    refuses: ['', x(513), 'a b', 'arn:aws:secretsmanager:eu-west-2:1:secret:a'],
  },
  'secrets.apiKeys': {
    ...secretName,
    accepts: [[], ['a'], [x(512)]],
    refuses: ['a', ['a', 'a'], ['a b'], [x(513)]],
  },
  tags: {
    rule: 'Keys of 1 to 128 and values of 1 to 256 letters of any script, digits, spaces and _.:/=+-@; keys differ in more than case, and do not begin with aws:.',
    source: tagging,
    mark: 'documented',
    accepts: [
      {},
      { Team: 'Vidéo 映像' },
      { [x(128)]: x(256) },
      { Größe: 'klein', 'a.b:c/d=e+f-g@h': '1' },
    ],
    refuses: [
      { Team: 'a', team: 'b' },
      { 'aws:x': '1' },
      { [x(129)]: 'a' },
      { a: x(257) },
      { a: '' },
      { a: 'b,c' },
      { owner: 'a' },
    ],
  },
  deletionProtection: flag('Protection against deletion.'),
};
