import {
  StackDriver,
  type TemplateObject,
} from '../../__testUtils__/StackDriver';
import { trustPolicy } from '../../__testUtils__/policies';

const subnets = {
  Vpc: { Type: 'AWS::EC2::VPC', Properties: { CidrBlock: '10.0.0.0/16' } },
  ...Object.fromEntries(
    ['A', 'B'].map((zone, index) => [
      `Subnet${zone}`,
      {
        Type: 'AWS::EC2::Subnet',
        Properties: {
          VpcId: { Ref: 'Vpc' },
          CidrBlock: `10.0.${index}.0/24`,
          AvailabilityZone: { 'Fn::Select': [index, { 'Fn::GetAZs': '' }] },
        },
      },
    ]),
  ),
};

const postgres = {
  Engine: 'postgres',
  EngineVersion: '16.9',
  AllocatedStorage: 20,
  MasterUsername: 'flix',
};

const task = (Image: string, container: object = {}, more: object = {}) => ({
  Type: 'AWS::ECS::TaskDefinition',
  Properties: {
    Family: 'app',
    ExecutionRoleArn: 'arn:aws:iam::000000000000:role/execution',
    ContainerDefinitions: [{ Name: 'app', Image, ...container }],
    ...more,
  },
});
const service = (properties: object = {}) => ({
  Type: 'AWS::ECS::Service',
  Properties: {
    TaskDefinition: { Ref: 'Task' },
    DeploymentConfiguration: {
      DeploymentCircuitBreaker: { Enable: true, Rollback: true },
    },
    ...properties,
  },
});

// The first template loads AWS's schema, which is slow on a busy machine.
jest.setTimeout(60_000);

