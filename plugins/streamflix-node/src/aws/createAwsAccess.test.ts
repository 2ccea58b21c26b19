import { ConfigReader } from '@backstage/config';
import type { JsonObject } from '@backstage/types';
import { DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { ListClustersCommand } from '@aws-sdk/client-ecs';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { startLocalAws, type LocalAws } from '@streamflix/local-aws';
import { AwsError } from './AwsError';
import { createAwsAccess } from './createAwsAccess';

const accountOfLocalAws = '000000000000';
const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };

const createAccess = (endpoint: string, more: JsonObject = {}) =>
  createAwsAccess({
    config: new ConfigReader({
      streamflix: {
        regions: ['eu-west-2', 'ca-central-1'],
        aws: { endpoint },
      },
      aws: { mainAccount: credentials },
      ...more,
    }),
  });

describe('access to AWS', () => {
  let aws: LocalAws;
  beforeAll(async () => {
    aws = await startLocalAws({ speed: 6000 });
  });
  afterAll(() => aws.stop());

  it("uses the caller's own account when none is configured, in every configured region", async () => {
    const access = createAccess(aws.url);
    expect(await access.defaultAccount()).toBe(accountOfLocalAws);
    expect(await access.targets()).toEqual([
      { account: accountOfLocalAws, region: 'eu-west-2' },
      { account: accountOfLocalAws, region: 'ca-central-1' },
    ]);
  });

  it('recognises local AWS by the name it gives its caller', async () => {
    expect(await createAccess(aws.url).isLocalAws()).toBe(true);
  });

  it('keeps its clients, so that connections and credentials are shared', async () => {
    const access = createAccess(aws.url);
    const target = { account: accountOfLocalAws, region: 'eu-west-2' };
    const [first, second] = await Promise.all([
      access.clients(target),
      access.clients(target),
    ]);
    expect(second.cloudFormation).toBe(first.cloudFormation);
    const { Account } = await first.sts.send(new GetCallerIdentityCommand({}));
    expect(Account).toBe(accountOfLocalAws);
  });

  it('refreshes the credentials of a role that expire early, and retries', async () => {
    process.env.AWS_ENDPOINT_URL = aws.url;
    const access = createAwsAccess({
      config: new ConfigReader({
        streamflix: { regions: ['eu-west-2'] },
        aws: {
          mainAccount: credentials,
          accounts: [{ accountId: accountOfLocalAws, roleName: 'deploy' }],
        },
      }),
    });
    const target = { account: accountOfLocalAws, region: 'eu-west-2' };
    const { cloudFormation, ecs } = await access.clients(target);
    const ask = async () => {
      await cloudFormation.send(new DescribeStacksCommand({}));
      await ecs.send(new ListClustersCommand({}));
    };
    await ask();
    // Expires the current session; later sessions are valid.
    const [id] = aws.faults.add({ kind: 'expire-credentials' });
    await ask();
    expect(aws.faults.get(id)?.strikes).toBe(2);
    aws.faults.clear();
    delete process.env.AWS_ENDPOINT_URL;
  });

  it('reports expired credentials that cannot be refreshed', async () => {
    const access = createAccess(aws.url);
    const target = { account: accountOfLocalAws, region: 'eu-west-2' };
    const { cloudFormation } = await access.clients(target);
    aws.faults.add({ kind: 'expire-credentials', accessKeyId: 'local' });
    await expect(
      cloudFormation.send(new DescribeStacksCommand({})),
    ).rejects.toThrow(/have expired\. Renew them, then try again\./);
    aws.faults.clear();
  });

  it('refuses an account without credentials, and names the setting to add it to', async () => {
    await expect(
      createAccess(aws.url).clients({
        account: '111122223333',
        region: 'eu-west-2',
      }),
    ).rejects.toThrow(
      'There are no credentials for AWS account 111122223333: the available ones belong to 000000000000. Use credentials of that account, or add it to aws.accounts in the configuration.',
    );
  });

  it('takes the credentials of a configured account', async () => {
    const access = createAccess(aws.url, {
      aws: { accounts: [{ accountId: '111122223333', ...credentials }] },
    });
    const { sts } = await access.clients({
      account: '111122223333',
      region: 'eu-west-2',
    });
    expect((await sts.send(new GetCallerIdentityCommand({}))).Account).toBe(
      accountOfLocalAws,
    );
  });

  it.each([
    { accounts: [{ accountId: '111122223333', roleName: 'streamflix' }] },
    { accountDefaults: { roleName: 'streamflix' } },
  ])(
    'never sends a call meant for local AWS to AWS through an assumed role: %j',
    async section => {
      const access = createAccess(aws.url, {
        aws: { mainAccount: credentials, ...section },
      });
      await expect(
        access.clients({ account: '111122223333', region: 'eu-west-2' }),
      ).rejects.toThrow(
        'AWS account 111122223333 is reached by assuming a role, and streamflix.aws.endpoint does not apply to that call. Set the environment variable AWS_ENDPOINT_URL as well.',
      );
    },
  );
});

describe('access to AWS that is not available', () => {
  it('reports an unreachable endpoint within seconds', async () => {
    const began = Date.now();
    const failure = createAccess('http://127.0.0.1:9').defaultAccount();
    await expect(failure).rejects.toThrow(AwsError);
    await expect(failure).rejects.toMatchObject({
      kind: 'unreachable',
      message:
        'AWS cannot be reached in eu-west-2. Check the network, the proxy (HTTPS_PROXY, NO_PROXY) and the endpoint (streamflix.aws.endpoint or AWS_ENDPOINT_URL), then try again. (connect ECONNREFUSED 127.0.0.1:9)',
    });
    expect(Date.now() - began).toBeLessThan(5_000);
  });

  it('retries at the next call', async () => {
    const aws = await startLocalAws({ speed: 6000 });
    const access = createAccess(aws.url);
    const { port } = new URL(aws.url);
    await aws.stop();
    await expect(access.isLocalAws()).rejects.toThrow('cannot be reached');
    const again = await startLocalAws({ port: Number(port), speed: 6000 });
    expect(await access.isLocalAws()).toBe(true);
    await again.stop();
  });

  describe('because there are no credentials', () => {
    const before = { ...process.env };
    beforeEach(() => {
      for (const name of Object.keys(process.env)) {
        if (name.startsWith('AWS_')) delete process.env[name];
      }
      process.env.AWS_EC2_METADATA_DISABLED = 'true';
      process.env.AWS_SHARED_CREDENTIALS_FILE = '/nowhere/credentials';
      process.env.AWS_CONFIG_FILE = '/nowhere/config';
    });
    afterEach(() => {
      process.env = before;
    });

    it('reports it with their endpoint', async () => {
      const access = createAccess('http://127.0.0.1:9', { aws: {} });
      await expect(access.defaultAccount()).rejects.toMatchObject({
        kind: 'credentials',
        message: expect.stringMatching(
          /^There are no valid AWS credentials for eu-west-2\. Set aws\.mainAccount or aws\.accounts in the configuration, or give the process credentials as the AWS CLI takes them\./,
        ),
      });
    });
  });
});
