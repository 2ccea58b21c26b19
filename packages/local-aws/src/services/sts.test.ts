import {
  AssumeRoleCommand,
  GetCallerIdentityCommand,
  STSClient,
} from '@aws-sdk/client-sts';
import { type LocalAws, startLocalAws } from '../server/startLocalAws';
import { clientConfig } from '../__testUtils__/seed';

describe('STS of local AWS', () => {
  let localAws: LocalAws;
  let sts: STSClient;

  beforeAll(async () => {
    localAws = await startLocalAws();
    sts = new STSClient(clientConfig(localAws.url));
  });
  afterAll(() => localAws.stop());

  it('identifies the caller in an account that cannot exist', async () => {
    const identity = await sts.send(new GetCallerIdentityCommand({}));
    expect(identity).toMatchObject({
      Account: '000000000000',
      Arn: 'arn:aws:iam::000000000000:user/local-aws',
    });
  });

  it('issues credentials for a role, and identifies their user by it', async () => {
    const { Credentials, AssumedRoleUser } = await sts.send(
      new AssumeRoleCommand({
        RoleArn: 'arn:aws:iam::000000000000:role/deployer',
        RoleSessionName: 'task-7',
        DurationSeconds: 900,
      }),
    );
    expect(Credentials?.AccessKeyId).toMatch(/^ASIA/);
    expect(AssumedRoleUser?.Arn).toBe(
      'arn:aws:sts::000000000000:assumed-role/deployer/task-7@local-aws',
    );
    const minutes =
      ((Credentials?.Expiration?.getTime() ?? 0) - Date.now()) / 60_000;
    expect(minutes).toBeGreaterThan(14);
    expect(minutes).toBeLessThanOrEqual(15);

    const asRole = new STSClient({
      ...clientConfig(localAws.url),
      credentials: {
        accessKeyId: Credentials?.AccessKeyId ?? '',
        secretAccessKey: Credentials?.SecretAccessKey ?? '',
        sessionToken: Credentials?.SessionToken,
      },
    });
    const identity = await asRole.send(new GetCallerIdentityCommand({}));
    expect(identity.Arn).toBe(AssumedRoleUser?.Arn);
  });

  it('refuses an invalid role ARN, and a session that is too short', async () => {
    await expect(
      sts.send(
        new AssumeRoleCommand({
          RoleArn: 'arn:aws:iam::000000000000:user/x',
          RoleSessionName: 'me',
        }),
      ),
    ).rejects.toMatchObject({ name: 'ValidationError' });
    await expect(
      sts.send(
        new AssumeRoleCommand({
          RoleArn: 'arn:aws:iam::000000000000:role/x',
          RoleSessionName: 'me',
          DurationSeconds: 60,
        }),
      ),
    ).rejects.toThrow('greater than or equal to 900');
  });
});
