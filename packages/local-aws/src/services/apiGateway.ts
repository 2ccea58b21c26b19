import { apiLogRole } from './apigateway/apiLogRole';
import type { RestService } from '../protocols/RestService';
import { booleanOf, type Fields, fieldsOf, listOf } from '../world/values';
import { AwsError } from '../protocols/Service';
import type { Resource, World } from '../world/World';
import { exists, notFound, tagMap } from './apigateway/answers';
import { lowerCamel } from './lowerCamel';

/**
 * API Gateway v1: REST APIs, control plane only. No API answers requests.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/api/Welcome.html
 */
export function createApiGateway(world: World): RestService {
  const apiExists = (region: string, restApiId: unknown) =>
    world
      .list(region, 'AWS::ApiGateway::RestApi')
      .some(api => exists(api) && api.physicalId === restApiId);

  return {
    name: 'apigateway',
    routes: [
      {
        method: 'GET',
        path: '/restapis/{restApiId}/stages/{stageName}',
        operation: 'GetStage',
      },
      { method: 'GET', path: '/account', operation: 'GetAccount' },
      { method: 'PATCH', path: '/account', operation: 'UpdateAccount' },
    ],
    operations: {
      GetStage({ restApiId, stageName }, { region }) {
        if (!apiExists(region, restApiId)) {
          throw notFound('Invalid API identifier specified');
        }
        const stage = world
          .list(region, 'AWS::ApiGateway::Stage')
          .find(
            each =>
              exists(each) &&
              each.properties.RestApiId === restApiId &&
              each.properties.StageName === stageName,
          );
        if (!stage) throw notFound('Invalid stage identifier specified');
        return describeStage(stage);
      },

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
    accessLogSettings: lowerCamel(properties.AccessLogSetting),
    methodSettings: {},
    createdDate: stage.createdAt,
    lastUpdatedDate: stage.updatedAt,
    tags: tagMap(stage),
  };
}
