import { Match } from 'aws-cdk-lib/assertions';
import { bodyOf, templateOf } from './__testUtils__/environment';

const cidrsOf = (body: ReturnType<typeof bodyOf>, kind: string) =>
  Object.entries(body.Resources)
    .filter(([id]) => id.startsWith(kind) && /Subnet\d$/.test(id))
    .map(([, { Properties }]) => Properties?.CidrBlock);

describe('the blueprint media-processing', () => {
  const body = bodyOf('media-processing');
  const template = templateOf('media-processing');

  it('has public subnets 1 and 2, private subnets 3 and 4, and one NAT gateway', () => {
    expect(cidrsOf(body, 'Public')).toEqual(['10.0.1.0/24', '10.0.2.0/24']);
    expect(cidrsOf(body, 'Private')).toEqual(['10.0.3.0/24', '10.0.4.0/24']);
    template.resourceCountIs('AWS::EC2::NatGateway', 1);
  });

  it('runs 2 to 20 tasks of 2048 CPU and 4096 MiB on port 443', () => {
    template.hasResourceProperties('AWS::ECS::TaskDefinition', {
      Cpu: '2048',
      Memory: '4096',
      ContainerDefinitions: [
        Match.objectLike({ PortMappings: [{ ContainerPort: 443 }] }),
      ],
    });
    template.hasResourceProperties(
      'AWS::ApplicationAutoScaling::ScalableTarget',
      { MinCapacity: 2, MaxCapacity: 20 },
    );
    template.hasResourceProperties(
      'AWS::ApplicationAutoScaling::ScalingPolicy',
      {
        TargetTrackingScalingPolicyConfiguration: {
          TargetValue: 70,
          ScaleInCooldown: 60,
          ScaleOutCooldown: 60,
        },
      },
    );
  });

  it('keeps streamflixdb in Aurora between 0.5 and 16 capacity units', () => {
    template.hasResourceProperties('AWS::RDS::DBCluster', {
      DatabaseName: 'streamflixdb',
      ServerlessV2ScalingConfiguration: { MinCapacity: 0.5, MaxCapacity: 16 },
      PreferredMaintenanceWindow: 'mon:04:00-mon:05:00',
      KmsKeyId: Match.absent(),
      StorageEncrypted: true,
    });
    template.resourceCountIs('AWS::RDS::DBInstance', 2);
  });

  it('has a traced REST API, a cache, media storage and four shards, and keeps logs for 7 days', () => {
    template.hasResourceProperties('AWS::ApiGateway::Stage', {
      TracingEnabled: true,
    });
    template.resourceCountIs('AWS::ElastiCache::ReplicationGroup', 1);
    template.resourceCountIs('AWS::EFS::FileSystem', 1);
    template.hasResourceProperties('AWS::Kinesis::Stream', { ShardCount: 4 });
    template.allResourcesProperties('AWS::Logs::LogGroup', {
      RetentionInDays: 7,
    });
  });

  it('lets its tasks put records and describe the stream, and mount and write the storage', () => {
    template.hasResourceProperties('AWS::IAM::Role', {
      RoleName: 'service-task-role-eu-west-2-demo',
      Policies: [
        {
          PolicyDocument: {
            Statement: Match.arrayWith([
              Match.objectLike({
                Action: [
                  'elasticfilesystem:ClientMount',
                  'elasticfilesystem:ClientWrite',
                ],
              }),
              Match.objectLike({
                Action: [
                  'kinesis:DescribeStreamSummary',
                  'kinesis:PutRecord',
                  'kinesis:PutRecords',
                ],
              }),
            ]),
          },
        },
      ],
    });
  });
});