describe('resources', () => {
  let driver: StackDriver;
  let count = 0;

  beforeAll(async () => {
    driver = await StackDriver.start({
      engineVersions: { postgres: ['16.9'], redis: ['7.1'] },
    });
  });
  afterAll(() => driver.stop());

  const create = (Resources: TemplateObject, Outputs: TemplateObject = {}) =>
    driver.create(`stack-${++count}`, { Resources, Outputs });

  /** The reason of the first failed resource. */
  async function failure(Resources: TemplateObject): Promise<string> {
    const { StackName = '', StackStatus } = await create(Resources);
    expect(StackStatus).toBe('ROLLBACK_COMPLETE');
    const events = await driver.events(StackName);
    return (
      events.find(({ ResourceStatus }) => ResourceStatus === 'CREATE_FAILED')
        ?.ResourceStatusReason ?? ''
    );
  }

  it('have ids, names and addresses like those of AWS', async () => {
    const { Outputs = [] } = await create(
      {
        ...subnets,
        Key: { Type: 'AWS::KMS::Key' },
        Role: {
          Type: 'AWS::IAM::ServiceLinkedRole',
          Properties: { AWSServiceName: 'ecs.amazonaws.com' },
        },
        Cluster: {
          Type: 'AWS::RDS::DBCluster',
          Properties: {
            DBClusterIdentifier: 'Media',
            Engine: 'aurora-postgresql',
            MasterUsername: 'flix',
            ManageMasterUserPassword: 'true',
          },
        },
        Cache: {
          Type: 'AWS::ElastiCache::ReplicationGroup',
          Properties: {
            ReplicationGroupId: 'cache',
            CacheNodeType: 'cache.t4g.micro',
            ReplicationGroupDescription: 'a',
            TransitEncryptionEnabled: true,
          },
        },
        Balancer: {
          Type: 'AWS::ElasticLoadBalancingV2::LoadBalancer',
          Properties: {
            Name: 'alb',
            Scheme: 'internal',
            Subnets: [{ Ref: 'SubnetA' }, { Ref: 'SubnetB' }],
          },
        },
        Api: {
          Type: 'AWS::ApiGateway::RestApi',
          Properties: { Name: 'api' },
        },
        Task: task('nginx:stable'),
        Apps: {
          Type: 'AWS::ECS::Cluster',
          Properties: { ClusterName: 'apps' },
        },
        Service: service({ ServiceName: 'web', Cluster: { Ref: 'Apps' } }),
        Queue: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'q' } },
        Bucket: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'b-1' } },
        Target: {
          Type: 'AWS::ApplicationAutoScaling::ScalableTarget',
          Properties: {
            ResourceId: {
              'Fn::Sub': 'service/apps/${Service.Name}',
            },
            ScalableDimension: 'ecs:service:DesiredCount',
            ServiceNamespace: 'ecs',
            MinCapacity: 1,
            MaxCapacity: 2,
          },
        },
      },
      Object.fromEntries(
        Object.entries({
          Vpc: { Ref: 'Vpc' },
          Zone: { 'Fn::GetAtt': 'SubnetA.AvailabilityZoneId' },
          Key: { 'Fn::GetAtt': 'Key.Arn' },
          Writer: { 'Fn::GetAtt': 'Cluster.Endpoint.Address' },
          Port: { 'Fn::GetAtt': 'Cluster.Endpoint.Port' },
          Secret: { 'Fn::GetAtt': 'Cluster.MasterUserSecret.SecretArn' },
          Primary: { 'Fn::GetAtt': 'Cache.PrimaryEndPoint.Address' },
          Balancer: { 'Fn::GetAtt': 'Balancer.DNSName' },
          Api: { Ref: 'Api' },
          Task: { Ref: 'Task' },
          Service: { Ref: 'Service' },
          Queue: { Ref: 'Queue' },
          Bucket: { 'Fn::GetAtt': 'Bucket.RegionalDomainName' },
          Target: { Ref: 'Target' },
        }).map(([name, Value]) => [name, { Value }]),
      ),
    );
    const values = Object.fromEntries(
      Outputs.map(({ OutputKey, OutputValue }) => [OutputKey, OutputValue]),
    );
    expect(values).toEqual({
      Vpc: expect.stringMatching(/^vpc-0[0-9a-f]{16}$/),
      Zone: 'euw2-az1',
      Key: expect.stringMatching(
        /^arn:aws:kms:eu-west-2:000000000000:key\/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
      ),
      Writer: expect.stringMatching(
        /^media\.cluster-[a-z0-9]{12}\.eu-west-2\.rds\.amazonaws\.com$/,
      ),
      Port: '5432',
      Secret: expect.stringMatching(
        /^arn:aws:secretsmanager:eu-west-2:000000000000:secret:rds!cluster-[0-9a-f-]{36}-\w{6}$/,
      ),
      Primary: expect.stringMatching(
        /^master\.cache\.[a-z0-9]{6}\.euw2\.cache\.amazonaws\.com$/,
      ),
      Balancer: expect.stringMatching(
        /^internal-alb-\d{10}\.eu-west-2\.elb\.amazonaws\.com$/,
      ),
      Api: expect.stringMatching(/^[a-z0-9]{10}$/),
      Task: 'arn:aws:ecs:eu-west-2:000000000000:task-definition/app:1',
      Service: 'arn:aws:ecs:eu-west-2:000000000000:service/apps/web',
      Queue: 'https://sqs.eu-west-2.amazonaws.com/000000000000/q',
      Bucket: 'b-1.s3.eu-west-2.amazonaws.com',
      Target: 'service/apps/web|ecs:service:DesiredCount|ecs',
    });
  });

  it('have property types as in their schema', async () => {
    await create({
      Stream: {
        Type: 'AWS::Kinesis::Stream',
        Properties: { Name: 'typed', ShardCount: '3' },
      },
    });
    const [{ properties }] = driver.resources('AWS::Kinesis::Stream');
    expect(properties).toEqual({ Name: 'typed', ShardCount: 3 });
  });

  it('cannot take a name that another stack has', async () => {
    const named = {
      Thing: {
        Type: 'AWS::ElastiCache::ReplicationGroup',
        Properties: {
          ReplicationGroupId: 'mine',
          CacheNodeType: 'cache.t4g.micro',
          ReplicationGroupDescription: 'a',
        },
      },
    };
    await create(named);
    expect(await failure(named)).toMatch(
      /^Resource handler returned message: "Resource of type 'AWS::ElastiCache::ReplicationGroup' with identifier 'mine' already exists\." \(RequestToken: [0-9a-f-]{36}, HandlerErrorCode: AlreadyExists\)$/,
    );
  });

  it('may share the name of a role in one account only, whatever the region', async () => {
    const template = {
      Resources: {
        Role: {
          Type: 'AWS::IAM::Role',
          Properties: {
            RoleName: 'worker',
            AssumeRolePolicyDocument: trustPolicy,
          },
        },
      },
    };
    const more = {
      Capabilities: ['CAPABILITY_NAMED_IAM' as const],
      DisableValidation: true,
    };
    await driver.create('here', template, more);
    const { StackStatus } = await driver
      .in('eu-central-1')
      .create('there', template, more);
    expect(StackStatus).toBe('ROLLBACK_COMPLETE');
  });

  it('fail when AWS does not offer the version', async () => {
    expect(
      await failure({
        Database: {
          Type: 'AWS::RDS::DBInstance',
          Properties: { Engine: 'postgres', EngineVersion: '15.2' },
        },
      }),
    ).toMatch(/"Cannot find version 15\.2 for postgres \(Service: Rds/);
    expect(
      await failure({
        Cache: {
          Type: 'AWS::ElastiCache::ReplicationGroup',
          Properties: {
            ReplicationGroupDescription: 'a',
            EngineVersion: '3.2.6',
          },
        },
      }),
    ).toContain('Cannot find version 3.2.6 for redis');
  });

  it.each<[string, Record<string, unknown>, string]>([
    [
      'a subnet group in one zone',
      {
        ...subnets,
        Group: {
          Type: 'AWS::RDS::DBSubnetGroup',
          Properties: {
            DBSubnetGroupDescription: 'a',
            SubnetIds: [{ Ref: 'SubnetA' }],
          },
        },
      },
      "The DB subnet group doesn't meet Availability Zone (AZ) coverage requirement. Current AZ coverage: eu-west-2a.",
    ],
    [
      'a load balancer in one zone',
      {
        ...subnets,
        Balancer: {
          Type: 'AWS::ElasticLoadBalancingV2::LoadBalancer',
          Properties: { Subnets: [{ Ref: 'SubnetA' }] },
        },
      },
      'At least two subnets in two different Availability Zones must be specified',
    ],
    [
      'two subnets in one range',
      {
        ...subnets,
        Clash: {
          Type: 'AWS::EC2::Subnet',
          DependsOn: 'SubnetA',
          Properties: { VpcId: { Ref: 'Vpc' }, CidrBlock: '10.0.0.128/25' },
        },
      },
      "The CIDR '10.0.0.128/25' conflicts with another subnet",
    ],
    [
      'a route that does not wait for its gateway',
      {
        Vpc: subnets.Vpc,
        Gateway: { Type: 'AWS::EC2::InternetGateway' },
        Table: {
          Type: 'AWS::EC2::RouteTable',
          Properties: { VpcId: { Ref: 'Vpc' } },
        },
        Route: {
          Type: 'AWS::EC2::Route',
          Properties: {
            RouteTableId: { Ref: 'Table' },
            GatewayId: { Ref: 'Gateway' },
            DestinationCidrBlock: '0.0.0.0/0',
          },
        },
      },
      'belong to different networks',
    ],
    [
      'a NAT gateway that is made before the internet gateway is attached',
      {
        ...subnets,
        Gateway: { Type: 'AWS::EC2::InternetGateway' },
        Address: { Type: 'AWS::EC2::EIP', Properties: { Domain: 'vpc' } },
        Nat: {
          Type: 'AWS::EC2::NatGateway',
          Properties: {
            SubnetId: { Ref: 'SubnetA' },
            AllocationId: { 'Fn::GetAtt': ['Address', 'AllocationId'] },
          },
        },
        Attachment: {
          Type: 'AWS::EC2::VPCGatewayAttachment',
          DependsOn: 'Nat',
          Properties: {
            VpcId: { Ref: 'Vpc' },
            InternetGatewayId: { Ref: 'Gateway' },
          },
        },
      },
      'has no Internet gateway attached',
    ],
    [
      'the deployment of a REST API that is made before its methods',
      {
        Api: { Type: 'AWS::ApiGateway::RestApi', Properties: { Name: 'api' } },
        Deployment: {
          Type: 'AWS::ApiGateway::Deployment',
          Properties: { RestApiId: { Ref: 'Api' } },
        },
        Method: {
          Type: 'AWS::ApiGateway::Method',
          DependsOn: 'Deployment',
          Properties: {
            RestApiId: { Ref: 'Api' },
            ResourceId: { 'Fn::GetAtt': ['Api', 'RootResourceId'] },
            HttpMethod: 'GET',
            AuthorizationType: 'NONE',
            Integration: { Type: 'MOCK' },
          },
        },
      },
      "The REST API doesn't contain any methods",
    ],
    [
      'a service that does not wait for its listener',
      {
        Vpc: subnets.Vpc,
        Group: {
          Type: 'AWS::ElasticLoadBalancingV2::TargetGroup',
          Properties: { Port: 80, Protocol: 'HTTP', VpcId: { Ref: 'Vpc' } },
        },
        Task: task('nginx'),
        Service: service({
          LoadBalancers: [{ TargetGroupArn: { Ref: 'Group' } }],
        }),
      },
      'does not have an associated load balancer.',
    ],
    [
      'failover without a second node',
      {
        Cache: {
          Type: 'AWS::ElastiCache::ReplicationGroup',
          Properties: {
            ReplicationGroupDescription: 'a',
            AutomaticFailoverEnabled: true,
            NumCacheClusters: 1,
          },
        },
      },
      'Must specify at least two cache clusters',
    ],
    [
      'the logs of a REST API without a role of the account',
      {
        Account: { Type: 'AWS::ApiGateway::Account' },
        Stage: {
          Type: 'AWS::ApiGateway::Stage',
          DependsOn: 'Account',
          Properties: {
            RestApiId: 'api',
            StageName: 'prod',
            MethodSettings: [{ LoggingLevel: 'ERROR' }],
          },
        },
      },
      'CloudWatch Logs role ARN must be set in account settings to enable logging',
    ],
    [
      'an attribute the resource does not have',
      {
        Database: {
          Type: 'AWS::RDS::DBInstance',
          Properties: { ...postgres, MasterUserPassword: 'not-secret' },
        },
        Topic: {
          Type: 'AWS::SNS::Topic',
          Properties: {
            DisplayName: {
              'Fn::GetAtt': ['Database', 'MasterUserSecret.SecretArn'],
            },
          },
        },
      },
      'Unable to retrieve MasterUserSecret.SecretArn attribute for AWS::RDS::DBInstance',
    ],
  ])('refuse %s', async (_, resources, message) => {
    expect(await failure(resources)).toContain(message);
  });

  describe('whose tasks do not start', () => {
    it.each<[string, TemplateObject, string]>([
      [
        'their image cannot be pulled',
        { Task: task('streamflix/api:missing'), Service: service() },
        'docker.io/streamflix/api:missing: not found',
      ],
      [
        'no route leads out of their subnet',
        {
          ...subnets,
          Task: task('nginx:1', {}, { NetworkMode: 'awsvpc' }),
          Service: service({
            NetworkConfiguration: {
              AwsvpcConfiguration: { Subnets: [{ Ref: 'SubnetA' }] },
            },
          }),
        },
        'CannotPullContainerError: pull image manifest has been retried 5 time(s): failed to resolve ref nginx:1: failed to do request: dial tcp: i/o timeout',
      ],
      [
        'their log group does not exist',
        {
          Task: task('nginx:1', {
            LogConfiguration: {
              LogDriver: 'awslogs',
              Options: {
                'awslogs-group': '/ecs/absent',
                'awslogs-region': { Ref: 'AWS::Region' },
                'awslogs-stream-prefix': 'app',
              },
            },
          }),
          Service: service(),
        },
        'ResourceNotFoundException: The specified log group does not exist.',
      ],
    ])(
      'fail when %s and the circuit breaker acts, and show why meanwhile',
      async (_, resources, why) => {
        const creating = failure(resources);
        let reason: string | undefined;
        while (reason === undefined) {
          reason = driver
            .resources('AWS::ECS::Service')
            .find(({ phase }) => phase === 'creating')?.reason;
          await new Promise(resolve => setImmediate(resolve));
        }
        expect(reason).toContain(why);
        expect(await creating).toMatch(
          /^Resource handler returned message: "Error occurred during operation 'ECS Deployment Circuit Breaker was triggered'\." \(RequestToken: [0-9a-f-]{36}, HandlerErrorCode: GeneralServiceException\)$/,
        );
      },
    );

    it('do not stabilise for hours without a circuit breaker', async () => {
      const { StackName = '' } = await driver.create('patient', {
        Resources: {
          Task: task('registry.example/does-not-exist/api:1'),
          Service: service({ DeploymentConfiguration: undefined }),
        },
      });
      const events = await driver.events(StackName);
      expect(
        events.find(({ ResourceStatus }) => ResourceStatus === 'CREATE_FAILED')
          ?.ResourceStatusReason,
      ).toContain('HandlerErrorCode: NotStabilized');
    });

    it('succeed when no task is to run', async () => {
      const { StackStatus } = await create({
        Task: task('streamflix/api:missing'),
        Service: service({ DesiredCount: 0 }),
      });
      expect(StackStatus).toBe('CREATE_COMPLETE');
    });
  });

  describe('that use secrets', () => {
    const database = (reference: string) => ({
      Database: {
        Type: 'AWS::RDS::DBInstance',
        Properties: {
          ...postgres,
          MasterUserPassword: `{{resolve:secretsmanager:${reference}}}`,
        },
      },
    });

    it('keep the reference, never the value, wherever anybody can look', async () => {
      const reference = 'streamflix/database:SecretString:password';
      const { StackName = '', StackStatus } = await create(database(reference));
      expect(StackStatus).toBe('CREATE_COMPLETE');
      const events = await driver.events(StackName);
      expect(events.at(-2)?.ResourceProperties).toContain(
        `{{resolve:secretsmanager:${reference}}}`,
      );
      const [{ properties }] = driver
        .resources('AWS::RDS::DBInstance')
        .filter(({ stackId = '' }) => stackId.includes(`/${StackName}/`));
      expect(properties.MasterUserPassword).toBe(
        `{{resolve:secretsmanager:${reference}}}`,
      );
    });

    it('find parameters that stacks put into the parameter store', async () => {
      await create({
        Parameter: {
          Type: 'AWS::SSM::Parameter',
          Properties: { Name: '/title', Type: 'String', Value: 'News' },
        },
      });
      const topic = (name: string) => ({
        Topic: {
          Type: 'AWS::SNS::Topic',
          Properties: { DisplayName: `{{resolve:ssm:${name}}}` },
        },
      });
      const { StackStatus } = await create(topic('/title:1'));
      expect(StackStatus).toBe('CREATE_COMPLETE');
      expect(await failure(topic('/absent'))).toContain('ParameterNotFound');
    });

    it('fail when there is no such secret, or no such key in it', async () => {
      expect(
        await failure(database('nobody/knows:SecretString:password')),
      ).toMatch(
        /^Secrets Manager can't find the specified secret\. \(Service: AWSSecretsManager; Status Code: 400; Error Code: ResourceNotFoundException;/,
      );
      expect(
        await failure(database('streamflix/database:SecretString:colour')),
      ).toMatch(/^Could not find a value associated with JSONKey/);
    });

    it('start no task that cannot read its secret', async () => {
      const arn =
        'arn:aws:secretsmanager:eu-west-2:000000000000:secret:nobody/knows';
      const creating = failure({
        Task: task('nginx', {
          Secrets: [{ Name: 'PASSWORD', ValueFrom: `${arn}:key::` }],
        }),
        Service: service(),
      });
      expect(await creating).toContain('Circuit Breaker');
      const { StackStatus } = await create({
        Task: task('nginx', {
          Secrets: [
            {
              Name: 'PASSWORD',
              ValueFrom: `${arn.replace(
                'nobody/knows',
                'streamflix/database',
              )}:password::`,
            },
          ],
        }),
        Service: service(),
      });
      expect(StackStatus).toBe('CREATE_COMPLETE');
    });
  });
});
