import { stringOf } from '../../../world/values';
import type { Resource } from '../../../world/World';
import { duration, events, share } from '../behaviours';
import { dataSince, metricsOf, type MetricSource } from '../MetricSource';

const requests = events(20, 900);

const common = {
  Count: requests,
  Latency: duration(requests, 'Milliseconds', 18, 120),
};

const rest = {
  ...common,
  '4XXError': share(requests, 0.01),
  '5XXError': share(requests, 0.0008),
};

const http = {
  ...common,
  '4xx': share(requests, 0.01),
  '5xx': share(requests, 0.0008),
};

/** REST APIs publish under their name, HTTP APIs under their id; both with and without the stage dimension. */
export const apiGatewayMetrics: MetricSource = ({ world }, region) => {
  const stages = (type: string, property: string, api: Resource) =>
    world
      .list(region, type)
      .filter(each => each.properties[property] === api.physicalId);
  return [
    ...world.list(region, 'AWS::ApiGateway::RestApi').flatMap(api =>
      stages('AWS::ApiGateway::Stage', 'RestApiId', api).flatMap(stage => {
        const name = { ApiName: stringOf(api.properties.Name) ?? '' };
        return metricsOf(
          'AWS/ApiGateway',
          dataSince(world, stage),
          [name, { ...name, Stage: String(stage.properties.StageName) }],
          rest,
        );
      }),
    ),
    ...world.list(region, 'AWS::ApiGatewayV2::Api').flatMap(api =>
      stages('AWS::ApiGatewayV2::Stage', 'ApiId', api).flatMap(stage => {
        const id = { ApiId: api.physicalId };
        return metricsOf(
          'AWS/ApiGateway',
          dataSince(world, stage),
          [id, { ...id, Stage: String(stage.properties.StageName) }],
          http,
        );
      }),
    ),
  ];
};
