import type { Subject } from './ownArns';

/** The collection that a type belongs to, below its API. */
const collections: Readonly<Record<string, string>> = {
  'ApiGateway::Deployment': 'deployments',
  'ApiGateway::Method': 'resources',
  'ApiGateway::RequestValidator': 'requestvalidators',
  'ApiGateway::Resource': 'resources',
  'ApiGateway::Stage': 'stages',
  'ApiGatewayV2::Integration': 'integrations',
  'ApiGatewayV2::Route': 'routes',
  'ApiGatewayV2::Stage': 'stages',
};

const roots: Readonly<Record<string, string>> = {
  'ApiGateway::RestApi': 'restapis',
  'ApiGatewayV2::Api': 'apis',
  'ApiGatewayV2::VpcLink': 'vpclinks',
};

/** API Gateway's ARNs are the paths of its API: a collection for POST, one of its items for every other method. */
export function apiGatewayArn(
  action: string,
  { type, region, properties, physicalId = '*' }: Subject,
): string {
  const short = type.replace(/^AWS::/, '');
  const collection = collections[short];
  const path = collection
    ? `${short.startsWith('ApiGateway::') ? 'restapis' : 'apis'}/${
        properties.RestApiId ?? properties.ApiId
      }/${collection}`
    : roots[short];
  const item = action === 'apigateway:POST' ? '' : `/${physicalId}`;
  return `arn:aws:apigateway:${region}::/${path}${item}`;
}
