import {
  APIGatewayClient,
  GetAccountCommand,
  GetStageCommand,
  UpdateAccountCommand,
} from '@aws-sdk/client-api-gateway';
import {
  ApiGatewayV2Client,
  GetApiCommand,
  GetApisCommand,
  GetStageCommand as GetHttpStageCommand,
  GetVpcLinksCommand,
} from '@aws-sdk/client-apigatewayv2';
import { type LocalAws, startLocalAws } from '../server/startLocalAws';
import { clientConfig, seed } from '../__testUtils__/seed';

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
      seed(world, 'AWS::ApiGateway::Stage', 'rest123|prod', {
        RestApiId: 'rest123',
        StageName: 'prod',
        DeploymentId: 'dep1',
        TracingEnabled: true,
        Variables: { Backend: 'alb' },
      });
    });

    it('have a role for logs until it is removed', async () => {
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

    it('have stages', async () => {
      const stage = await client.send(
        new GetStageCommand({ restApiId: 'rest123', stageName: 'prod' }),
      );
      expect(stage).toMatchObject({
        deploymentId: 'dep1',
        tracingEnabled: true,
        variables: { Backend: 'alb' },
      });
    });

    it('that do not exist are reported as not found', async () => {
      await expect(
        client.send(
          new GetStageCommand({ restApiId: 'lost', stageName: 'prod' }),
        ),
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

    it('have stages', async () => {
      const stage = await client.send(
        new GetHttpStageCommand({ ApiId: 'http123', StageName: 'prod' }),
      );
      expect(stage).toMatchObject({ StageName: 'prod', AutoDeploy: true });
      expect(stage.LastUpdatedDate).toBeInstanceOf(Date);
    });

    it('have VPC links', async () => {
      const { Items } = await client.send(new GetVpcLinksCommand({}));
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
