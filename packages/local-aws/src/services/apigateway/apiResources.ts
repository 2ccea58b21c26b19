import { type Fields, stringOf } from '../../values';
import type { Resource, World } from '../../World';
import { isThere, lowerFirst } from './answers';

interface ApiPath {
  readonly id: string;
  readonly parentId?: string;
  readonly pathPart?: string;
}

/** Paths of a REST API, root first, with their methods; `withMethods` adds the details of each method. */
export function apiResources(
  world: World,
  api: Resource,
  withMethods: boolean,
): Fields[] {
  const belongs = ({ properties }: Resource) =>
    properties.RestApiId === api.physicalId;
  const children = world
    .list(api.region, 'AWS::ApiGateway::Resource')
    .filter(each => isThere(each) && belongs(each))
    .map(
      ({ physicalId, attributes, properties }): ApiPath => ({
        id: stringOf(attributes.ResourceId) ?? physicalId,
        parentId: stringOf(properties.ParentId),
        pathPart: stringOf(properties.PathPart),
      }),
    );
  const rootId = stringOf(api.attributes.RootResourceId) ?? '';
  const all = [{ id: rootId }, ...children];
  const methods = world
    .list(api.region, 'AWS::ApiGateway::Method')
    .filter(each => isThere(each) && belongs(each));
  return all.map(each => {
    const own = methods.filter(
      ({ properties }) => properties.ResourceId === each.id,
    );
    return {
      ...each,
      path: pathOf(each, all),
      resourceMethods: own.length
        ? Object.fromEntries(
            own.map(({ properties }) => [
              String(properties.HttpMethod),
              withMethods ? describeMethod(properties) : {},
            ]),
          )
        : undefined,
    };
  });
}

function pathOf(path: ApiPath, all: readonly ApiPath[]): string {
  if (!path.parentId) return '/';
  const parent = all.find(({ id }) => id === path.parentId);
  const above = parent ? pathOf(parent, all) : '/';
  return `${above === '/' ? '' : above}/${path.pathPart}`;
}

function describeMethod(properties: Resource['properties']): Fields {
  return {
    httpMethod: properties.HttpMethod,
    authorizationType: stringOf(properties.AuthorizationType) ?? 'NONE',
    apiKeyRequired: properties.ApiKeyRequired ?? false,
    requestParameters: properties.RequestParameters,
    methodIntegration: lowerFirst(properties.Integration),
  };
}
