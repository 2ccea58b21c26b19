import { seed, REGION } from '../../../__testUtils__/seed';
import { EngineCatalog } from '../../../services/engines/EngineCatalog';
import { InMemoryWorld } from '../../../world/InMemoryWorld';
import { schemaOf, resourceSchema } from '../../schema/ResourceSchema';
import type { Candidate } from '../Candidate';
import { violatedRule } from './violatedRule';

type Properties = Record<string, unknown>;

const world = new InMemoryWorld();
seed(world, 'AWS::EC2::VPC', 'vpc-1', { CidrBlock: '10.0.0.0/16' });
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
seed(world, 'AWS::EC2::VPCEndpoint', 'endpoint', {
  VpcId: 'vpc-1',
  ServiceName: 'com.amazonaws.eu-west-2.s3',
  RouteTableIds: ['rtb-1'],
});
seed(world, 'AWS::EC2::VPCEndpoint', 'private-endpoint', {
  VpcId: 'vpc-1',
  ServiceName: 'com.amazonaws.eu-west-2.logs',
  PrivateDnsEnabled: true,
});
seed(world, 'AWS::EC2::RouteTable', 'rtb-1', { VpcId: 'vpc-1' });
seed(world, 'AWS::EC2::NatGateway', 'nat-2', { SubnetId: 'subnet-c' });
seed(world, 'AWS::EC2::FlowLog', 'flow-log', {
  ResourceId: 'vpc-1',
  TrafficType: 'ALL',
  LogDestination: 'arn:aws:s3:::bucket',
});
seed(world, 'AWS::ApiGatewayV2::Api', 'http-api', { ProtocolType: 'HTTP' });
seed(world, 'AWS::ApiGatewayV2::Route', 'route', {
  ApiId: 'http-api',
  RouteKey: 'GET /items',
});
seed(world, 'AWS::ApiGatewayV2::Api', 'empty-api', { ProtocolType: 'HTTP' });
seed(world, 'AWS::IAM::Role', 'Streaming', { RoleName: 'Streaming' });
const definition = 'arn:aws:ecs:eu-west-2:000000000000:task-definition/web:1';
seed(world, 'AWS::ApplicationAutoScaling::ScalableTarget', 'target', {});
seed(world, 'AWS::ECS::TaskDefinition', definition, {
  ContainerDefinitions: [
    { Name: 'web', PortMappings: [{ Name: 'http', ContainerPort: 80 }] },
  ],
});
seed(world, 'AWS::ApplicationAutoScaling::ScalingPolicy', 'cpu', {
  ScalingTargetId: 'target',
  PolicyName: 'cpu',
  TargetTrackingScalingPolicyConfiguration: {
    TargetValue: 50,
    PredefinedMetricSpecification: {
      PredefinedMetricType: 'ECSServiceAverageCPUUtilization',
    },
  },
});

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

const container = (more: Properties) => ({
  ...task,
  ContainerDefinitions: [{ ...task.ContainerDefinitions[0], ...more }],
});
const efs = (more: Properties) => ({
  ...task,
  Volumes: [
    {
      Name: 'media',
      EFSVolumeConfiguration: { FilesystemId: '{{resolve:ssm:f}}', ...more },
    },
  ],
});
const statement = (more: Properties) => ({
  PolicyDocument: { Statement: [{ ...reading.Statement[0], ...more }] },
});
const conditions = (...Conditions: Properties[]) => ({
  ListenerArn: 'listener',
  Priority: 1,
  Conditions,
  Actions: [
    { Type: 'fixed-response', FixedResponseConfig: { StatusCode: '404' } },
  ],
});
const flowLog = {
  ResourceId: 'vpc-1',
  ResourceType: 'VPC',
  TrafficType: 'ALL',
  LogDestinationType: 's3',
  LogDestination: 'arn:aws:s3:::other',
};
const integration = {
  ApiId: 'http-api',
  IntegrationType: 'HTTP_PROXY',
  IntegrationMethod: 'ANY',
  IntegrationUri: 'https://example.com/',
  PayloadFormatVersion: '1.0',
};
const stage = { ApiId: 'http-api', StageName: 'live' };
const jwt = {
  ApiId: 'http-api',
  AuthorizerType: 'JWT',
  Name: 'members',
  IdentitySource: ['$request.header.Authorization'],
  JwtConfiguration: { Audience: ['a'], Issuer: 'https://example.com' },
};
const service = {
  TaskDefinition: definition,
  NetworkConfiguration: {
    AwsvpcConfiguration: { Subnets: ['subnet-a'] },
  },
};
const tracking = (PredefinedMetricType: string) => ({
  PolicyName: 'new',
  PolicyType: 'TargetTrackingScaling',
  ScalingTargetId: 'target',
  TargetTrackingScalingPolicyConfiguration: {
    TargetValue: 50,
    PredefinedMetricSpecification: { PredefinedMetricType },
  },
});

