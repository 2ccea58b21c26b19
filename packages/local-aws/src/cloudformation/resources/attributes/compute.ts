import type { Identity } from '../ValueGenerator';
import { type AttributeTable, code, id, nameFrom } from './AttributeTable';

const clusterName = (self: Identity) =>
  (self.text('Cluster') ?? 'default').split('/').pop();

const serviceName = nameFrom('ServiceName', 255);
const family = nameFrom('Family', 255);

/** The newest existing revision plus one. */
const revision = (self: Identity) => {
  const { world } = self.options;
  const revisions = world
    .list(self.region, 'AWS::ECS::TaskDefinition')
    .map(({ physicalId }) => /\/([^/]+):(\d+)$/.exec(physicalId))
    .map(match => (match?.[1] === family(self) ? Number(match[2]) : 0));
  return Math.max(0, ...revisions) + 1;
};

const iamPath = (self: Identity, name: string) =>
  `${self.text('Path') ?? '/'}${name}`;

const iamArn = (kind: string, property: string) => (self: Identity) =>
  self.arn('iam', `${kind}${iamPath(self, nameFrom(property, 64)(self))}`, '');

const functionName = nameFrom('FunctionName', 64);
const ruleName = nameFrom('Name', 64);

/** Generated attributes of resources for compute, routing and permissions. */
export const computeAttributes: AttributeTable = {
  'AWS::ECS::Service': {
    ServiceArn: self =>
      self.arn('ecs', `service/${clusterName(self)}/${serviceName(self)}`),
    Name: serviceName,
  },
  'AWS::ECS::TaskDefinition': {
    TaskDefinitionArn: self =>
      self.arn('ecs', `task-definition/${family(self)}:${revision(self)}`),
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
    ApiEndpoint: self => {
      const scheme =
        self.text('ProtocolType') === 'WEBSOCKET' ? 'wss' : 'https';
      return `${scheme}://${self.code(10)}.execute-api.${
        self.region
      }.amazonaws.com`;
    },
    ExecuteApiArn: self => self.arn('execute-api', self.code(10)),
  },
  'AWS::ApiGatewayV2::Authorizer': { AuthorizerId: code(6) },
  'AWS::ApiGatewayV2::Deployment': { DeploymentId: code(6) },
  'AWS::ApiGatewayV2::Integration': { IntegrationId: code(7) },
  'AWS::ApiGatewayV2::Route': { RouteId: code(7) },
  'AWS::ApiGatewayV2::VpcLink': { VpcLinkId: code(6) },

  'AWS::ApplicationAutoScaling::ScalableTarget': {
    Id: self =>
      ['ResourceId', 'ScalableDimension', 'ServiceNamespace']
        .map(name => self.text(name))
        .join('|'),
  },
  'AWS::ApplicationAutoScaling::ScalingPolicy': {
    Arn: self => {
      // `Ref` of a scalable target contains all three, and is the usual reference to it.
      const [resource, , namespace] = (
        self.text('ScalingTargetId') ?? ''
      ).split('|');
      return self.arn(
        'autoscaling',
        `scalingPolicy:${self.uuid()}:resource/${
          self.text('ServiceNamespace') ?? namespace
        }/${self.text('ResourceId') ?? resource}:policyName/${self.text(
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
    PolicyId: self => `ANPA${self.upper(17)}`,
    DefaultVersionId: () => 'v1',
    IsAttachable: () => true,
    AttachmentCount: () => 0,
    PermissionsBoundaryUsageCount: () => 0,
  },
  'AWS::IAM::Role': {
    Arn: iamArn('role', 'RoleName'),
    RoleId: self => `AROA${self.upper(17)}`,
  },
  'AWS::IAM::ServiceLinkedRole': {
    RoleName: self =>
      `AWSServiceRoleFor${(self.text('AWSServiceName') ?? '').split('.')[0]}`,
  },
  'AWS::IAM::User': { Arn: iamArn('user', 'UserName') },
  'AWS::IAM::Policy': { Id: self => self.name(64) },

  'AWS::Lambda::Function': {
    Arn: self => self.arn('lambda', `function:${functionName(self)}`),
  },
  'AWS::Events::Rule': {
    RuleName: self =>
      [self.text('EventBusName'), ruleName(self)].filter(Boolean).join('|'),
    Arn: self => self.arn('events', `rule/${ruleName(self)}`),
  },
  'AWS::WAFv2::WebACL': {
    Id: self => self.uuid(),
    Arn: self =>
      self.arn(
        'wafv2',
        `${(self.text('Scope') ?? 'REGIONAL').toLowerCase()}/webacl/${nameFrom(
          'Name',
          128,
        )(self)}/${self.uuid()}`,
      ),
  },
  'AWS::ServiceDiscovery::HttpNamespace': { Id: id('ns') },
  'AWS::ServiceDiscovery::PrivateDnsNamespace': {
    Id: id('ns'),
    HostedZoneId: self => `Z${self.upper(20)}`,
  },
  'AWS::ServiceDiscovery::Service': { Id: id('srv') },
};
