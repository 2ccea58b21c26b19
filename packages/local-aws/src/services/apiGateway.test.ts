import {
  APIGatewayClient,
  GetAccountCommand,
  GetResourcesCommand,
  GetRestApiCommand,
  GetRestApisCommand,
  GetStageCommand,
  GetStagesCommand,
  GetVpcLinksCommand,
  UpdateAccountCommand,
} from '@aws-sdk/client-api-gateway';
import {
  ApiGatewayV2Client,
  GetApiCommand,
  GetApisCommand,
  GetIntegrationsCommand,
  GetRoutesCommand,
  GetStageCommand as GetHttpStageCommand,
  GetStagesCommand as GetHttpStagesCommand,
  GetVpcLinksCommand as GetHttpVpcLinksCommand,
} from '@aws-sdk/client-apigatewayv2';
import { type LocalAws, startLocalAws } from '../startLocalAws';
import { clientConfig, seed } from '../testing/seed';

describe('API Gateway of local AWS', () => {
  let localAws: LocalAws;

  beforeAll(async () => {
    localAws = await startLocalAws();
  });
  afterAll(() => localAws.stop());

  describe('REST APIs', () => {
    let client: APIGatewayClient;

    beforeAll(() => {
      client = new APIGatewayClient(clientConfig(localAws.url));
      const { world } = localAws;
      seed(
        world,
        'AWS::ApiGateway::RestApi',
        'rest123',
        {
          Name: 'content-api',
          EndpointConfiguration: { Types: ['REGIONAL'] },
          Tags: [{ Key: 'Environment', Value: 'demo' }],
        },
        { attributes: { RootResourceId: 'root1' } },
      );
      seed(world, 'AWS::ApiGateway::Resource', 'content1', {
        RestApiId: 'rest123',
        ParentId: 'root1',
        PathPart: 'content',
      });
      seed(world, 'AWS::ApiGateway::Method', 'rest123|content1|GET', {
        RestApiId: 'rest123',
        ResourceId: 'content1',
        HttpMethod: 'GET',
        Integration: { Type: 'HTTP_PROXY', ConnectionType: 'VPC_LINK' },
      });
      seed(world, 'AWS::ApiGateway::Stage', 'rest123|prod', {
        RestApiId: 'rest123',
        StageName: 'prod',
        DeploymentId: 'dep1',
        TracingEnabled: true,
        Variables: { Backend: 'alb' },
      });
      seed(
        world,
        'AWS::ApiGateway::VpcLink',
        'link1',
        { Name: 'to-alb', TargetArns: ['arn:x'] },
        { phase: 'creating' },
      );
    });

    it('may write logs, until the role for it is taken away', async () => {
      const { cloudwatchRoleArn } = await client.send(
        new GetAccountCommand({}),
      );
      expect(cloudwatchRoleArn).toMatch(/^arn:aws:iam::000000000000:role\//);
      const set = (value: string) =>
        client.send(
          new UpdateAccountCommand({
            patchOperations: [
              { op: 'replace', path: '/cloudwatchRoleArn', value },
            ],
          }),
        );
      expect((await set('')).cloudwatchRoleArn).toBeUndefined();
      await set(String(cloudwatchRoleArn));
      expect(await client.send(new GetAccountCommand({}))).toMatchObject({
        cloudwatchRoleArn,
      });
    });

    it('are listed and described', async () => {
      const { items = [] } = await client.send(new GetRestApisCommand({}));
      expect(items.map(({ id }) => id)).toEqual(['rest123']);
      const api = await client.send(
        new GetRestApiCommand({ restApiId: 'rest123' }),
      );
      expect(api).toMatchObject({
        name: 'content-api',
        rootResourceId: 'root1',
        endpointConfiguration: { types: ['REGIONAL'] },
        tags: { Environment: 'demo' },
      });
      expect(api.createdDate).toBeInstanceOf(Date);
    });

    it('have stages', async () => {
      const { item = [] } = await client.send(
        new GetStagesCommand({ restApiId: 'rest123' }),
      );
      expect(item).toHaveLength(1);
      const stage = await client.send(
        new GetStageCommand({ restApiId: 'rest123', stageName: 'prod' }),
      );
      expect(stage).toMatchObject({
        deploymentId: 'dep1',
        tracingEnabled: true,
        variables: { Backend: 'alb' },
      });
    });

    it('have paths with methods', async () => {
      const { items = [] } = await client.send(
        new GetResourcesCommand({ restApiId: 'rest123', embed: ['methods'] }),
      );
      expect(items.map(({ path }) => path)).toEqual(['/', '/content']);
      expect(items[1].resourceMethods?.GET).toMatchObject({
        httpMethod: 'GET',
        methodIntegration: { type: 'HTTP_PROXY', connectionType: 'VPC_LINK' },
      });
    });

    it('reach a network through links, which take their time', async () => {
      const { items } = await client.send(new GetVpcLinksCommand({}));
      expect(items).toMatchObject([{ id: 'link1', status: 'PENDING' }]);
    });

    it('that do not exist are missed', async () => {
      await expect(
        client.send(new GetRestApiCommand({ restApiId: 'lost' })),
      ).rejects.toMatchObject({
        name: 'NotFoundException',
        message: 'Invalid API identifier specified',
      });
      await expect(
        client.send(
          new GetStageCommand({ restApiId: 'rest123', stageName: 'lost' }),
        ),
      ).rejects.toThrow('Invalid stage identifier specified');
    });
  });

  describe('HTTP APIs', () => {
    let client: ApiGatewayV2Client;

    beforeAll(() => {
      client = new ApiGatewayV2Client(clientConfig(localAws.url));
      const { world } = localAws;
      seed(
        world,
        'AWS::ApiGatewayV2::Api',
        'http123',
        {
          Name: 'edge-api',
          ProtocolType: 'HTTP',
          Tags: { Environment: 'demo' },
        },
        {
          attributes: {
            ApiEndpoint: 'https://http123.execute-api.eu-west-2.amazonaws.com',
          },
        },
      );
      seed(world, 'AWS::ApiGatewayV2::Stage', 'http123|prod', {
        ApiId: 'http123',
        StageName: 'prod',
        AutoDeploy: true,
      });
      seed(world, 'AWS::ApiGatewayV2::Route', 'route1', {
        ApiId: 'http123',
        RouteKey: 'ANY /{proxy+}',
        Target: 'integrations/int1',
      });
      seed(world, 'AWS::ApiGatewayV2::Integration', 'int1', {
        ApiId: 'http123',
        IntegrationType: 'HTTP_PROXY',
      });
      seed(world, 'AWS::ApiGatewayV2::VpcLink', 'vlink1', {
        Name: 'to-alb',
        SubnetIds: ['subnet-a'],
      });
    });

    it('are listed and described', async () => {
      const { Items = [] } = await client.send(new GetApisCommand({}));
      expect(Items.map(({ ApiId }) => ApiId)).toEqual(['http123']);
      const api = await client.send(new GetApiCommand({ ApiId: 'http123' }));
      expect(api).toMatchObject({
        Name: 'edge-api',
        ProtocolType: 'HTTP',
        ApiEndpoint: 'https://http123.execute-api.eu-west-2.amazonaws.com',
        Tags: { Environment: 'demo' },
      });
      expect(api.CreatedDate).toBeInstanceOf(Date);
    });

    it('have stages, routes and integrations', async () => {
      const ofApi = { ApiId: 'http123' };
      const stages = await client.send(new GetHttpStagesCommand(ofApi));
      expect(stages.Items).toMatchObject([
        { StageName: 'prod', AutoDeploy: true },
      ]);
      const stage = await client.send(
        new GetHttpStageCommand({ ...ofApi, StageName: 'prod' }),
      );
      expect(stage.LastUpdatedDate).toBeInstanceOf(Date);
      const routes = await client.send(new GetRoutesCommand(ofApi));
      expect(routes.Items).toMatchObject([
        { RouteId: 'route1', RouteKey: 'ANY /{proxy+}' },
      ]);
      const integrations = await client.send(new GetIntegrationsCommand(ofApi));
      expect(integrations.Items).toMatchObject([
        { IntegrationId: 'int1', IntegrationType: 'HTTP_PROXY' },
      ]);
    });

    it('reach a network through links', async () => {
      const { Items } = await client.send(new GetHttpVpcLinksCommand({}));
      expect(Items).toMatchObject([
        { VpcLinkId: 'vlink1', VpcLinkStatus: 'AVAILABLE' },
      ]);
    });

    it('that do not exist are missed', async () => {
      await expect(
        client.send(new GetApiCommand({ ApiId: 'lost' })),
      ).rejects.toMatchObject({ name: 'NotFoundException' });
    });
  });
});
