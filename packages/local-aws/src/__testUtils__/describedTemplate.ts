import { REGION } from './seed';

const ref = (Ref: string) => ({ Ref });
const subnets = [ref('SubnetA'), ref('SubnetB')];
export const tags = [{ Key: 'Team', Value: 'video' }];

/** Every kind of resource that an operation describes, with as many properties as its description has. */
export const describedTemplate = {
  Description: 'Everything that is described',
  Parameters: { Zone: { Type: 'String', Default: 'a' } },
  Resources: {
    Vpc: {
      Type: 'AWS::EC2::VPC',
      Properties: { CidrBlock: '10.0.0.0/16' },
    },
    SubnetA: {
      Type: 'AWS::EC2::Subnet',
      Properties: {
        VpcId: ref('Vpc'),
        CidrBlock: '10.0.0.0/24',
        AvailabilityZone: { 'Fn::Sub': '${AWS::Region}${Zone}' },
      },
    },
    SubnetB: {
      Type: 'AWS::EC2::Subnet',
      Properties: {
        VpcId: ref('Vpc'),
        CidrBlock: '10.0.1.0/24',
        AvailabilityZone: `${REGION}b`,
      },
    },
    Gateway: { Type: 'AWS::EC2::InternetGateway' },
    Attachment: {
      Type: 'AWS::EC2::VPCGatewayAttachment',
      Properties: { VpcId: ref('Vpc'), InternetGatewayId: ref('Gateway') },
    },
    RouteTable: {
      Type: 'AWS::EC2::RouteTable',
      Properties: { VpcId: ref('Vpc') },
    },
    Route: {
      Type: 'AWS::EC2::Route',
      DependsOn: 'Attachment',
      Properties: {
        RouteTableId: ref('RouteTable'),
        DestinationCidrBlock: '0.0.0.0/0',
        GatewayId: ref('Gateway'),
      },
    },
    Routed: {
      Type: 'AWS::EC2::SubnetRouteTableAssociation',
      DependsOn: 'Route',
      Properties: { RouteTableId: ref('RouteTable'), SubnetId: ref('SubnetA') },
    },
    Group: {
      Type: 'AWS::EC2::SecurityGroup',
      Properties: { VpcId: ref('Vpc'), GroupDescription: 'all' },
    },
    Files: { Type: 'AWS::EFS::FileSystem', Properties: { Encrypted: true } },
    FilesAccess: {
      Type: 'AWS::EFS::AccessPoint',
      Properties: { FileSystemId: ref('Files') },
    },
    Cluster: {
      Type: 'AWS::ECS::Cluster',
      Properties: {
        ClusterName: 'cluster',
        CapacityProviders: ['FARGATE', 'FARGATE_SPOT'],
        ClusterSettings: [{ Name: 'containerInsights', Value: 'enabled' }],
        DefaultCapacityProviderStrategy: [
          { CapacityProvider: 'FARGATE', Weight: '1', Base: 1 },
        ],
        Tags: tags,
      },
    },
    Tasks: {
      Type: 'AWS::ECS::TaskDefinition',
      Properties: {
        Family: 'tasks',
        Cpu: '256',
        Memory: 512,
        NetworkMode: 'awsvpc',
        RequiresCompatibilities: ['FARGATE'],
        ExecutionRoleArn: 'arn:aws:iam::000000000000:role/execution',
        TaskRoleArn: 'arn:aws:iam::000000000000:role/task',
        RuntimePlatform: {
          CpuArchitecture: 'ARM64',
          OperatingSystemFamily: 'LINUX',
        },
        EphemeralStorage: { SizeInGiB: 30 },
        Volumes: [
          {
            Name: 'files',
            EFSVolumeConfiguration: {
              FilesystemId: ref('Files'),
              TransitEncryption: 'ENABLED',
              AuthorizationConfig: {
                AccessPointId: ref('FilesAccess'),
                IAM: 'ENABLED',
              },
            },
          },
        ],
        ContainerDefinitions: [
          {
            Name: 'app',
            Image: 'nginx:1',
            Essential: true,
            ReadonlyRootFilesystem: true,
            Environment: [{ Name: 'PORT', Value: '8080' }],
            DockerLabels: { Owner: 'web' },
            PortMappings: [{ ContainerPort: '8080', Protocol: 'tcp' }],
            MountPoints: [{ SourceVolume: 'files', ContainerPath: '/files' }],
            HealthCheck: { Command: ['CMD', 'true'], Interval: 30 },
            LinuxParameters: { InitProcessEnabled: true },
            LogConfiguration: {
              LogDriver: 'awslogs',
              Options: {
                'awslogs-group': '/ecs/app',
                'awslogs-region': REGION,
                'awslogs-create-group': 'true',
              },
            },
          },
        ],
        Tags: tags,
      },
    },
    Service: {
      Type: 'AWS::ECS::Service',
      DependsOn: 'Routed',
      Properties: {
        ServiceName: 'service',
        Cluster: ref('Cluster'),
        TaskDefinition: ref('Tasks'),
        DesiredCount: '2',
        LaunchType: 'FARGATE',
        EnableExecuteCommand: true,
        PropagateTags: 'SERVICE',
        DeploymentConfiguration: {
          MaximumPercent: 200,
          MinimumHealthyPercent: '100',
          DeploymentCircuitBreaker: { Enable: 'true', Rollback: true },
        },
        NetworkConfiguration: {
          AwsvpcConfiguration: {
            Subnets: subnets,
            SecurityGroups: [ref('Group')],
            AssignPublicIp: 'ENABLED',
          },
        },
        Tags: tags,
      },
    },
    DatabaseSubnets: {
      Type: 'AWS::RDS::DBSubnetGroup',
      Properties: { DBSubnetGroupDescription: 'all', SubnetIds: subnets },
    },
    Aurora: {
      Type: 'AWS::RDS::DBCluster',
      Properties: {
        DBClusterIdentifier: 'aurora',
        Engine: 'aurora-postgresql',
        EngineVersion: '16.13',
        DatabaseName: 'flix',
        MasterUsername: 'flix',
        ManageMasterUserPassword: true,
        DBSubnetGroupName: ref('DatabaseSubnets'),
        VpcSecurityGroupIds: [ref('Group')],
        StorageEncrypted: 'true',
        BackupRetentionPeriod: '7',
        EnableCloudwatchLogsExports: ['postgresql'],
        ServerlessV2ScalingConfiguration: {
          MinCapacity: '0.5',
          MaxCapacity: 4,
        },
        Tags: tags,
      },
    },
    AuroraWriter: {
      Type: 'AWS::RDS::DBInstance',
      Properties: {
        DBClusterIdentifier: ref('Aurora'),
        DBInstanceClass: 'db.serverless',
        Engine: 'aurora-postgresql',
        PromotionTier: '0',
      },
    },
    Postgres: {
      Type: 'AWS::RDS::DBInstance',
      Properties: {
        DBInstanceIdentifier: 'postgres',
        DBInstanceClass: 'db.t4g.micro',
        Engine: 'postgres',
        EngineVersion: '16.13',
        AllocatedStorage: '20',
        MultiAZ: true,
        MasterUsername: 'flix',
        ManageMasterUserPassword: true,
        DBSubnetGroupName: ref('DatabaseSubnets'),
        VPCSecurityGroups: [ref('Group')],
        Tags: tags,
      },
    },
    CacheSubnets: {
      Type: 'AWS::ElastiCache::SubnetGroup',
      Properties: { Description: 'all', SubnetIds: subnets },
    },
    Sessions: {
      Type: 'AWS::ElastiCache::ReplicationGroup',
      Properties: {
        ReplicationGroupId: 'sessions',
        ReplicationGroupDescription: 'sessions',
        Engine: 'valkey',
        EngineVersion: '8.0',
        CacheNodeType: 'cache.t4g.micro',
        NumCacheClusters: '2',
        AutomaticFailoverEnabled: true,
        MultiAZEnabled: 'true',
        TransitEncryptionEnabled: true,
        CacheSubnetGroupName: ref('CacheSubnets'),
        SecurityGroupIds: [ref('Group')],
        SnapshotRetentionLimit: '1',
        Tags: tags,
      },
    },
    Content: {
      Type: 'AWS::ElastiCache::ServerlessCache',
      Properties: {
        ServerlessCacheName: 'content',
        Engine: 'valkey',
        MajorEngineVersion: '8',
        SubnetIds: subnets,
        SecurityGroupIds: [ref('Group')],
        CacheUsageLimits: {
          DataStorage: { Maximum: '10', Unit: 'GB' },
          ECPUPerSecond: { Maximum: 5000 },
        },
      },
    },
    Stream: {
      Type: 'AWS::Kinesis::Stream',
      Properties: {
        Name: 'stream',
        ShardCount: '2',
        RetentionPeriodHours: '48',
        StreamEncryption: { EncryptionType: 'KMS', KeyId: 'alias/aws/kinesis' },
        DesiredShardLevelMetrics: ['IncomingBytes'],
      },
    },
    Rest: {
      Type: 'AWS::ApiGateway::RestApi',
      Properties: { Name: 'rest' },
    },
    RestMethod: {
      Type: 'AWS::ApiGateway::Method',
      Properties: {
        RestApiId: ref('Rest'),
        ResourceId: { 'Fn::GetAtt': ['Rest', 'RootResourceId'] },
        HttpMethod: 'ANY',
        AuthorizationType: 'NONE',
        Integration: { Type: 'MOCK' },
      },
    },
    RestDeployment: {
      Type: 'AWS::ApiGateway::Deployment',
      DependsOn: 'RestMethod',
      Properties: { RestApiId: ref('Rest') },
    },
    RestLogs: {
      Type: 'AWS::Logs::LogGroup',
      Properties: { LogGroupName: '/rest', RetentionInDays: '7' },
    },
    RestStage: {
      Type: 'AWS::ApiGateway::Stage',
      Properties: {
        RestApiId: ref('Rest'),
        DeploymentId: ref('RestDeployment'),
        StageName: 'prod',
        TracingEnabled: 'true',
        Variables: { Backend: 'service' },
        AccessLogSetting: {
          DestinationArn: { 'Fn::GetAtt': ['RestLogs', 'Arn'] },
          Format: '$context.requestId',
        },
        Tags: tags,
      },
    },
    Http: {
      Type: 'AWS::ApiGatewayV2::Api',
      Properties: {
        Name: 'http',
        ProtocolType: 'HTTP',
        CorsConfiguration: { AllowOrigins: ['*'], MaxAge: '60' },
        Tags: { Team: 'video' },
      },
    },
    HttpStage: {
      Type: 'AWS::ApiGatewayV2::Stage',
      Properties: {
        ApiId: ref('Http'),
        StageName: 'prod',
        AutoDeploy: 'true',
        DefaultRouteSettings: { ThrottlingRateLimit: '10' },
        AccessLogSettings: {
          DestinationArn: { 'Fn::GetAtt': ['RestLogs', 'Arn'] },
          Format: '$context.requestId',
        },
        StageVariables: { Backend: 'service' },
      },
    },
    Link: {
      Type: 'AWS::ApiGatewayV2::VpcLink',
      Properties: { Name: 'link', SubnetIds: subnets },
    },
    Alarm: {
      Type: 'AWS::CloudWatch::Alarm',
      Properties: {
        AlarmName: 'alarm',
        AlarmDescription: 'CPU of the database',
        Namespace: 'AWS/RDS',
        MetricName: 'CPUUtilization',
        Dimensions: [{ Name: 'DBInstanceIdentifier', Value: 'postgres' }],
        Statistic: 'Average',
        Period: '300',
        EvaluationPeriods: '2',
        Threshold: '80',
        ComparisonOperator: 'GreaterThanThreshold',
        AlarmActions: ['arn:aws:sns:eu-west-2:000000000000:alarms'],
      },
    },
    CacheAlarm: {
      Type: 'AWS::CloudWatch::Alarm',
      Properties: {
        AlarmName: 'cache-alarm',
        Metrics: [
          { Id: 'worst', Expression: 'MAX(METRICS())' },
          {
            Id: 'm1',
            ReturnData: 'false',
            MetricStat: {
              Metric: {
                Namespace: 'AWS/ElastiCache',
                MetricName: 'EngineCPUUtilization',
                Dimensions: [{ Name: 'CacheClusterId', Value: 'sessions-001' }],
              },
              Period: '300',
              Stat: 'Average',
            },
          },
        ],
        EvaluationPeriods: 1,
        Threshold: 80,
        ComparisonOperator: 'GreaterThanThreshold',
      },
    },
  },
  Outputs: { Api: { Value: ref('Http'), Description: 'id of the API' } },
};
