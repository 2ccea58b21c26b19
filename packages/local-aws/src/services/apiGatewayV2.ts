import type { RestService } from '../protocols/RestService';
import {
  booleanOf,
  type Fields,
  fieldsOf,
  stringOf,
  stringsOf,
} from '../world/values';
import type { Resource, World } from '../world/World';
import {
  exists,
  linkStatus,
  notFound,
  tagMap,
  tokenPage,
} from './apigateway/answers';
import { lowerCamel } from './lowerCamel';

/** The VPC links that had no traffic for long. */
interface IdleLinks {
  isIdle(region: string, name: string): boolean;
}

/**
 * API Gateway v2: HTTP APIs, control plane only. No API answers requests. Its signing name is `apigateway`, like v1's.
 *
 * @see https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/api-reference.html
 */
export function createApiGatewayV2(
  world: World,
  idle: IdleLinks = { isIdle: () => false },
): RestService {
  /** Without traffic for 60 days, API Gateway removes the network interfaces of a link. */
  function statusOf(region: string, link: Resource): string {
    const status = linkStatus(link);
    const isIdle = idle.isIdle(region, stringOf(link.properties.Name) ?? '');
    return status === 'AVAILABLE' && isIdle ? 'INACTIVE' : status;
  }

  const apis = (region: string) =>
    world.list(region, 'AWS::ApiGatewayV2::Api').filter(exists);

  function requireApi(region: string, input: Fields): Resource {
    const api = apis(region).find(
      ({ physicalId }) => physicalId === input.apiId,
    );
    if (!api) {
      throw notFound(`Invalid API identifier specified ${input.apiId}`);
    }
    return api;
  }

  return {
    name: 'apigateway',
    timestamps: 'date-time',
    routes: [
      { method: 'GET', path: '/v2/apis', operation: 'GetApis' },
      { method: 'GET', path: '/v2/apis/{apiId}', operation: 'GetApi' },
      {
        method: 'GET',
        path: '/v2/apis/{apiId}/stages/{stageName}',
        operation: 'GetStage',
      },
      { method: 'GET', path: '/v2/vpclinks', operation: 'GetVpcLinks' },
    ],
    operations: {
      GetApis: (input, { region }) =>
        tokenPage(apis(region).map(describeApi), input),

      GetApi: (input, { region }) => describeApi(requireApi(region, input)),

      GetStage(input, { region }) {
        const { physicalId } = requireApi(region, input);
        const stage = world
          .list(region, 'AWS::ApiGatewayV2::Stage')
          .find(
            each =>
              exists(each) &&
              each.properties.ApiId === physicalId &&
              each.properties.StageName === input.stageName,
          );
        if (!stage) throw notFound('Invalid stage identifier specified');
        return describeStage(stage);
      },

      GetVpcLinks: (input, { region }) =>
        tokenPage(
          world.list(region, 'AWS::ApiGatewayV2::VpcLink').map(link => ({
            vpcLinkId: link.physicalId,
            name: link.properties.Name,
            createdDate: link.createdAt,
            subnetIds: stringsOf(link.properties.SubnetIds),
            securityGroupIds: stringsOf(link.properties.SecurityGroupIds),
            vpcLinkStatus: statusOf(region, link),
            vpcLinkStatusMessage: link.reason,
            vpcLinkVersion: 'V2',
            tags: tagMap(link),
          })),
          input,
        ),
    },
  };
}

function describeApi(api: Resource): Fields {
  const { properties } = api;
  return {
    apiId: api.physicalId,
    name: properties.Name,
    description: properties.Description,
    protocolType: stringOf(properties.ProtocolType) ?? 'HTTP',
    apiEndpoint: api.attributes.ApiEndpoint,
    apiKeySelectionExpression: '$request.header.x-api-key',
    routeSelectionExpression: '$request.method $request.path',
    corsConfiguration: lowerCamel(properties.CorsConfiguration),
    disableExecuteApiEndpoint:
      booleanOf(properties.DisableExecuteApiEndpoint) ?? false,
    createdDate: api.createdAt,
    tags: tagMap(api),
  };
}

function describeStage(stage: Resource): Fields {
  const { properties } = stage;
  return {
    stageName: properties.StageName,
    description: properties.Description,
    autoDeploy: booleanOf(properties.AutoDeploy) ?? false,
    deploymentId: properties.DeploymentId,
    accessLogSettings: lowerCamel(properties.AccessLogSettings),
    defaultRouteSettings: {
      detailedMetricsEnabled: false,
      ...fieldsOf(lowerCamel(properties.DefaultRouteSettings)),
    },
    routeSettings: {},
    stageVariables: properties.StageVariables ?? {},
    createdDate: stage.createdAt,
    lastUpdatedDate: stage.updatedAt,
    tags: tagMap(stage),
  };
}