// The first schema is slow to load on a busy machine.
jest.setTimeout(60_000);

describe('a resource of a network, a service, an API or IAM', () => {
  it.each<[string, Properties]>([
    ['AWS::EC2::FlowLog', flowLog],
    [
      'AWS::EC2::FlowLog',
      { ...flowLog, LogFormat: '${version} ${pkt-src-aws-service} ${az-id}' },
    ],
    ['AWS::ApiGatewayV2::Integration', integration],
    [
      'AWS::ApiGatewayV2::Integration',
      {
        ...integration,
        ConnectionType: 'VPC_LINK',
        ConnectionId: '{{resolve:ssm:link}}',
        IntegrationUri:
          'arn:aws:elasticloadbalancing:eu-west-2:1:listener/app/a/1/2',
      },
    ],
    [
      'AWS::ApiGatewayV2::Stage',
      {
        ...stage,
        StageVariables: { a_b: 'https://c.d/e?f=g' },
        RouteSettings: { 'GET /items': {} },
      },
    ],
    ['AWS::ApiGatewayV2::Authorizer', jwt],
    [
      'AWS::ApiGatewayV2::Api',
      {
        Name: 'a',
        ProtocolType: 'HTTP',
        CorsConfiguration: {
          AllowCredentials: true,
          AllowOrigins: ['https://example.com', 'chrome-extension://a'],
          MaxAge: -1,
        },
      },
    ],
    [
      'AWS::ECS::TaskDefinition',
      container({
        LinuxParameters: {
          InitProcessEnabled: true,
          Capabilities: { Add: ['SYS_PTRACE'], Drop: ['ALL'] },
        },
        Links: [],
      }),
    ],
    [
      'AWS::ECS::TaskDefinition',
      efs({
        TransitEncryption: 'ENABLED',
        RootDirectory: '/',
        AuthorizationConfig: { IAM: 'ENABLED' },
      }),
    ],
    [
      'AWS::ECS::Service',
      {
        ...service,
        ServiceConnectConfiguration: {
          Enabled: true,
          Services: [{ PortName: 'http' }],
        },
      },
    ],
    ['AWS::ECS::Cluster', { CapacityProviders: ['FARGATE', 'FARGATE_SPOT'] }],
    [
      'AWS::ElasticLoadBalancingV2::ListenerRule',
      conditions(
        {
          Field: 'source-ip',
          SourceIpConfig: { Values: ['::/0', '10.0.0.0/8'] },
        },
        { Field: 'http-header', HttpHeaderConfig: { Values: ['a'] } },
        { Field: 'http-header', HttpHeaderConfig: { Values: ['b'] } },
      ),
    ],
    ['AWS::IAM::Role', { AssumeRolePolicyDocument: trust, Path: '/a/b/' }],
    [
      'AWS::ApplicationAutoScaling::ScalingPolicy',
      tracking('ECSServiceAverageMemoryUtilization'),
    ],
  ])('%s is made when it meets every condition: %#', (type, properties) => {
    expect(problem(type, properties)).toBeUndefined();
  });

  it.each<[string, Properties, string]>([
    [
      'AWS::EC2::VPCEndpoint',
      { VpcId: 'vpc-1', ServiceName: 'com.amazonaws.eu-west-2.ecr.api' },
      'Endpoint type (Gateway) does not match',
    ],
    [
      'AWS::EC2::VPCEndpoint',
      {
        VpcId: 'vpc-1',
        ServiceName: 'com.amazonaws.eu-west-2.s3',
        RouteTableIds: ['rtb-1'],
      },
      'route table rtb-1 already has a route to the service',
    ],
    [
      'AWS::EC2::VPCEndpoint',
      {
        VpcId: 'vpc-1',
        ServiceName: 'com.amazonaws.eu-west-2.s3',
        SecurityGroupIds: ['{{resolve:ssm:g}}'],
      },
      'Security Group IDs are only supported for Interface',
    ],
    [
      'AWS::EC2::VPCEndpoint',
      {
        VpcId: 'vpc-1',
        ServiceName: 'com.amazonaws.eu-west-2.s3',
        PolicyDocument: {
          Statement: { Effect: 'Permit', Principal: '*', Action: '*' },
        },
      },
      'Policy document is malformed or invalid.',
    ],
    [
      'AWS::EC2::FlowLog',
      { ...flowLog, LogFormat: '${srcaddr} ${colour}' },
      'Unknown fields provided: colour',
    ],
    [
      'AWS::EC2::FlowLog',
      { ...flowLog, ResourceId: 'subnet-a' },
      'Resource subnet-a is not of the type VPC',
    ],
    [
      'AWS::EC2::FlowLog',
      { ...flowLog, LogDestination: 'arn:aws:s3:::bucket' },
      'There is an existing Flow Log',
    ],
    [
      'AWS::EC2::FlowLog',
      { ...flowLog, TrafficType: undefined },
      'must contain the parameter TrafficType',
    ],
    [
      'AWS::EC2::FlowLog',
      { ...flowLog, LogGroupName: 'flows' },
      'Please only provide LogGroupName or only provide LogDestination.',
    ],
    [
      'AWS::EC2::Route',
      {
        RouteTableId: 'rtb-1',
        DestinationCidrBlock: '10.0.0.0/16',
        NatGatewayId: '{{resolve:ssm:n}}',
      },
      'The route identified by 10.0.0.0/16 already exists.',
    ],
    [
      'AWS::EC2::Route',
      {
        RouteTableId: 'rtb-1',
        DestinationCidrBlock: '0.0.0.0/0',
        NatGatewayId: 'nat-2',
      },
      'NAT gateway nat-2 belong to different networks',
    ],
    [
      'AWS::EC2::VPCCidrBlock',
      { VpcId: 'vpc-1', CidrBlock: '10.0.128.0/20' },
      "The CIDR '10.0.128.0/20' overlaps",
    ],
    [
      'AWS::EC2::NatGateway',
      {
        SubnetId: 'subnet-a',
        ConnectivityType: 'private',
        AllocationId: '{{resolve:ssm:a}}',
      },
      'AllocationId cannot be used with the connectivity type private',
    ],
    [
      'AWS::EC2::SecurityGroupIngress',
      {
        GroupId: 'sg-2',
        IpProtocol: '-1',
        CidrIp: '10.0.0.0/8',
        CidrIpv6: '::/0',
      },
      'Exactly one of CidrIp, CidrIpv6',
    ],
    [
      'AWS::ECS::TaskDefinition',
      {
        ...task,
        ContainerDefinitions: [
          {
            ...task.ContainerDefinitions[0],
            DependsOn: [{ ContainerName: 'b', Condition: 'SUCCESS' }],
          },
          { Name: 'b', Image: 'nginx:1' },
        ],
      },
      "can't be set on the essential container 'b'.",
    ],
    [
      'AWS::ECS::TaskDefinition',
      container({ FirelensConfiguration: { Type: 'fluentbit' } }),
      'at least one container has to be configured with the awsfirelens',
    ],
    [
      'AWS::ECS::Service',
      {
        ...service,
        CapacityProviderStrategy: [
          { CapacityProvider: 'FARGATE', Base: 1, Weight: 1 },
          { CapacityProvider: 'FARGATE_SPOT', Base: 1, Weight: 1 },
        ],
      },
      'can only have one capacity provider with a base',
    ],
    [
      'AWS::ECS::Service',
      {
        ...service,
        CapacityProviderStrategy: [
          { CapacityProvider: 'FARGATE', Weight: 0 },
          { CapacityProvider: 'FARGATE_SPOT' },
        ],
      },
      'with a weight greater than 0',
    ],
    [
      'AWS::ElasticLoadBalancingV2::TargetGroup',
      {
        Port: 80,
        Protocol: 'HTTP',
        VpcId: 'vpc-1',
        TargetGroupAttributes: [
          { Key: 'stickiness.enabled', Value: 'true' },
          { Key: 'stickiness.type', Value: 'app_cookie' },
        ],
      },
      "'stickiness.app_cookie.cookie_name' must be specified",
    ],
    [
      'AWS::ElasticLoadBalancingV2::ListenerRule',
      conditions({ Field: 'host-header', Values: ['exa mple.com'] }),
      "'exa mple.com' contains invalid characters",
    ],
    [
      'AWS::ApiGatewayV2::Integration',
      {
        ApiId: 'http-api',
        IntegrationType: 'AWS_PROXY',
        PayloadFormatVersion: '2.0',
      },
      'IntegrationUri must be specified',
    ],
    [
      'AWS::ApiGatewayV2::Integration',
      { ...integration, RequestParameters: { 'append:headers.x': 'y' } },
      'Invalid mapping expression specified: append:headers.x',
    ],
    [
      'AWS::ApiGateway::Method',
      {
        HttpMethod: 'GET',
        RestApiId: '{{resolve:ssm:r}}',
        ResourceId: '{{resolve:ssm:i}}',
        Integration: { Type: 'HTTP_PROXY', Uri: 'https://example.com' },
      },
      'Enumeration value for HttpMethod must be non-empty',
    ],
    [
      'AWS::ApiGatewayV2::Integration',
      { ...integration, IntegrationMethod: undefined },
      'HttpMethod must be specified',
    ],
    [
      'AWS::ApiGatewayV2::Integration',
      { ...integration, IntegrationUri: 'ftp://example.com' },
      'Invalid HTTP endpoint specified for URI',
    ],
    [
      'AWS::ApiGatewayV2::Integration',
      {
        ...integration,
        ConnectionType: 'VPC_LINK',
        ConnectionId: '{{resolve:ssm:l}}',
      },
      'integration uri should be a valid ELB listener ARN',
    ],
    [
      'AWS::ApiGatewayV2::Integration',
      { ...integration, PayloadFormatVersion: '2.0' },
      'PayloadFormatVersion 2.0 is only supported for AWS_PROXY',
    ],
    [
      'AWS::ApiGatewayV2::Stage',
      { ...stage, AutoDeploy: true, DeploymentId: '{{resolve:ssm:d}}' },
      'because AutoDeploy is enabled',
    ],
    [
      'AWS::ApiGatewayV2::Stage',
      { ...stage, StageVariables: { 'a-b': 'c' } },
      'Invalid stage variable a-b',
    ],
    [
      'AWS::ApiGatewayV2::Stage',
      { ...stage, RouteSettings: { 'GET /nope': {} } },
      'Unable to find Route by key GET /nope',
    ],
    [
      'AWS::ApiGatewayV2::Stage',
      { ...stage, AccessLogSettings: { DestinationArn: 'arn:aws:logs:a' } },
      'Both DestinationArn and Format must be specified',
    ],
    [
      'AWS::ApiGatewayV2::Stage',
      { ...stage, AccessLogSettings: { DestinationArn: 'logs', Format: 'f' } },
      'Invalid ARN specified in the request',
    ],
    [
      'AWS::ApiGatewayV2::Deployment',
      { ApiId: 'empty-api' },
      'At least one route is required before deploying the Api.',
    ],
    [
      'AWS::ApiGatewayV2::Authorizer',
      { ...jwt, JwtConfiguration: { Audience: ['a'] } },
      'Issuer must have a valid discovery endpoint',
    ],
    [
      'AWS::ApiGatewayV2::Authorizer',
      { ...jwt, IdentitySource: [] },
      'IdentitySource must be specified',
    ],
    [
      'AWS::ApiGatewayV2::Api',
      {
        Name: 'a',
        ProtocolType: 'HTTP',
        CorsConfiguration: { AllowCredentials: true, AllowOrigins: ['*'] },
      },
      "allow-credentials is not supported if 'allow-origin' is *",
    ],
    [
      'AWS::ApiGatewayV2::Api',
      {
        Name: 'a',
        ProtocolType: 'HTTP',
        CorsConfiguration: { AllowOrigins: ['example.com'] },
      },
      'Invalid format for origin example.com',
    ],
    [
      'AWS::ECS::TaskDefinition',
      container({ LinuxParameters: { Capabilities: { Add: ['NET_ADMIN'] } } }),
      'the capability NET_ADMIN is not supported on Fargate.',
    ],
    [
      'AWS::ECS::TaskDefinition',
      container({ Links: ['db'] }),
      'links is not supported on Fargate.',
    ],
    [
      'AWS::ECS::TaskDefinition',
      { ...task, Volumes: [{ Name: 'v', Host: { SourcePath: '/v' } }] },
      'host.sourcePath is not supported on Fargate.',
    ],
    [
      'AWS::ECS::TaskDefinition',
      { ...task, PlacementConstraints: [{ Type: 'memberOf' }] },
      'do not support placementConstraints',
    ],
    [
      'AWS::ECS::TaskDefinition',
      efs({ AuthorizationConfig: { IAM: 'ENABLED' } }),
      'transit encryption must be enabled',
    ],
    [
      'AWS::ECS::TaskDefinition',
      efs({
        RootDirectory: '/media',
        TransitEncryption: 'ENABLED',
        AuthorizationConfig: { AccessPointId: '{{resolve:ssm:a}}' },
      }),
      "rootDirectory must be omitted or '/' with an access point.",
    ],
    [
      'AWS::ECS::TaskDefinition',
      container({
        PortMappings: [
          { Name: 'http', ContainerPort: 80 },
          { Name: 'http', ContainerPort: 81 },
        ],
      }),
      'The names of port mappings must be unique',
    ],
    [
      'AWS::ECS::Service',
      {
        ...service,
        ServiceConnectConfiguration: {
          Enabled: true,
          Services: [{ PortName: 'web' }],
        },
      },
      "The portName 'web' was not found",
    ],
    [
      'AWS::ECS::Service',
      { ...service, EnableExecuteCommand: true },
      'a valid taskRoleArn is not being used',
    ],
    [
      'AWS::ECS::Service',
      {
        ...service,
        LaunchType: 'FARGATE',
        TaskDefinition: '{{resolve:ssm:t}}',
        PlacementStrategies: [{ Type: 'random' }],
      },
      'Placement strategies are not supported with FARGATE',
    ],
    [
      'AWS::ECS::Service',
      {
        ...service,
        DeploymentController: { Type: 'CODE_DEPLOY' },
        DeploymentConfiguration: {
          DeploymentCircuitBreaker: { Enable: true, Rollback: true },
        },
      },
      'The deployment circuit breaker can only be used',
    ],
    [
      'AWS::ECS::Cluster',
      { CapacityProviders: ['FARGATE_SPOTT'] },
      "The specified capacity provider 'FARGATE_SPOTT' was not found.",
    ],
    [
      'AWS::ApplicationAutoScaling::ScalingPolicy',
      tracking('ECSServiceAverageCPUUtilization'),
      'Only one TargetTrackingScaling policy for a given metric',
    ],
    [
      'AWS::ElasticLoadBalancingV2::ListenerRule',
      conditions({
        Field: 'source-ip',
        SourceIpConfig: { Values: ['10.0.0.0/99'] },
      }),
      "'10.0.0.0/99' is not a valid CIDR",
    ],
    [
      'AWS::ElasticLoadBalancingV2::ListenerRule',
      conditions(
        { Field: 'path-pattern', Values: ['/a'] },
        { Field: 'path-pattern', Values: ['/b'] },
      ),
      "A rule can only have one 'path-pattern' condition",
    ],
    [
      'AWS::ElasticLoadBalancingV2::TargetGroup',
      {
        Port: 80,
        Protocol: 'HTTP',
        VpcId: 'vpc-1',
        TargetGroupAttributes: [
          { Key: 'slow_start.duration_seconds', Value: '10' },
        ],
      },
      'it must be 0 or between 30 and 900',
    ],
    [
      'AWS::ElasticLoadBalancingV2::LoadBalancer',
      {
        Scheme: 'internal',
        Subnets: ['subnet-a', 'subnet-b'],
        IpAddressType: 'dualstack',
      },
      'You must specify subnets with an associated IPv6 CIDR block.',
    ],
    [
      'AWS::IAM::Role',
      { AssumeRolePolicyDocument: trust, Path: '/app' },
      'The specified value for path is invalid.',
    ],
    [
      'AWS::IAM::Role',
      { AssumeRolePolicyDocument: trust, RoleName: 'streaming' },
      'Role with name streaming already exists.',
    ],
    [
      'AWS::IAM::ManagedPolicy',
      statement({ Condition: { Bool: 'aws:SecureTransport' } }),
      'Syntax errors in policy.',
    ],
    [
      'AWS::IAM::ManagedPolicy',
      statement({ Condition: { StringEquals: { 'aws:a': { b: 'c' } } } }),
      'Syntax errors in policy.',
    ],
  ])('%s is refused with AWS’s message: %#', (type, properties, message) => {
    expect(problem(type, properties)).toContain(message);
  });
});
