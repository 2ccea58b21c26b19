import type { ValueGenerator } from '../ValueGenerator';
import { type AttributeTable, code, id, nameFrom } from './AttributeTable';

const clusterName = (generate: ValueGenerator) =>
  (generate.text('Cluster') ?? 'default').split('/').pop();

const serviceName = nameFrom('ServiceName', 255);
const family = nameFrom('Family', 255);

/** The newest existing revision plus one. */
const revision = (generate: ValueGenerator) => {
  const { world } = generate.options;
  const revisions = world
    .list(generate.region, 'AWS::ECS::TaskDefinition')
    .map(({ physicalId }) => /\/([^/]+):(\d+)$/.exec(physicalId))
    .map(match => (match?.[1] === family(generate) ? Number(match[2]) : 0));
  return Math.max(0, ...revisions) + 1;
};

const iamPath = (generate: ValueGenerator, name: string) =>
  `${generate.text('Path') ?? '/'}${name}`;

const iamArn = (kind: string, property: string) => (generate: ValueGenerator) =>
  generate.arn(
    'iam',
    `${kind}${iamPath(generate, nameFrom(property, 64)(generate))}`,
    '',
  );

const functionName = nameFrom('FunctionName', 64);
const ruleName = nameFrom('Name', 64);

/** Generated attributes of resources for compute, routing and permissions. */
export const computeAttributes: AttributeTable = {
  'AWS::ECS::Service': {
    ServiceArn: generate =>
      generate.arn(
        'ecs',
        `service/${clusterName(generate)}/${serviceName(generate)}`,
      ),
    Name: serviceName,
  },
  'AWS::ECS::TaskDefinition': {
    TaskDefinitionArn: generate =>
      generate.arn(
        'ecs',
        `task-definition/${family(generate)}:${revision(generate)}`,
      ),
  },
  'AWS::ECS::ClusterCapacityProviderAssociations': { Cluster: clusterName },

  'AWS::ApiGateway::ApiKey': { APIKeyId: code(10) },
  'AWS::ApiGateway::Authorizer': { AuthorizerId: code(6) },
  'AWS::ApiGateway::Deployment': { DeploymentId: code(6) },
  'AWS::ApiGateway::RequestValidator': { RequestValidatorId: code(6) },
  'AWS::ApiGateway::Resource': { ResourceId: code(6) },
  'AWS::ApiGateway::RestApi': {
    RestApiId: code(10),
    RootResourceId: code(10, 'root'),
  },
  'AWS::ApiGateway::UsagePlan': { Id: code(6) },
  'AWS::ApiGateway::VpcLink': { VpcLinkId: code(6) },
  'AWS::ApiGatewayV2::Api': {
    ApiId: code(10),
    ApiEndpoint: generate => {
      const scheme =
        generate.text('ProtocolType') === 'WEBSOCKET' ? 'wss' : 'https';
      return `${scheme}://${generate.code(10)}.execute-api.${
        generate.region
      }.amazonaws.com`;
    },
    ExecuteApiArn: generate => generate.arn('execute-api', generate.code(10)),
  },
  'AWS::ApiGatewayV2::Authorizer': { AuthorizerId: code(6) },
  'AWS::ApiGatewayV2::Deployment': { DeploymentId: code(6) },
  'AWS::ApiGatewayV2::Integration': { IntegrationId: code(7) },
  'AWS::ApiGatewayV2::Route': { RouteId: code(7) },
  'AWS::ApiGatewayV2::VpcLink': { VpcLinkId: code(6) },

  'AWS::ApplicationAutoScaling::ScalableTarget': {
    Id: generate =>
      ['ResourceId', 'ScalableDimension', 'ServiceNamespace']
        .map(name => generate.text(name))
        .join('|'),
  },
  'AWS::ApplicationAutoScaling::ScalingPolicy': {
    Arn: generate => {
      // `Ref` of a scalable target contains all three, and is the usual reference to it.
      const [resource, , namespace] = (
        generate.text('ScalingTargetId') ?? ''
      ).split('|');
      return generate.arn(
        'autoscaling',
        `scalingPolicy:${generate.uuid()}:resource/${
          generate.text('ServiceNamespace') ?? namespace
        }/${generate.text('ResourceId') ?? resource}:policyName/${generate.text(
          'PolicyName',
        )}`,
      );
    },
  },

  'AWS::IAM::Group': { Arn: iamArn('group', 'GroupName') },
  'AWS::IAM::InstanceProfile': {
    Arn: iamArn('instance-profile', 'InstanceProfileName'),
  },
  'AWS::IAM::ManagedPolicy': {
    PolicyArn: iamArn('policy', 'ManagedPolicyName'),
    PolicyId: generate => `ANPA${generate.upper(17)}`,
    DefaultVersionId: () => 'v1',
    IsAttachable: () => true,
    AttachmentCount: () => 0,
    PermissionsBoundaryUsageCount: () => 0,
  },
  'AWS::IAM::Role': {
    Arn: iamArn('role', 'RoleName'),
    RoleId: generate => `AROA${generate.upper(17)}`,
  },
  'AWS::IAM::ServiceLinkedRole': {
    RoleName: generate =>
      `AWSServiceRoleFor${
        (generate.text('AWSServiceName') ?? '').split('.')[0]
      }`,
  },
  'AWS::IAM::User': { Arn: iamArn('user', 'UserName') },
  'AWS::IAM::Policy': { Id: generate => generate.name(64) },

  'AWS::Lambda::Function': {
    Arn: generate =>
      generate.arn('lambda', `function:${functionName(generate)}`),
  },
  'AWS::Events::Rule': {
    RuleName: generate =>
      [generate.text('EventBusName'), ruleName(generate)]
        .filter(Boolean)
        .join('|'),
    Arn: generate => generate.arn('events', `rule/${ruleName(generate)}`),
  },
  'AWS::WAFv2::WebACL': {
    Id: generate => generate.uuid(),
    Arn: generate =>
      generate.arn(
        'wafv2',
        `${(
          generate.text('Scope') ?? 'REGIONAL'
        ).toLowerCase()}/webacl/${nameFrom(
          'Name',
          128,
        )(generate)}/${generate.uuid()}`,
      ),
  },
  'AWS::ServiceDiscovery::HttpNamespace': { Id: id('ns') },
  'AWS::ServiceDiscovery::PrivateDnsNamespace': {
    Id: id('ns'),
    HostedZoneId: generate => `Z${generate.upper(20)}`,
  },
  'AWS::ServiceDiscovery::Service': { Id: id('srv') },
};
