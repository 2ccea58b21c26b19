import { apiLogRole } from '../cloudformation/resources/apiLogRole';
import type { RestService } from '../protocols/RestService';
import { booleanOf, type Fields, fieldsOf, listOf, stringOf } from '../values';
import { AwsError } from '../Service';
import type { Resource, World } from '../World';
import {
  isThere,
  linkStatus,
  lowerFirst,
  notFound,
  positionPage,
  tagMap,
} from './apigateway/answers';
import { apiResources } from './apigateway/apiResources';

/**
 * API Gateway v1: REST APIs, control plane only. No API answers requests.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/api/Welcome.html
 */
export function createApiGateway(world: World): RestService {
  const apis = (region: string) =>
    world.list(region, 'AWS::ApiGateway::RestApi').filter(isThere);

  function requireApi(region: string, input: Fields): Resource {
    const api = apis(region).find(
      ({ physicalId }) => physicalId === input.restApiId,
    );
    if (!api) throw notFound('Invalid API identifier specified');
    return api;
  }

  const stages = (api: Resource) =>
    world
      .list(api.region, 'AWS::ApiGateway::Stage')
      .filter(
        each => isThere(each) && each.properties.RestApiId === api.physicalId,
      );

  return {
    name: 'apigateway',
    routes: [
      { method: 'GET', path: '/restapis', operation: 'GetRestApis' },
      { method: 'GET', path: '/restapis/{restApiId}', operation: 'GetRestApi' },
      {
        method: 'GET',
        path: '/restapis/{restApiId}/stages',
        operation: 'GetStages',
      },
      {
        method: 'GET',
        path: '/restapis/{restApiId}/stages/{stageName}',
        operation: 'GetStage',
      },
      {
        method: 'GET',
        path: '/restapis/{restApiId}/resources',
        operation: 'GetResources',
      },
      { method: 'GET', path: '/vpclinks', operation: 'GetVpcLinks' },
      { method: 'GET', path: '/account', operation: 'GetAccount' },
      { method: 'PATCH', path: '/account', operation: 'UpdateAccount' },
    ],
    operations: {
      GetRestApis: (input, { region }) =>
        positionPage(apis(region).map(describeApi), input),

      GetRestApi: (input, { region }) => describeApi(requireApi(region, input)),

      GetStages: (input, { region }) => ({
        item: stages(requireApi(region, input)).map(describeStage),
      }),

      GetStage(input, { region }) {
        const stage = stages(requireApi(region, input)).find(
          ({ properties }) => properties.StageName === input.stageName,
        );
        if (!stage) throw notFound('Invalid stage identifier specified');
        return describeStage(stage);
      },

      GetResources: (input, { region }) =>
        positionPage(
          apiResources(
            world,
            requireApi(region, input),
            stringOf(input.embed) === 'methods',
          ),
          input,
        ),

      GetAccount: (_input, { region }) => describeAccount(world, region),

      UpdateAccount(input, { region }) {
        for (const { op, path, value } of listOf(input.patchOperations).map(
          fieldsOf,
        )) {
          if (
            path !== '/cloudwatchRoleArn' ||
            !/^(replace|remove)$/.test(String(op))
          ) {
            throw new AwsError(
              'BadRequestException',
              `Invalid patch operation ${op} ${path}: local AWS knows replace and remove of /cloudwatchRoleArn.`,
            );
          }
          setApiLogRole(
            world,
            region,
            op === 'remove' ? '' : String(value ?? ''),
          );
        }
        return describeAccount(world, region);
      },

      GetVpcLinks: (input, { region }) =>
        positionPage(
          world.list(region, 'AWS::ApiGateway::VpcLink').map(link => ({
            id: link.physicalId,
            name: link.properties.Name,
            description: link.properties.Description,
            targetArns: link.properties.TargetArns,
            status: linkStatus(link),
            tags: tagMap(link),
          })),
          input,
        ),
    },
  };
}

function describeAccount(world: World, region: string): Fields {
  return {
    cloudwatchRoleArn: apiLogRole(world, region) || undefined,
    throttleSettings: { burstLimit: 5000, rateLimit: 10000 },
    features: ['UsagePlans'],
    apiKeyVersion: '4',
  };
}

function setApiLogRole(world: World, region: string, role: string): void {
  const type = 'AWS::ApiGateway::Account';
  const settings = world.list(region, type).at(-1);
  if (settings) {
    world.update(settings, {
      properties: { ...settings.properties, CloudWatchRoleArn: role },
    });
    return;
  }
  const now = world.now();
  world.add({
    accountId: world.accountId,
    region,
    type,
    physicalId: 'account',
    properties: { CloudWatchRoleArn: role },
    attributes: {},
    phase: 'available',
    createdAt: now,
    updatedAt: now,
  });
}

function describeApi(api: Resource): Fields {
  const { properties } = api;
  return {
    id: api.physicalId,
    name: properties.Name,
    description: properties.Description,
    createdDate: api.createdAt,
    apiKeySource: stringOf(properties.ApiKeySourceType) ?? 'HEADER',
    endpointConfiguration: {
      types: ['EDGE'],
      ...fieldsOf(lowerFirst(properties.EndpointConfiguration)),
    },
    disableExecuteApiEndpoint:
      booleanOf(properties.DisableExecuteApiEndpoint) ?? false,
    rootResourceId: api.attributes.RootResourceId,
    tags: tagMap(api),
  };
}

function describeStage(stage: Resource): Fields {
  const { properties } = stage;
  return {
    stageName: properties.StageName,
    deploymentId: properties.DeploymentId,
    description: properties.Description,
    cacheClusterEnabled: booleanOf(properties.CacheClusterEnabled) ?? false,
    cacheClusterStatus: 'NOT_AVAILABLE',
    tracingEnabled: booleanOf(properties.TracingEnabled) ?? false,
    variables: properties.Variables,
    accessLogSettings: lowerFirst(properties.AccessLogSetting),
    methodSettings: {},
    createdDate: stage.createdAt,
    lastUpdatedDate: stage.updatedAt,
    tags: tagMap(stage),
  };
}
