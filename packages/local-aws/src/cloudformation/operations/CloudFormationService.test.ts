import {
  CreateChangeSetCommand,
  DeleteStackCommand,
  DescribeChangeSetCommand,
  ExecuteChangeSetCommand,
  waitUntilChangeSetCreateComplete,
  waitUntilStackCreateComplete,
  waitUntilStackDeleteComplete,
} from '@aws-sdk/client-cloudformation';
import { StackDriver } from '../../__testUtils__/StackDriver';

/** A service in two zones behind a load balancer, with a database, a cache, files, a stream and an API. */
const platform = (tasks: number) => `
AWSTemplateFormatVersion: 2010-09-09
Parameters:
  Suffix: {Type: String, Default: demo, AllowedPattern: '[a-z]+'}
  Cidr: {Type: String, Default: 10.0.0.0/16}
Mappings:
  Sizes: {demo: {shards: 2}}
Conditions:
  HasFiles: !Not [!Equals [!Ref Suffix, bare]]
Resources:
  Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: !Ref Cidr, EnableDnsHostnames: true}}
  Gateway: {Type: AWS::EC2::InternetGateway}
  Attachment:
    Type: AWS::EC2::VPCGatewayAttachment
    Properties: {VpcId: !Ref Vpc, InternetGatewayId: !Ref Gateway}
  PublicA:
    Type: AWS::EC2::Subnet
    Properties: {VpcId: !Ref Vpc, CidrBlock: !Select [0, !Cidr [!GetAtt Vpc.CidrBlock, 4, 8]], AvailabilityZone: !Select [0, !GetAZs '']}
  PrivateA:
    Type: AWS::EC2::Subnet
    Properties: {VpcId: !Ref Vpc, CidrBlock: !Select [1, !Cidr [!GetAtt Vpc.CidrBlock, 4, 8]], AvailabilityZone: !Select [0, !GetAZs '']}
  PrivateB:
    Type: AWS::EC2::Subnet
    Properties: {VpcId: !Ref Vpc, CidrBlock: !Select [2, !Cidr [!GetAtt Vpc.CidrBlock, 4, 8]], AvailabilityZone: !Select [1, !GetAZs '']}
  PublicTable: {Type: AWS::EC2::RouteTable, Properties: {VpcId: !Ref Vpc}}
  PublicRoute:
    Type: AWS::EC2::Route
    DependsOn: Attachment
    Properties: {RouteTableId: !Ref PublicTable, DestinationCidrBlock: 0.0.0.0/0, GatewayId: !Ref Gateway}
  Address: {Type: AWS::EC2::EIP, Properties: {Domain: vpc}}
  Nat:
    Type: AWS::EC2::NatGateway
    DependsOn: PublicRoute
    Properties: {SubnetId: !Ref PublicA, AllocationId: !GetAtt Address.AllocationId}
  PrivateTable: {Type: AWS::EC2::RouteTable, Properties: {VpcId: !Ref Vpc}}
  PrivateRoute:
    Type: AWS::EC2::Route
    Properties: {RouteTableId: !Ref PrivateTable, DestinationCidrBlock: 0.0.0.0/0, NatGatewayId: !Ref Nat}
  RoutedA:
    Type: AWS::EC2::SubnetRouteTableAssociation
    Properties: {RouteTableId: !Ref PrivateTable, SubnetId: !Ref PrivateA}
  RoutedB:
    Type: AWS::EC2::SubnetRouteTableAssociation
    Properties: {RouteTableId: !Ref PrivateTable, SubnetId: !Ref PrivateB}
  Group: {Type: AWS::EC2::SecurityGroup, Properties: {GroupDescription: all, VpcId: !Ref Vpc}}
  Key: {Type: AWS::KMS::Key, Properties: {EnableKeyRotation: true}}
  DatabaseSubnets:
    Type: AWS::RDS::DBSubnetGroup
    Properties: {DBSubnetGroupDescription: private, SubnetIds: [!Ref PrivateA, !Ref PrivateB]}
  Database:
    Type: AWS::RDS::DBCluster
    Properties:
      DBClusterIdentifier: !Sub database-\${Suffix}
      Engine: aurora-postgresql
      EngineVersion: '16.9'
      DBSubnetGroupName: !Ref DatabaseSubnets
      KmsKeyId: !GetAtt Key.Arn
      MasterUsername: flix
      ManageMasterUserPassword: true
      ServerlessV2ScalingConfiguration: {MinCapacity: 0.5, MaxCapacity: 2}
      StorageEncrypted: true
      VpcSecurityGroupIds: [!Ref Group]
  Writer:
    Type: AWS::RDS::DBInstance
    Properties: {DBClusterIdentifier: !Ref Database, DBInstanceClass: db.serverless, Engine: aurora-postgresql}
  CacheSubnets:
    Type: AWS::ElastiCache::SubnetGroup
    Properties: {Description: private, SubnetIds: [!Ref PrivateA, !Ref PrivateB]}
  Cache:
    Type: AWS::ElastiCache::ReplicationGroup
    Properties:
      ReplicationGroupDescription: sessions
      CacheNodeType: cache.t4g.micro
      CacheSubnetGroupName: !Ref CacheSubnets
      NumCacheClusters: 2
      AutomaticFailoverEnabled: true
      TransitEncryptionEnabled: true
      SecurityGroupIds: [!Ref Group]
  Files: {Type: AWS::EFS::FileSystem, Condition: HasFiles, Properties: {Encrypted: true, KmsKeyId: !GetAtt Key.Arn}}
  Mount:
    Type: AWS::EFS::MountTarget
    Condition: HasFiles
    Properties: {FileSystemId: !Ref Files, SubnetId: !Ref PrivateA, SecurityGroups: [!Ref Group]}
  Stream:
    Type: AWS::Kinesis::Stream
    Properties: {Name: !Sub 'stream-\${Suffix}', ShardCount: !FindInMap [Sizes, demo, shards]}
  Cluster: {Type: AWS::ECS::Cluster, Properties: {ClusterName: !Sub 'cluster-\${Suffix}'}}
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument: {Statement: [{Effect: Allow, Action: sts:AssumeRole, Principal: {Service: ecs-tasks.amazonaws.com}, Condition: {StringEquals: {aws:SourceAccount: !Ref AWS::AccountId}}}]}
  Task:
    Type: AWS::ECS::TaskDefinition
    Properties:
      Family: !Sub task-\${Suffix}
      TaskRoleArn: !GetAtt Role.Arn
      ExecutionRoleArn: !GetAtt Role.Arn
      ContainerDefinitions:
        - Name: app
          Image: public.ecr.aws/nginx/nginx:stable
          PortMappings: [{ContainerPort: 8080}]
          Secrets: [{Name: PASSWORD, ValueFrom: !Sub '\${Database.MasterUserSecret.SecretArn}:password::'}]
  Balancer:
    Type: AWS::ElasticLoadBalancingV2::LoadBalancer
    Properties: {Scheme: internal, Subnets: [!Ref PrivateA, !Ref PrivateB], SecurityGroups: [!Ref Group]}
  Targets: {Type: AWS::ElasticLoadBalancingV2::TargetGroup, Properties: {Port: 8080, Protocol: HTTP, TargetType: ip, VpcId: !Ref Vpc}}
  Listener:
    Type: AWS::ElasticLoadBalancingV2::Listener
    Properties: {LoadBalancerArn: !Ref Balancer, Port: 80, Protocol: HTTP, DefaultActions: [{Type: forward, TargetGroupArn: !Ref Targets}]}
  Service:
    Type: AWS::ECS::Service
    DependsOn: [Listener, PrivateRoute, RoutedA, RoutedB]
    Properties:
      Cluster: !Ref Cluster
      TaskDefinition: !Ref Task
      DesiredCount: ${tasks}
      LoadBalancers: [{ContainerName: app, ContainerPort: 8080, TargetGroupArn: !Ref Targets}]
      NetworkConfiguration: {AwsvpcConfiguration: {Subnets: [!Ref PrivateA, !Ref PrivateB], SecurityGroups: [!Ref Group]}}
  Api: {Type: AWS::ApiGatewayV2::Api, Properties: {Name: !Sub 'api-\${Suffix}', ProtocolType: HTTP}}
  Stage: {Type: AWS::ApiGatewayV2::Stage, Properties: {ApiId: !Ref Api, StageName: prod, AutoDeploy: true}}
Outputs:
  Url: {Value: !Sub '\${Api.ApiEndpoint}/\${Stage}'}
  Files: {Condition: HasFiles, Value: !Ref Files}
  Database: {Value: !GetAtt Database.Endpoint.Address}
`;

