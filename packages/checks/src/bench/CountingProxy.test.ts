import {
  CloudFormationClient,
  DescribeStacksCommand,
} from '@aws-sdk/client-cloudformation';
import {
  CreateSecretCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { startLocalAws, type LocalAws } from '@streamflix/local-aws';
import { CountingProxy } from './CountingProxy';

describe('the counting proxy', () => {
  let aws: LocalAws;
  let proxy: CountingProxy;
  beforeEach(async () => {
    aws = await startLocalAws();
    proxy = await CountingProxy.start(aws.url);
  });
  afterEach(async () => {
    await proxy.stop();
    await aws.stop();
  });

  const clientOptions = () => ({
    endpoint: proxy.url,
    region: 'eu-west-2',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });

  it('passes everything on, and counts it under its name whatever protocol is spoken', async () => {
    proxy.mentions.set('mine', 0);
    const cloudFormation = new CloudFormationClient(clientOptions());
    const secrets = new SecretsManagerClient(clientOptions());
    const { Stacks } = await cloudFormation.send(new DescribeStacksCommand({}));
    expect(Stacks ?? []).toEqual([]);
    const { Name } = await secrets.send(
      new CreateSecretCommand({ Name: 'mine', SecretString: 'x' }),
    );
    expect(Name).toBe('mine');
    await cloudFormation.send(new DescribeStacksCommand({}));
    expect(Object.fromEntries(proxy.calls)).toEqual({
      'cloudformation:DescribeStacks': 2,
      'secretsmanager:CreateSecret': 1,
    });
    expect(proxy.mentions.get('mine')).toBe(1);
  });

  it('passes refusals on as they are', async () => {
    const cloudFormation = new CloudFormationClient(clientOptions());
    await expect(
      cloudFormation.send(new DescribeStacksCommand({ StackName: 'none' })),
    ).rejects.toThrow('Stack with id none does not exist');
  });

  it('counts a retry as another call', async () => {
    aws.faults.add({ kind: 'throttle', operation: 'DescribeStacks', times: 1 });
    const cloudFormation = new CloudFormationClient(clientOptions());
    await cloudFormation.send(new DescribeStacksCommand({}));
    expect(proxy.calls.get('cloudformation:DescribeStacks')).toBe(2);
  });
});
