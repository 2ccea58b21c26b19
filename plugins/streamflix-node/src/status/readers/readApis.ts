import { GetStageCommand as GetRestStageCommand } from '@aws-sdk/client-api-gateway';
import { GetStageCommand } from '@aws-sdk/client-apigatewayv2';
import {
  resourceName,
  stackOutputs,
  type ApiFacts,
} from '@streamflix/backstage-plugin-streamflix-common';
import type { MetricRequest } from '../MetricBatch';
import type { Draft, Drafts, Named, ReadContext } from '../ReadContext';
import { readEach } from './readEach';
import { readVpcLinks } from './readVpcLinks';

const stageOf = ({ outputs }: Named) => outputs[stackOutputs.apiStage] ?? '';

type ApiParts = Pick<ApiFacts, 'kind' | 'id' | 'name' | 'deployedAt'> & {
  dimensions: MetricRequest<string>['dimensions'];
  /** The two kinds of API name their error metrics differently. */
  errors: { client: string; server: string };
};

/** A stage that exists. */
type Stage = Pick<ApiFacts, 'deployedAt'>;

/** REST and HTTP APIs, with the stage that callers use. */
export async function readApis(
  context: ReadContext,
  environments: readonly Named[],
): Promise<Drafts<'api'>> {
  const { rare, clients } = context;
  const { apiGateway, apiGatewayV2 } = clients;
  const hasApi = environments.some(
    ({ outputs }) =>
      outputs[stackOutputs.restApiId] ?? outputs[stackOutputs.httpApiId],
  );
  const linkOf = hasApi ? await readVpcLinks(apiGatewayV2) : () => undefined;
  const draft = (environment: Named, api: ApiParts) =>
    draftApi(context, environment, {
      ...api,
      link: linkOf(resourceName('vpc-link', environment.ref.suffix)),
    });
  const [rest, http] = await Promise.all([
    readEach<'api', Stage>(environments, {
      output: stackOutputs.restApiId,
      what: 'stage',
      rare,
      async read(restApiId, environment) {
        const { lastUpdatedDate, createdDate } = await apiGateway.send(
          new GetRestStageCommand({
            restApiId,
            stageName: stageOf(environment),
          }),
        );
        return { deployedAt: (lastUpdatedDate ?? createdDate)?.toISOString() };
      },
      draft({ deployedAt }, environment) {
        const { outputs } = environment;
        const id = outputs[stackOutputs.restApiId];
        const name = outputs[stackOutputs.restApiName] ?? id;
        return draft(environment, {
          kind: 'rest',
          id,
          name,
          deployedAt,
          // CloudWatch identifies REST APIs by name.
          dimensions: { ApiName: name },
          errors: { client: '4XXError', server: '5XXError' },
        });
      },
      notFound: 'NotFoundException',
      unknown: id => `API Gateway knows no REST API ${id} with this stage`,
    }),
    readEach<'api', Stage>(environments, {
      output: stackOutputs.httpApiId,
      what: 'stage',
      rare,
      async read(ApiId, environment) {
        const { LastUpdatedDate, CreatedDate } = await apiGatewayV2.send(
          new GetStageCommand({ ApiId, StageName: stageOf(environment) }),
        );
        return { deployedAt: (LastUpdatedDate ?? CreatedDate)?.toISOString() };
      },
      draft({ deployedAt }, environment) {
        const id = environment.outputs[stackOutputs.httpApiId];
        return draft(environment, {
          kind: 'http',
          id,
          name: resourceName('api', environment.ref.suffix),
          deployedAt,
          dimensions: { ApiId: id },
          errors: { client: '4xx', server: '5xx' },
        });
      },
      notFound: 'NotFoundException',
      unknown: id => `API Gateway knows no HTTP API ${id} with this stage`,
    }),
  ]);
  return new Map([...rest, ...http]);
}

function draftApi(
  { metrics }: ReadContext,
  environment: Named,
  api: ApiParts & Pick<ApiFacts, 'link'>,
): Draft<'api'> {
  const { kind, id, name, deployedAt, link, dimensions, errors } = api;
  const stage = stageOf(environment);
  const read = metrics.ask({
    namespace: 'AWS/ApiGateway',
    dimensions: { ...dimensions, Stage: stage },
    metrics: {
      requests: { metric: 'Count', stat: 'Sum', unit: 'count' },
      latency: { metric: 'Latency', unit: 'milliseconds' },
      clientErrors: { metric: errors.client, stat: 'Sum', unit: 'count' },
      serverErrors: { metric: errors.server, stat: 'Sum', unit: 'count' },
    },
  });
  return () => ({
    kind,
    id,
    name,
    stage,
    url: environment.outputs[stackOutputs.apiUrl] ?? '',
    deployedAt,
    link,
    metrics: read(),
  });
}
