import { fieldsOf, listOf } from '../../../world/values';
import { having } from '../Candidate';
import {
  form,
  isSet,
  oneOf,
  range,
  rule,
  type ServiceRules,
  textOf,
  unique,
} from './Rule';

const api = 'https://docs.aws.amazon.com/apigateway/latest/api/';

const methods = [
  'ANY',
  'DELETE',
  'GET',
  'HEAD',
  'OPTIONS',
  'PATCH',
  'POST',
  'PUT',
];
const authorizations = ['NONE', 'AWS_IAM', 'CUSTOM', 'COGNITO_USER_POOLS'];

/** REST APIs. */
export const apiGatewayRules: ServiceRules = {
  service: 'ApiGateway',
  rules: {
    'AWS::ApiGateway::Method': [
      rule(`${api}API_PutMethod.html`, candidate => {
        const method = textOf(candidate, 'HttpMethod');
        return method === undefined || methods.includes(method)
          ? undefined
          : `Invalid HTTP method specified. Must be one of the following: ${methods.join(
              ', ',
            )}`;
      }),
      rule(`${api}API_PutMethod.html`, candidate => {
        const type = textOf(candidate, 'AuthorizationType') ?? 'NONE';
        if (!authorizations.includes(type)) {
          return `Invalid authorization type specified. Must be one of ${authorizations.join(
            ', ',
          )}`;
        }
        const needsAuthorizer =
          type === 'CUSTOM' || type === 'COGNITO_USER_POOLS';
        return needsAuthorizer && !isSet(candidate, 'AuthorizerId')
          ? 'Invalid authorizer ID specified. Setting the authorization type to CUSTOM or COGNITO_USER_POOLS requires a valid authorizer.'
          : undefined;
      }),
      rule(`${api}API_PutIntegration.html`, ({ properties }) => {
        const integration = fieldsOf(properties.Integration);
        const { Type, ConnectionType, ConnectionId, Uri } = integration;
        if (properties.Integration === undefined || Type === undefined) {
          return undefined;
        }
        if (ConnectionType === 'VPC_LINK' && ConnectionId === undefined) {
          return 'ConnectionId must be specified for a connection of type VPC_LINK';
        }
        if (
          String(Type) !== 'MOCK' &&
          integration.IntegrationHttpMethod === undefined
        ) {
          return 'Enumeration value for HttpMethod must be non-empty';
        }
        return Type !== 'MOCK' && Uri === undefined
          ? 'Invalid integration URI specified'
          : undefined;
      }),
    ],
    'AWS::ApiGateway::Deployment': [
      rule(
        `${api}API_CreateDeployment.html`,
        candidate => {
          const ofApi = having(
            candidate,
            'AWS::ApiGateway::Method',
            'RestApiId',
            candidate.properties.RestApiId,
          ).filter(({ phase }) => phase !== 'creating');
          const parent = candidate.world.find(
            candidate.region,
            'AWS::ApiGateway::RestApi',
            textOf(candidate, 'RestApiId') ?? '',
          );
          const isImported =
            parent?.properties.Body !== undefined ||
            parent?.properties.BodyS3Location !== undefined;
          if (isImported || !parent) return undefined;
          if (ofApi.length === 0) {
            return "The REST API doesn't contain any methods";
          }
          return ofApi.some(
            ({ properties }) => properties.Integration === undefined,
          )
            ? 'No integration defined for method'
            : undefined;
        },
        'create',
      ),
    ],
    'AWS::ApiGateway::Resource': [
      form(
        `${api}API_CreateResource.html`,
        'PathPart',
        /^([\w.:%$-]+|\{[\w.:-]+\+?\})$/,
        () =>
          "Resource's path part only allow a-zA-Z0-9._-: or a valid greedy path variable and curly braces at the beginning and the end.",
      ),
      unique(
        `${api}API_CreateResource.html`,
        ['ParentId', 'PathPart'],
        candidate =>
          `Another resource with the same parent already has this name: ${textOf(
            candidate,
            'PathPart',
          )}`,
      ),
    ],
    'AWS::ApiGateway::Stage': [
      oneOf(`${api}API_CreateStage.html`, 'CacheClusterSize', [
        '0.5',
        '1.6',
        '6.1',
        '13.5',
        '28.4',
        '58.2',
        '118',
        '237',
      ]),
      rule(`${api}API_UpdateStage.html`, ({ properties }) =>
        listOf(properties.MethodSettings)
          .map(fieldsOf)
          .every(({ LoggingLevel = 'OFF' }) =>
            ['OFF', 'ERROR', 'INFO'].includes(String(LoggingLevel)),
          )
          ? undefined
          : 'Invalid logging level. Must be one of OFF, ERROR, INFO',
      ),
      form(
        `${api}API_CreateStage.html`,
        'StageName',
        /^[\w-]{1,128}$/,
        () => 'Stage name only allows a-zA-Z0-9_-',
      ),
    ],
    'AWS::ApiGateway::VpcLink': [
      rule(`${api}API_CreateVpcLink.html`, ({ world, region, properties }) => {
        const other = listOf(properties.TargetArns)
          .map(arn =>
            world.find(
              region,
              'AWS::ElasticLoadBalancingV2::LoadBalancer',
              String(arn),
            ),
          )
          .find(balancer => balancer && balancer.properties.Type !== 'network');
        return other
          ? `Load balancer ARN '${other.physicalId}' is not that of a network load balancer`
          : undefined;
      }),
    ],
    'AWS::ApiGateway::RestApi': [
      range(
        `${api}API_CreateRestApi.html`,
        'MinimumCompressionSize',
        [0, 10_485_760],
        () =>
          'Invalid minimum compression size, must be between 0 and 10485760',
      ),
      rule(`${api}API_CreateRestApi.html`, ({ properties }) =>
        listOf(fieldsOf(properties.EndpointConfiguration).Types)
          .map(String)
          .every(type => ['EDGE', 'REGIONAL', 'PRIVATE'].includes(type))
          ? undefined
          : 'Invalid endpoint type. Must be one of EDGE, REGIONAL, PRIVATE',
      ),
      rule(`${api}API_CreateRestApi.html`, candidate =>
        isSet(candidate, 'Name') ||
        isSet(candidate, 'Body') ||
        isSet(candidate, 'BodyS3Location')
          ? undefined
          : 'Name cannot be empty',
      ),
    ],
  },
};