describe('the blueprint content-delivery', () => {
  const body = bodyOf('content-delivery');
  const template = templateOf('content-delivery');

  it('has three zones, each private subnet routed to the NAT gateway of its own', () => {
    expect(cidrsOf(body, 'Public')).toEqual([
      '10.0.0.0/24',
      '10.0.1.0/24',
      '10.0.2.0/24',
    ]);
    expect(cidrsOf(body, 'Private')).toEqual([
      '10.0.10.0/24',
      '10.0.11.0/24',
      '10.0.12.0/24',
    ]);
    for (const zone of [1, 2, 3]) {
      template.hasResourceProperties('AWS::EC2::Route', {
        RouteTableId: { Ref: `PrivateRoutes${zone}` },
        NatGatewayId: { Ref: `NatGateway${zone}` },
      });
    }
  });

  it('runs small tasks on port 8080 with enhanced insights, and may scale them', () => {
    template.hasResourceProperties('AWS::ECS::TaskDefinition', {
      Cpu: '256',
      Memory: '512',
    });
    template.hasResourceProperties('AWS::ElasticLoadBalancingV2::TargetGroup', {
      Port: 8080,
      HealthCheckPath: '/health',
    });
    template.hasResourceProperties('AWS::ECS::Cluster', {
      ClusterSettings: [{ Name: 'containerInsights', Value: 'enhanced' }],
    });
    template.hasResourceProperties(
      'AWS::ApplicationAutoScaling::ScalableTarget',
      { MinCapacity: 2 },
    );
  });

  it('answers any method on any path through an HTTP API that deploys itself', () => {
    template.hasResourceProperties('AWS::ApiGatewayV2::Route', {
      RouteKey: 'ANY /{proxy+}',
    });
    template.hasResourceProperties('AWS::ApiGatewayV2::Stage', {
      StageName: 'prod',
      AutoDeploy: true,
    });
    template.hasResourceProperties('AWS::ApiGatewayV2::Integration', {
      ConnectionType: 'VPC_LINK',
      IntegrationUri: { Ref: 'LoadBalancerListener' },
    });
  });

  it('has a Multi-AZ RDS instance, a serverless Redis 7 and a scanned registry', () => {
    template.hasResourceProperties('AWS::RDS::DBInstance', {
      DBInstanceClass: 'db.t3.micro',
      EngineVersion: Match.stringLikeRegexp('^15\\.'),
      AllocatedStorage: '20',
      MultiAZ: true,
      DBName: 'streamflix',
      StorageEncrypted: true,
    });
    template.hasResourceProperties('AWS::ElastiCache::ServerlessCache', {
      Engine: 'redis',
      MajorEngineVersion: '7',
      SubnetIds: [1, 2, 3].map(zone => ({ Ref: `PrivateSubnet${zone}` })),
    });
    template.resourceCountIs('AWS::ECR::Repository', 1);
    template.resourceCountIs('AWS::CloudWatch::Alarm', 0);
  });
});

