import { Match } from 'aws-cdk-lib/assertions';
import { bodyOf, templateOf } from './__testUtils__/environment';

describe('the blueprint complete', () => {
  const template = templateOf('complete');
  const key = { 'Fn::GetAtt': ['Key', 'Arn'] };
  const has = (type: string, properties: object) =>
    template.hasResourceProperties(type, properties);

  it('spreads over two zones, public and private, with DNS in the VPC', () => {
    has('AWS::EC2::VPC', {
      CidrBlock: '10.0.0.0/16',
      EnableDnsHostnames: true,
      EnableDnsSupport: true,
    });
    template.resourceCountIs('AWS::EC2::Subnet', 4);
  });

  it('has three zones, another address range and a NAT gateway in each zone when asked', () => {
    const wide = templateOf('complete', {
      network: { zones: 3, nat: 'per-zone', cidr: '172.16.0.0/18' },
    });
    wide.resourceCountIs('AWS::EC2::Subnet', 6);
    wide.resourceCountIs('AWS::EC2::NatGateway', 3);
    wide.hasResourceProperties('AWS::EC2::VPC', { CidrBlock: '172.16.0.0/18' });
    template.resourceCountIs('AWS::EC2::NatGateway', 1);
  });

  it('runs an API service and a worker on Fargate, the worker mostly on spot capacity', () => {
    has('AWS::ECS::Cluster', {
      CapacityProviders: ['FARGATE', 'FARGATE_SPOT'],
      ClusterSettings: [{ Name: 'containerInsights', Value: 'enhanced' }],
    });
    has('AWS::ECS::Service', {
      ServiceName: 'service-demo',
      CapacityProviderStrategy: [
        { CapacityProvider: 'FARGATE', Base: 2, Weight: 1 },
      ],
    });
    has('AWS::ECS::Service', {
      ServiceName: 'worker-demo',
      CapacityProviderStrategy: [
        { CapacityProvider: 'FARGATE', Base: 1, Weight: 1 },
        { CapacityProvider: 'FARGATE_SPOT', Weight: 4 },
      ],
    });
  });

  it('scales the service on CPU, and the worker on CPU and on the age of the stream', () => {
    has('AWS::ApplicationAutoScaling::ScalableTarget', {
      ResourceId: {
        'Fn::Join': [
          '',
          ['service/cluster-demo/', { 'Fn::GetAtt': ['Service', 'Name'] }],
        ],
      },
      MinCapacity: 2,
      MaxCapacity: 10,
    });
    template.resourcePropertiesCountIs(
      'AWS::ApplicationAutoScaling::ScalingPolicy',
      {
        TargetTrackingScalingPolicyConfiguration: Match.objectLike({
          TargetValue: 70,
          ScaleInCooldown: 300,
          ScaleOutCooldown: 60,
          PredefinedMetricSpecification: {
            PredefinedMetricType: 'ECSServiceAverageCPUUtilization',
          },
        }),
      },
      2,
    );
    has('AWS::ApplicationAutoScaling::ScalingPolicy', {
      ScalingTargetId: { Ref: 'WorkerScaling' },
      TargetTrackingScalingPolicyConfiguration: {
        TargetValue: 60_000,
        CustomizedMetricSpecification: {
          Namespace: 'AWS/Kinesis',
          MetricName: 'GetRecords.IteratorAgeMilliseconds',
          Dimensions: [{ Name: 'StreamName', Value: 'stream-demo' }],
          Statistic: 'Maximum',
        },
      },
    });
  });

  it('replaces tasks without a gap and rolls a failed deployment back', () => {
    template.allResourcesProperties('AWS::ECS::Service', {
      DeploymentConfiguration: {
        MinimumHealthyPercent: 100,
        MaximumPercent: 200,
        DeploymentCircuitBreaker: { Enable: true, Rollback: true },
      },
    });
  });

  it('puts an internal load balancer in front of the service', () => {
    has('AWS::ElasticLoadBalancingV2::LoadBalancer', { Scheme: 'internal' });
    has('AWS::ElasticLoadBalancingV2::TargetGroup', {
      Port: 8080,
      HealthCheckPath: '/health',
      HealthCheckIntervalSeconds: 30,
      HealthCheckTimeoutSeconds: 5,
      HealthyThresholdCount: 2,
      UnhealthyThresholdCount: 3,
    });
  });

  it('answers GET /content through a traced, logged REST API that reaches the load balancer privately', () => {
    has('AWS::ApiGateway::Resource', { PathPart: 'content' });
    has('AWS::ApiGateway::Method', {
      HttpMethod: 'GET',
      Integration: {
        Type: 'HTTP_PROXY',
        ConnectionType: 'VPC_LINK',
        ConnectionId: { Ref: 'VpcLink' },
        IntegrationTarget: { Ref: 'LoadBalancer' },
      },
    });
    has('AWS::ApiGateway::Stage', {
      StageName: 'prod',
      TracingEnabled: true,
      AccessLogSetting: {
        DestinationArn: { 'Fn::GetAtt': ['ApiLogs', 'Arn'] },
      },
    });
  });

  it('answers through an HTTP API when asked', () => {
    const http = templateOf('complete', {
      api: { kind: 'http', tracing: false },
    });
    http.hasResourceProperties('AWS::ApiGatewayV2::Route', {
      RouteKey: 'GET /content',
    });
    http.resourceCountIs('AWS::ApiGateway::RestApi', 0);
  });

  it('keeps its data in Aurora PostgreSQL with a writer and a reader, over TLS alone', () => {
    has('AWS::RDS::DBCluster', {
      Engine: 'aurora-postgresql',
      EngineVersion: Match.stringLikeRegexp('^16\\.\\d+$'),
      ServerlessV2ScalingConfiguration: { MinCapacity: 0.5, MaxCapacity: 4 },
      StorageEncrypted: true,
      KmsKeyId: key,
      BackupRetentionPeriod: 7,
      PreferredBackupWindow: '03:00-04:00',
      PreferredMaintenanceWindow: 'sun:04:00-sun:05:00',
    });
    template.resourceCountIs('AWS::RDS::DBInstance', 2);
    has('AWS::RDS::DBClusterParameterGroup', {
      Family: 'aurora-postgresql16',
      Parameters: { 'rds.force_ssl': '1' },
    });
  });

  it('lets RDS make the database password, or takes an existing secret by name and leaves it as it is', () => {
    has('AWS::RDS::DBCluster', {
      ManageMasterUserPassword: true,
      MasterUserSecret: { KmsKeyId: key },
    });
    const given = templateOf('complete', {
      secrets: { database: 'streamflix/database' },
    });
    given.hasResourceProperties('AWS::RDS::DBCluster', {
      MasterUsername:
        '{{resolve:secretsmanager:streamflix/database:SecretString:username}}',
      MasterUserPassword:
        '{{resolve:secretsmanager:streamflix/database:SecretString:password}}',
      ManageMasterUserPassword: Match.absent(),
    });
    given.resourceCountIs('AWS::SecretsManager::SecretTargetAttachment', 0);
  });

  it('keeps its data in RDS for PostgreSQL when asked', () => {
    templateOf('complete', {
      database: { kind: 'rds', storageGiB: 50 },
    }).hasResourceProperties('AWS::RDS::DBInstance', {
      Engine: 'postgres',
      AllocatedStorage: '50',
      MultiAZ: true,
      StorageEncrypted: true,
      KmsKeyId: key,
    });
  });

  it('caches in a Redis replication group over TLS, in several zones', () => {
    has('AWS::ElastiCache::ReplicationGroup', {
      ReplicationGroupId: 'redis-cache-demo',
      Engine: 'redis',
      CacheNodeType: 'cache.r7g.large',
      NumCacheClusters: 2,
      MultiAZEnabled: true,
      AutomaticFailoverEnabled: true,
      TransitEncryptionEnabled: true,
      TransitEncryptionMode: 'required',
      AtRestEncryptionEnabled: true,
      KmsKeyId: key,
      SnapshotRetentionLimit: 5,
    });
  });

  it('mounts an encrypted file system at /media in every task, with IAM and TLS', () => {
    has('AWS::EFS::FileSystem', {
      Encrypted: true,
      KmsKeyId: key,
      PerformanceMode: 'generalPurpose',
      ThroughputMode: 'bursting',
      LifecyclePolicies: [{ TransitionToIA: 'AFTER_30_DAYS' }],
    });
    template.resourceCountIs('AWS::EFS::MountTarget', 2);
    has('AWS::EFS::AccessPoint', {
      PosixUser: { Uid: '1000', Gid: '1000' },
      RootDirectory: { Path: '/media', CreationInfo: { Permissions: '755' } },
    });
    template.allResourcesProperties('AWS::ECS::TaskDefinition', {
      Volumes: [
        {
          EFSVolumeConfiguration: {
            TransitEncryption: 'ENABLED',
            AuthorizationConfig: { IAM: 'ENABLED' },
          },
        },
      ],
      ContainerDefinitions: [
        {
          MountPoints: [{ ContainerPath: '/media', SourceVolume: 'media' }],
        },
      ],
    });
  });

  it('ingests from an encrypted Kinesis stream with all seven shard metrics', () => {
    has('AWS::Kinesis::Stream', {
      ShardCount: 2,
      RetentionPeriodHours: 24,
      StreamModeDetails: { StreamMode: 'PROVISIONED' },
      StreamEncryption: { EncryptionType: 'KMS', KeyId: key },
      DesiredShardLevelMetrics: Array(7).fill(Match.anyValue()),
    });
    templateOf('complete', {
      stream: { mode: 'on-demand' },
    }).hasResourceProperties('AWS::Kinesis::Stream', {
      StreamModeDetails: { StreamMode: 'ON_DEMAND' },
      ShardCount: Match.absent(),
    });
  });

  it('keeps dead letters for 14 days', () => {
    has('AWS::SQS::Queue', {
      MessageRetentionPeriod: 14 * 24 * 3600,
      KmsMasterKeyId: key,
    });
  });

  it('has an image registry that scans on push and empties itself', () => {
    has('AWS::ECR::Repository', {
      ImageScanningConfiguration: { ScanOnPush: true },
      EmptyOnDelete: true,
      EncryptionConfiguration: { EncryptionType: 'KMS', KmsKey: key },
    });
  });

  it('encrypts every log with its own rotated key and keeps it for 90 days', () => {
    has('AWS::KMS::Key', { EnableKeyRotation: true });
    template.allResourcesProperties('AWS::Logs::LogGroup', {
      KmsKeyId: key,
      RetentionInDays: 90,
    });
  });

  it('alarms on stream, tasks, database, cache and API', () => {
    const alarms = Object.values(
      template.findResources('AWS::CloudWatch::Alarm'),
    ).map(({ Properties }) => Properties.AlarmName);
    expect(alarms.sort()).toEqual(
      [
        'api-errors',
        'cache-cpu',
        'cache-memory',
        'database-connections',
        'database-cpu',
        'service-cpu',
        'service-memory',
        'stream-age',
        'stream-throughput',
        'worker-cpu',
        'worker-memory',
      ].map(name => `${name}-demo`),
    );
    has('AWS::SNS::Topic', { KmsMasterKeyId: key });
    template.resourceCountIs('AWS::SNS::Subscription', 0);
    templateOf('complete', {
      observability: { alarmEmail: 'video@example.com' },
    }).hasResourceProperties('AWS::SNS::Subscription', {
      Protocol: 'email',
      Endpoint: 'video@example.com',
    });
  });

  it('outputs what the cards need', () => {
    expect(Object.keys(bodyOf('complete').Outputs).sort()).toEqual([
      'AlarmTopicArn',
      'ApiStage',
      'ApiUrl',
      'CacheEndpoint',
      'CacheReplicationGroupId',
      'ClusterName',
      'DatabaseClusterId',
      'DatabaseEndpoint',
      'DatabaseSecretArn',
      'DeadLetterQueueUrl',
      'FileSystemId',
      'KeyArn',
      'LoadBalancerDnsName',
      'RepositoryUri',
      'RestApiId',
      'RestApiName',
      'ServiceName',
      'StreamArn',
      'StreamName',
      'VpcId',
      'WorkerName',
    ]);
  });

  it('protects the database from deletion when asked', () => {
    has('AWS::RDS::DBCluster', { DeletionProtection: false });
    templateOf('complete', {
      deletionProtection: true,
    }).hasResourceProperties('AWS::RDS::DBCluster', {
      DeletionProtection: true,
    });
  });
});
