import { GetStageCommand as GetRestStageCommand } from '@aws-sdk/client-api-gateway';
import { GetApiCommand, GetStageCommand } from '@aws-sdk/client-apigatewayv2';
import {
  printable,
  resourceName,
  stackOutputs,
  type ApiFacts,
} from '@streamflix/backstage-plugin-streamflix-common';
import type { MetricRequest } from '../MetricBatch';
import type { Draft, Drafts, Named, ReadContext } from '../ReadContext';
import { readEach } from './readEach';
import { readVpcLinks } from './readVpcLinks';

const stageOf = ({ outputs }: Named) => outputs[stackOutputs.apiStage] ?? '';

type ApiParts = Pick<ApiFacts, 'kind' | 'id' | 'name' | 'link'> & {
  deployedAt?: Date;
  dimensions: MetricRequest<string>['dimensions'];
  /** The two kinds of API name their error metrics differently. */
  errors: { client: string; server: string };
};

/** REST and HTTP APIs, with the stage that callers use. */
export async function readApis(
  context: ReadContext,
  environments: readonly Named[],
): Promise<Drafts<'api'>> {
  const { apiGateway, apiGatewayV2 } = context.clients;
  const hasApi = environments.some(
    ({ outputs }) =>
      outputs[stackOutputs.restApiId] ?? outputs[stackOutputs.httpApiId],
  );
  const linkOf = hasApi ? await readVpcLinks(apiGatewayV2) : () => undefined;
  const withLink = (environment: Named, api: Omit<ApiParts, 'link'>) => {
    const link = linkOf(resourceName('vpc-link', environment.ref.suffix));
    return draftApi(context, environment, { ...api, link });
  };
  const [rest, http] = await Promise.all([
    readEach<'api'>(environments, {
      output: stackOutputs.restApiId,
      async read(id, environment) {
        const stage = await apiGateway.send(
          new GetRestStageCommand({
            restApiId: id,
            stageName: stageOf(environment),
          }),
        );
        const name = environment.outputs[stackOutputs.restApiName] ?? id;
        return withLink(environment, {
          kind: 'rest',
          id,
          name,
          deployedAt: stage.lastUpdatedDate ?? stage.createdDate,
          // CloudWatch identifies REST APIs by name.
          dimensions: { ApiName: name },
          errors: { client: '4XXError', server: '5XXError' },
        });
      },
      notFound: 'NotFoundException',
      unknown: id => `API Gateway knows no REST API ${id} with this stage`,
    }),
    readEach<'api'>(environments, {
      output: stackOutputs.httpApiId,
      async read(id, environment) {
        const [api, stage] = await Promise.all([
          apiGatewayV2.send(new GetApiCommand({ ApiId: id })),
          apiGatewayV2.send(
            new GetStageCommand({ ApiId: id, StageName: stageOf(environment) }),
          ),
        ]);
        return withLink(environment, {
          kind: 'http',
          id,
          name: printable(api.Name ?? id),
          deployedAt: stage.LastUpdatedDate ?? stage.CreatedDate,
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
  api: ApiParts,
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
    deployedAt: deployedAt?.toISOString(),
    link,
    metrics: read(),
  });
}