// The first template loads AWS's schema, which is slow on a busy machine.
jest.setTimeout(60_000);

describe('CloudFormation', () => {
  let driver: StackDriver;

  beforeAll(async () => {
    driver = await StackDriver.start();
  });
  afterAll(() => driver.stop());

  const deploy = async (
    type: 'CREATE' | 'UPDATE',
    suffix: string,
    tasks: number,
  ) => {
    const names = { StackName: `p-${suffix}`, ChangeSetName: 'c' };
    await driver.client.send(
      new CreateChangeSetCommand({
        ...names,
        ChangeSetType: type,
        TemplateBody: platform(tasks),
        Capabilities: ['CAPABILITY_IAM'],
        Parameters: [{ ParameterKey: 'Suffix', ParameterValue: suffix }],
      }),
    );
    await waitUntilChangeSetCreateComplete(
      { client: driver.client, maxWaitTime: 10, minDelay: 1 },
      names,
    );
    const changes = await driver.client.send(
      new DescribeChangeSetCommand(names),
    );
    await driver.client.send(new ExecuteChangeSetCommand(names));
    return changes.Changes ?? [];
  };

  it('creates, changes and deletes a whole platform', async () => {
    const additions = await deploy('CREATE', 'demo', 2);
    expect(additions).toHaveLength(33);
    await waitUntilStackCreateComplete(
      { client: driver.client, maxWaitTime: 10, minDelay: 1 },
      { StackName: 'p-demo' },
    );
    const { Outputs = [], StackId = '' } = await driver.stack('p-demo');
    expect(Outputs.map(({ OutputValue }) => OutputValue)).toEqual([
      expect.stringMatching(
        /^https:\/\/\w{10}\.execute-api\.eu-west-2\.amazonaws\.com\/prod$/,
      ),
      expect.stringMatching(/^fs-0\w{16}$/),
      expect.stringMatching(/^database-demo\.cluster-/),
    ]);

    const changes = await deploy('UPDATE', 'demo', 4);
    expect(
      changes.map(({ ResourceChange: change }) => [
        change?.LogicalResourceId,
        change?.Replacement,
      ]),
    ).toEqual([['Service', 'False']]);
    await driver.finished('p-demo');
    const [service] = driver.resources('AWS::ECS::Service');
    expect(service.properties.DesiredCount).toBe(4);

    await driver.client.send(new DeleteStackCommand({ StackName: 'p-demo' }));
    await waitUntilStackDeleteComplete(
      { client: driver.client, maxWaitTime: 10, minDelay: 1 },
      { StackName: StackId },
    );
    const types = new Set(
      additions.map(({ ResourceChange }) => ResourceChange?.ResourceType ?? ''),
    );
    expect([...types].flatMap(type => driver.resources(type))).toEqual([]);
  });

  it('separates two platforms in one region', async () => {
    await Promise.all([deploy('CREATE', 'one', 1), deploy('CREATE', 'two', 1)]);
    const stacks = await Promise.all([
      driver.finished('p-one'),
      driver.finished('p-two'),
    ]);
    expect(stacks.map(({ StackStatus }) => StackStatus)).toEqual([
      'CREATE_COMPLETE',
      'CREATE_COMPLETE',
    ]);
  });
});