describe('the blueprint video-pipeline', () => {
  const template = templateOf('video-pipeline');

  it('runs a worker alone: no load balancer, no API', () => {
    template.resourceCountIs('AWS::ECS::Service', 1);
    template.hasResourceProperties('AWS::ECS::Service', {
      ServiceName: 'worker-demo',
      LoadBalancers: Match.absent(),
      CapacityProviderStrategy: [
        { CapacityProvider: 'FARGATE', Base: 1, Weight: 1 },
        { CapacityProvider: 'FARGATE_SPOT', Weight: 4 },
      ],
    });
    template.resourceCountIs('AWS::ElasticLoadBalancingV2::LoadBalancer', 0);
    template.resourceCountIs('AWS::ApiGateway::RestApi', 0);
  });

  it('reads an encrypted stream with shard metrics, and keeps dead letters', () => {
    template.hasResourceProperties('AWS::Kinesis::Stream', {
      ShardCount: 2,
      StreamEncryption: { EncryptionType: 'KMS', KeyId: 'alias/aws/kinesis' },
      DesiredShardLevelMetrics: Array(7).fill(Match.anyValue()),
    });
    template.hasResourceProperties('AWS::SQS::Queue', {
      MessageRetentionPeriod: 1_209_600,
      SqsManagedSseEnabled: true,
    });
  });

  it('has an Aurora cluster that has instances, unlike the system it replaces', () => {
    template.hasResourceProperties('AWS::RDS::DBCluster', {
      EngineVersion: Match.stringLikeRegexp('^15\\.'),
      ServerlessV2ScalingConfiguration: { MinCapacity: 0.5, MaxCapacity: 2 },
    });
    template.hasResourceProperties('AWS::RDS::DBInstance', {
      DBClusterIdentifier: { Ref: 'DatabaseCluster' },
      DBInstanceClass: 'db.serverless',
    });
  });

  it.each([
    ['stream-age', 'GetRecords.IteratorAgeMilliseconds', 60_000, 2],
    ['stream-throughput', 'WriteProvisionedThroughputExceeded', 0, 1],
    ['worker-cpu', 'CPUUtilization', 80, 2],
    ['worker-memory', 'MemoryUtilization', 80, 2],
    ['database-cpu', 'CPUUtilization', 80, 2],
    ['database-connections', 'DatabaseConnections', 80, 2],
  ])(
    'alarms on %s: %s above %d for %d periods of five minutes',
    (name, metric, threshold, periods) => {
      template.hasResourceProperties('AWS::CloudWatch::Alarm', {
        AlarmName: `${name}-demo`,
        MetricName: metric,
        Threshold: threshold,
        EvaluationPeriods: periods,
        Period: 300,
        AlarmActions: [{ Ref: 'AlarmTopic' }],
      });
    },
  );

  it('lets the worker read and write the stream and send to the queue, and keeps its log for 90 days', () => {
    template.hasResourceProperties('AWS::IAM::Role', {
      RoleName: 'worker-task-role-eu-central-1-demo',
      Policies: [
        {
          PolicyDocument: {
            Statement: Match.arrayWith([
              Match.objectLike({
                Action: Match.arrayWith([
                  'kinesis:GetRecords',
                  'kinesis:PutRecords',
                ]),
              }),
              Match.objectLike({ Action: 'sqs:SendMessage' }),
            ]),
          },
        },
      ],
    });
    template.hasResourceProperties('AWS::Logs::LogGroup', {
      LogGroupName: '/ecs/worker-demo',
      RetentionInDays: 90,
    });
  });
});

describe('the blueprint broadcast', () => {
  const template = templateOf('broadcast');
  const key = { 'Fn::GetAtt': ['Key', 'Arn'] };

  it('encrypts database, file system and cache with one rotated key of its own', () => {
    template.hasResourceProperties('AWS::KMS::Key', {
      EnableKeyRotation: true,
    });
    for (const type of [
      'AWS::RDS::DBInstance',
      'AWS::EFS::FileSystem',
      'AWS::ElastiCache::ReplicationGroup',
    ]) {
      template.hasResourceProperties(type, { KmsKeyId: key });
    }
  });

  it('creates no secret and gives its tasks the existing ones by name', () => {
    template.resourceCountIs('AWS::SecretsManager::Secret', 0);
    template.hasResourceProperties('AWS::RDS::DBInstance', {
      ManageMasterUserPassword: Match.absent(),
      MasterUserPassword:
        '{{resolve:secretsmanager:streamflix/database:SecretString:password}}',
    });
    template.hasResourceProperties('AWS::ECS::TaskDefinition', {
      ContainerDefinitions: [
        Match.objectLike({
          Secrets: Match.arrayWith([
            {
              Name: 'API_KEY_1',
              ValueFrom: {
                'Fn::Sub':
                  'arn:aws:secretsmanager:ap-northeast-1:${AWS::AccountId}:secret:streamflix/api-keys',
              },
            },
          ]),
        }),
      ],
    });
  });

  it('has a Multi-AZ database with one day of backups, a cache, storage, a REST API and alarms', () => {
    template.hasResourceProperties('AWS::RDS::DBInstance', {
      MultiAZ: true,
      BackupRetentionPeriod: 1,
    });
    template.hasResourceProperties('AWS::ElastiCache::ReplicationGroup', {
      NumCacheClusters: 2,
      MultiAZEnabled: true,
      TransitEncryptionEnabled: true,
    });
    template.resourceCountIs('AWS::EFS::MountTarget', 2);
    template.resourceCountIs('AWS::ApiGateway::RestApi', 1);
    template.resourceCountIs('AWS::CloudWatch::Alarm', 7);
  });
});
