import { Match } from 'aws-cdk-lib/assertions';
import { templateOf } from '../__testUtils__/environment';
import {
  absent,
  cellsOf,
  resourcesOf,
  type Cell,
  type PlatformEnvironment,
} from '../__testUtils__/platformTable';

type Template = PlatformEnvironment['template'];

const privateSubnets = (zones: number) =>
  Array.from({ length: zones }, (_, zone) => ({
    Ref: `PrivateSubnet${zone + 1}`,
  }));

const replicationGroup: Cell[1] = ({ template, spec }) => {
  template.resourceCountIs('AWS::ElastiCache::ServerlessCache', 0);
  template.resourceCountIs('AWS::ElastiCache::ReplicationGroup', 1);
  template.hasResourceProperties('AWS::ElastiCache::ReplicationGroup', {
    ReplicationGroupId: 'redis-cache-demo',
    Engine: 'redis',
    EngineVersion: '7.1',
    CacheNodeType: 'cache.r7g.large',
    NumCacheClusters: 2,
    MultiAZEnabled: true,
    AutomaticFailoverEnabled: true,
    TransitEncryptionEnabled: true,
    TransitEncryptionMode: 'required',
    AtRestEncryptionEnabled: true,
    SnapshotRetentionLimit: 5,
    CacheSubnetGroupName: { Ref: 'CacheSubnets' },
    SecurityGroupIds: [{ Ref: 'CacheSecurityGroup' }],
  });
  template.hasResourceProperties('AWS::ElastiCache::SubnetGroup', {
    SubnetIds: privateSubnets(spec.network.zones),
  });
};

const serverless = (template: Template, zones: number) => {
  template.resourceCountIs('AWS::ElastiCache::ReplicationGroup', 0);
  template.resourceCountIs('AWS::ElastiCache::ServerlessCache', 1);
  template.hasResourceProperties('AWS::ElastiCache::ServerlessCache', {
    Engine: 'redis',
    MajorEngineVersion: '7',
    SubnetIds: privateSubnets(zones),
    SecurityGroupIds: [{ Ref: 'CacheSecurityGroup' }],
  });
};

/** In every zone, and at /media in every task, over TLS and with IAM authorization. */
const sharedStorage: Cell[1] = ({ template, body, spec }) => {
  template.resourceCountIs('AWS::EFS::FileSystem', 1);
  template.hasResourceProperties('AWS::EFS::FileSystem', {
    Encrypted: true,
    PerformanceMode: 'generalPurpose',
    ThroughputMode: 'bursting',
    LifecyclePolicies: [{ TransitionToIA: 'AFTER_30_DAYS' }],
    FileSystemPolicy: {
      Statement: [
        {
          Effect: 'Deny',
          Action: '*',
          Principal: { AWS: '*' },
          Condition: { Bool: { 'aws:SecureTransport': 'false' } },
        },
      ],
    },
  });
  expect(
    resourcesOf(body, 'AWS::EFS::MountTarget').map(([, target]) => target),
  ).toEqual(
    privateSubnets(spec.network.zones).map(SubnetId => ({
      FileSystemId: { Ref: 'FileSystem' },
      SubnetId,
      SecurityGroups: [{ Ref: 'StorageSecurityGroup' }],
    })),
  );
  template.hasResourceProperties('AWS::EFS::AccessPoint', {
    FileSystemId: { Ref: 'FileSystem' },
    PosixUser: { Uid: '1000', Gid: '1000' },
    RootDirectory: {
      Path: '/media',
      CreationInfo: { OwnerUid: '1000', OwnerGid: '1000', Permissions: '755' },
    },
  });
  template.allResourcesProperties('AWS::ECS::TaskDefinition', {
    Volumes: [
      {
        Name: 'media',
        EFSVolumeConfiguration: {
          FilesystemId: { Ref: 'FileSystem' },
          TransitEncryption: 'ENABLED',
          AuthorizationConfig: {
            AccessPointId: { Ref: 'MediaAccessPoint' },
            IAM: 'ENABLED',
          },
        },
      },
    ],
    ContainerDefinitions: [
      {
        MountPoints: [{ ContainerPath: '/media', SourceVolume: 'media' }],
      },
    ],
  });
};
const mounted =
  'EFS, encrypted, general purpose, bursting, to IA after 30 days, mount target per zone, access point /media 1000:1000 755, mounted at /media with TLS and IAM';

const shardMetrics = [
  'IncomingBytes',
  'IncomingRecords',
  'IteratorAgeMilliseconds',
  'OutgoingBytes',
  'OutgoingRecords',
  'ReadProvisionedThroughputExceeded',
  'WriteProvisionedThroughputExceeded',
];

