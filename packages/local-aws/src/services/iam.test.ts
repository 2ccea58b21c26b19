import {
  CreateRoleCommand,
  CreateServiceLinkedRoleCommand,
  GetRoleCommand,
  IAMClient,
} from '@aws-sdk/client-iam';
import {
  GetAccountCommand,
  APIGatewayClient,
} from '@aws-sdk/client-api-gateway';
import {
  DescribeSecretCommand,
  ListSecretsCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { clientConfig, seed } from '../__testUtils__/seed';
import { type LocalAws, startLocalAws } from '../server/startLocalAws';
import type { AccountState } from '../world/AccountState';

describe('the account of local AWS', () => {
  let localAws: LocalAws | undefined;
  afterEach(() => localAws?.stop());

  const start = async (account?: AccountState) => {
    localAws = await startLocalAws({ account });
    return clientConfig(localAws.url);
  };
  const ecsRole = new GetRoleCommand({ RoleName: 'AWSServiceRoleForECS' });
  const inEnabledRegion = (config: object) =>
    new STSClient({ ...config, region: 'eu-south-2' }).send(
      new GetCallerIdentityCommand({}),
    );

  it('has everything that environments need, unless it starts otherwise', async () => {
    const config = await start();
    const { Role } = await new IAMClient(config).send(ecsRole);
    expect(Role?.Arn).toBe(
      'arn:aws:iam::000000000000:role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS',
    );
    expect(
      JSON.parse(decodeURIComponent(String(Role?.AssumeRolePolicyDocument))),
    ).toMatchObject({
      Statement: [{ Principal: { Service: 'ecs.amazonaws.com' } }],
    });
    await expect(inEnabledRegion(config)).resolves.toBeDefined();
  });

  it('is as AWS opens it when it is fresh, until it is prepared', async () => {
    const config = await start('fresh');
    const iam = new IAMClient(config);
    await expect(iam.send(ecsRole)).rejects.toMatchObject({
      name: 'NoSuchEntityException',
      message: 'The role with name AWSServiceRoleForECS cannot be found.',
    });
    expect(
      (await new APIGatewayClient(config).send(new GetAccountCommand({})))
        .cloudwatchRoleArn,
    ).toBeUndefined();
    expect(
      (await new SecretsManagerClient(config).send(new ListSecretsCommand({})))
        .SecretList,
    ).toEqual([]);
    await expect(inEnabledRegion(config)).rejects.toMatchObject({
      name: 'InvalidClientTokenId',
    });

    const create = new CreateServiceLinkedRoleCommand({
      AWSServiceName: 'ecs.amazonaws.com',
    });
    await iam.send(create);
    await expect(iam.send(ecsRole)).resolves.toBeDefined();
    await expect(iam.send(create)).rejects.toThrow('has been taken');
  });

  it('has secrets that are scheduled for deletion when it is broken', async () => {
    const config = await start('broken');
    const secret = await new SecretsManagerClient(config).send(
      new DescribeSecretCommand({ SecretId: 'streamflix/database' }),
    );
    expect(secret.DeletedDate).toBeInstanceOf(Date);
  });

  it('shows the roles of stacks of every region, and refuses a second role of a name', async () => {
    const config = await start();
    seed(localAws!.world, 'AWS::IAM::Role', 'service-demo', {
      Path: '/streamflix/',
      AssumeRolePolicyDocument: { Statement: [] },
    });
    const iam = new IAMClient({ ...config, region: 'us-east-1' });
    const { Role } = await iam.send(
      new GetRoleCommand({ RoleName: 'service-demo' }),
    );
    expect(Role?.Path).toBe('/streamflix/');
    await expect(
      iam.send(
        new CreateRoleCommand({
          RoleName: 'service-demo',
          AssumeRolePolicyDocument: '{}',
        }),
      ),
    ).rejects.toMatchObject({ name: 'EntityAlreadyExistsException' });
  });
});
