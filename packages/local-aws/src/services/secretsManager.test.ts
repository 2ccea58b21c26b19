import {
  CreateSecretCommand,
  DeleteSecretCommand,
  DescribeSecretCommand,
  GetSecretValueCommand,
  ListSecretsCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { type LocalAws, startLocalAws } from '../server/startLocalAws';
import { clientConfig, REGION, seed } from '../__testUtils__/seed';

describe('Secrets Manager of local AWS', () => {
  let localAws: LocalAws;
  let secrets: SecretsManagerClient;

  beforeAll(async () => {
    localAws = await startLocalAws();
    secrets = new SecretsManagerClient(clientConfig(localAws.url));
  });
  afterAll(() => localAws.stop());

  const valueOf = async (id: string, client = secrets) =>
    (await client.send(new GetSecretValueCommand({ SecretId: id })))
      .SecretString ?? '';

  it('has the StreamFlix secrets in every region from the start, each with a value of its own', async () => {
    const { SecretList = [] } = await secrets.send(
      new ListSecretsCommand({ SortOrder: 'asc' }),
    );
    expect(SecretList.map(({ Name }) => Name)).toEqual([
      'streamflix/database',
      'streamflix/database-replica',
      'streamflix/api-keys',
    ]);
    const elsewhere = new SecretsManagerClient(
      clientConfig(localAws.url, 'ap-northeast-1'),
    );
    const here = JSON.parse(await valueOf('streamflix/database'));
    const there = JSON.parse(await valueOf('streamflix/database', elsewhere));
    expect(here.password).toHaveLength(32);
    expect(here.password).not.toBe(there.password);
  });

  it('stores a value and its previous version', async () => {
    const { ARN } = await secrets.send(
      new CreateSecretCommand({
        Name: 'kept',
        SecretString: 'first',
        Description: 'a test',
        Tags: [{ Key: 'team', Value: 'web' }],
      }),
    );
    expect(ARN).toMatch(
      /^arn:aws:secretsmanager:eu-west-2:000000000000:secret:kept-\w{6}$/,
    );
    await secrets.send(
      new PutSecretValueCommand({ SecretId: 'kept', SecretString: 'second' }),
    );
    expect(await valueOf('kept')).toBe('second');
    expect(await valueOf(ARN ?? '')).toBe('second');
    const previous = await secrets.send(
      new GetSecretValueCommand({
        SecretId: 'kept',
        VersionStage: 'AWSPREVIOUS',
      }),
    );
    expect(previous.SecretString).toBe('first');
    const described = await secrets.send(
      new DescribeSecretCommand({ SecretId: 'kept' }),
    );
    expect(described).toMatchObject({
      Description: 'a test',
      Tags: [{ Key: 'team', Value: 'web' }],
    });
    expect(Object.values(described.VersionIdsToStages ?? {})).toEqual([
      ['AWSPREVIOUS'],
      ['AWSCURRENT'],
    ]);
    expect(described.CreatedDate).toBeInstanceOf(Date);
    expect(JSON.stringify(described)).not.toContain('second');
  });

  it('stores binary values unchanged', async () => {
    await secrets.send(
      new CreateSecretCommand({
        Name: 'bytes',
        SecretBinary: Buffer.from([0, 255, 7]),
      }),
    );
    const { SecretBinary } = await secrets.send(
      new GetSecretValueCommand({ SecretId: 'bytes' }),
    );
    expect(Buffer.from(SecretBinary ?? [])).toEqual(Buffer.from([0, 255, 7]));
  });

  it('accepts the same version twice, but not another value with its token', async () => {
    const token = '00000000-0000-4000-8000-000000000001';
    await secrets.send(
      new CreateSecretCommand({ Name: 'once', SecretString: 'a' }),
    );
    const put = (SecretString: string) =>
      secrets.send(
        new PutSecretValueCommand({
          SecretId: 'once',
          SecretString,
          ClientRequestToken: token,
        }),
      );
    await put('b');
    await expect(put('b')).resolves.toMatchObject({ VersionId: token });
    await expect(put('c')).rejects.toMatchObject({
      name: 'ResourceExistsException',
    });
  });

  it('pages and filters its list', async () => {
    for (const name of ['page/1', 'page/2', 'page/3']) {
      await secrets.send(
        new CreateSecretCommand({
          Name: name,
          SecretString: 'x',
          Tags: [{ Key: 'page', Value: name }],
        }),
      );
    }
    const filter = { Filters: [{ Key: 'name' as const, Values: ['page/'] }] };
    const first = await secrets.send(
      new ListSecretsCommand({ ...filter, MaxResults: 2, SortOrder: 'asc' }),
    );
    const second = await secrets.send(
      new ListSecretsCommand({
        ...filter,
        MaxResults: 2,
        SortOrder: 'asc',
        NextToken: first.NextToken,
      }),
    );
    expect(first.SecretList?.map(({ Name }) => Name)).toEqual([
      'page/1',
      'page/2',
    ]);
    expect(second.SecretList?.map(({ Name }) => Name)).toEqual(['page/3']);
    expect(second.NextToken).toBeUndefined();

    const excluded = await secrets.send(
      new ListSecretsCommand({
        Filters: [
          { Key: 'tag-key', Values: ['page'] },
          { Key: 'name', Values: ['!page/2'] },
        ],
      }),
    );
    expect(excluded.SecretList?.map(({ Name }) => Name).sort()).toEqual([
      'page/1',
      'page/3',
    ]);
  });

  it('hides a deleted secret, and forgets it without a recovery window', async () => {
    await secrets.send(
      new CreateSecretCommand({ Name: 'doomed', SecretString: 'x' }),
    );
    await secrets.send(new DeleteSecretCommand({ SecretId: 'doomed' }));
    await expect(valueOf('doomed')).rejects.toMatchObject({
      name: 'InvalidRequestException',
      message: expect.stringContaining('marked for deletion'),
    });
    await expect(
      secrets.send(
        new CreateSecretCommand({ Name: 'doomed', SecretString: 'y' }),
      ),
    ).rejects.toThrow('scheduled for deletion');
    await secrets.send(
      new DeleteSecretCommand({
        SecretId: 'doomed',
        ForceDeleteWithoutRecovery: true,
      }),
    );
    await expect(valueOf('doomed')).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    });
  });

  it('refuses names that are taken or invalid', async () => {
    await expect(
      secrets.send(
        new CreateSecretCommand({
          Name: 'streamflix/database',
          SecretString: 'x',
        }),
      ),
    ).rejects.toMatchObject({ name: 'ResourceExistsException' });
    await expect(
      secrets.send(new CreateSecretCommand({ Name: 'no spaces' })),
    ).rejects.toMatchObject({ name: 'InvalidParameterException' });
  });

  it('has the secrets of stacks while their resources exist', async () => {
    const arn = `arn:aws:secretsmanager:${REGION}:000000000000:secret:made/by-stack-a1b2c3`;
    const resource = seed(localAws.world, 'AWS::SecretsManager::Secret', arn, {
      GenerateSecretString: {
        SecretStringTemplate: '{"username":"admin"}',
        GenerateStringKey: 'password',
        PasswordLength: 20,
        ExcludePunctuation: true,
      },
      Tags: [{ Key: 'Environment', Value: 'test' }],
    });
    const value = JSON.parse(await valueOf('made/by-stack'));
    expect(value).toEqual({
      username: 'admin',
      password: expect.stringMatching(/^\w{20}$/),
    });
    expect(await valueOf(arn)).toBe(JSON.stringify(value));
    localAws.world.remove(resource);
    await expect(valueOf(arn)).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    });
  });

  it('stores every value that a stack declares, also when it was never read', async () => {
    const arn = `arn:aws:secretsmanager:${REGION}:000000000000:secret:made/twice-a1b2c3`;
    const { world } = localAws;
    const resource = seed(world, 'AWS::SecretsManager::Secret', arn, {
      SecretString: 'first',
    });
    for (const SecretString of ['second', 'third']) {
      world.update(resource, { properties: { SecretString } });
    }
    const previous = await secrets.send(
      new GetSecretValueCommand({ SecretId: arn, VersionStage: 'AWSPREVIOUS' }),
    );
    expect(previous.SecretString).toBe('second');
  });

  it('has the secret in which RDS stores a master password', async () => {
    const arn = `arn:aws:secretsmanager:${REGION}:000000000000:secret:rds!cluster-1234-a1b2c3`;
    seed(
      localAws.world,
      'AWS::RDS::DBCluster',
      'with-managed-password',
      { MasterUsername: 'flix', ManageMasterUserPassword: true },
      { attributes: { 'MasterUserSecret.SecretArn': arn } },
    );
    const described = await secrets.send(
      new DescribeSecretCommand({ SecretId: arn }),
    );
    expect(described).toMatchObject({
      Name: 'rds!cluster-1234',
      OwningService: 'rds',
    });
    expect(JSON.parse(await valueOf(arn))).toMatchObject({ username: 'flix' });
  });
});