const stream =
  (shards: number, metrics: string[] | undefined): Cell[1] =>
  ({ template }) => {
    template.resourceCountIs('AWS::Kinesis::Stream', 1);
    template.hasResourceProperties('AWS::Kinesis::Stream', {
      Name: 'stream-demo',
      StreamModeDetails: { StreamMode: 'PROVISIONED' },
      ShardCount: shards,
      RetentionPeriodHours: 24,
      StreamEncryption: { EncryptionType: 'KMS' },
      DesiredShardLevelMetrics: metrics ?? Match.absent(),
    });
  };

/** Retained for 14 days, and sent only over TLS. */
const deadLetters: Cell[1] = ({ template }) => {
  template.resourceCountIs('AWS::SQS::Queue', 1);
  template.hasResourceProperties('AWS::SQS::Queue', {
    MessageRetentionPeriod: 14 * 24 * 3600,
  });
  template.hasResourceProperties('AWS::SQS::QueuePolicy', {
    Queues: [{ Ref: 'DeadLetterQueue' }],
    PolicyDocument: {
      Statement: [
        {
          Effect: 'Deny',
          Condition: { Bool: { 'aws:SecureTransport': 'false' } },
        },
      ],
    },
  });
};

const registry: Cell[1] = ({ template }) => {
  template.resourceCountIs('AWS::ECR::Repository', 1);
  template.hasResourceProperties('AWS::ECR::Repository', {
    ImageScanningConfiguration: { ScanOnPush: true },
  });
};

const noCache = absent(
  'AWS::ElastiCache::ReplicationGroup',
  'AWS::ElastiCache::ServerlessCache',
  'AWS::ElastiCache::SubnetGroup',
);
const noStorage = absent(
  'AWS::EFS::FileSystem',
  'AWS::EFS::MountTarget',
  'AWS::EFS::AccessPoint',
);
const noStream = absent('AWS::Kinesis::Stream');
const noDeadLetters = absent('AWS::SQS::Queue', 'AWS::SQS::QueuePolicy');
const noRegistry = absent('AWS::ECR::Repository');
const nodes =
  'Redis replication group, 2 nodes, cache.r7g.large, Multi-AZ, automatic failover, TLS required, encrypted, 5 snapshots';

const cells = cellsOf('stores', {
  cache: {
    'media-processing': [nodes, replicationGroup],
    'content-delivery': [
      'Redis serverless, engine 7, in three zones',
      ({ template }) => serverless(template, 3),
    ],
    'video-pipeline': noCache,
    broadcast: [nodes, replicationGroup],
    complete: [
      `${nodes}, or serverless when asked`,
      environment => {
        replicationGroup(environment);
        serverless(
          templateOf('complete', { cache: { kind: 'serverless' } }),
          2,
        );
      },
    ],
  },

  'shared storage': {
    'media-processing': [mounted, sharedStorage],
    'content-delivery': noStorage,
    'video-pipeline': noStorage,
    broadcast: [mounted, sharedStorage],
    complete: [mounted, sharedStorage],
  },

  stream: {
    'media-processing': [
      'Kinesis, provisioned, 4 shards, 24 h',
      stream(4, undefined),
    ],
    'content-delivery': noStream,
    'video-pipeline': [
      'Kinesis, provisioned, 2 shards, 24 h, KMS, all seven shard-level metrics',
      stream(2, shardMetrics),
    ],
    broadcast: noStream,
    complete: [
      'Kinesis, provisioned, 2 shards, 24 h, KMS, all seven shard-level metrics, or on demand when asked',
      environment => {
        stream(2, shardMetrics)(environment);
        templateOf('complete', {
          stream: { mode: 'on-demand' },
        }).hasResourceProperties('AWS::Kinesis::Stream', {
          StreamModeDetails: { StreamMode: 'ON_DEMAND' },
          ShardCount: Match.absent(),
        });
      },
    ],
  },

  'dead letters': {
    'media-processing': noDeadLetters,
    'content-delivery': noDeadLetters,
    'video-pipeline': ['SQS, 14 days', deadLetters],
    broadcast: noDeadLetters,
    complete: ['SQS, 14 days', deadLetters],
  },

  'image registry': {
    'media-processing': noRegistry,
    'content-delivery': ['ECR, scan on push', registry],
    'video-pipeline': noRegistry,
    broadcast: noRegistry,
    complete: ['ECR, scan on push', registry],
  },
});

it.each(cells)('%s, %s: %s', (_row, _blueprint, _says, asserts) => asserts());
