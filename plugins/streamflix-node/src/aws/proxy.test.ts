import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { ConfigReader } from '@backstage/config';
import type { JsonObject } from '@backstage/types';
import { startLocalAws, type LocalAws } from '@streamflix/local-aws';
import { startInspectingProxy } from '../__testUtils__/startInspectingProxy';
import { createAwsAccess } from './createAwsAccess';

const keys = { accessKeyId: 'local', secretAccessKey: 'local' };
const account = '000000000000';

const accessTo = (more: JsonObject = {}, endpoint?: string) =>
  createAwsAccess({
    config: new ConfigReader({
      streamflix: {
        regions: ['eu-west-2'],
        aws: endpoint ? { endpoint } : {},
      },
      aws: { mainAccount: keys, ...more },
    }),
  });

describe('a proxy in the environment', () => {
  const proxyVariables = ['HTTPS_PROXY', 'HTTP_PROXY', 'NO_PROXY', 'no_proxy'];
  const before = { ...process.env };
  const trusted = getCACertificates('default');
  let aws: LocalAws;
  let proxy: Awaited<ReturnType<typeof startInspectingProxy>>;
  beforeAll(async () => {
    aws = await startLocalAws({ port: 0, speed: 6000 });
  });
  afterAll(() => aws.stop());

  beforeEach(async () => {
    for (const name of proxyVariables) delete process.env[name];
    proxy = await startInspectingProxy(aws.url);
    process.env.HTTPS_PROXY = proxy.url;
  });
  afterEach(async () => {
    setDefaultCACertificates(trusted);
    process.env = { ...before };
    await proxy.stop();
  });

  it('receives the calls to AWS, which trust its authority when Node does', async () => {
    setDefaultCACertificates([...trusted, proxy.certificate]);
    const access = accessTo();
    const { cloudFormation } = await access.clients({
      account,
      region: 'eu-west-2',
    });
    await cloudFormation.send(new DescribeStacksCommand({}));
    expect(proxy.hosts).toEqual([
      'sts.eu-west-2.amazonaws.com:443',
      'cloudformation.eu-west-2.amazonaws.com:443',
    ]);
  });

  it('receives the call that assumes a role, although another package makes that client', async () => {
    setDefaultCACertificates([...trusted, proxy.certificate]);
    const access = accessTo({
      accounts: [{ accountId: account, roleName: 'portal' }],
    });
    const { cloudFormation } = await access.clients({
      account,
      region: 'eu-west-2',
    });
    await cloudFormation.send(new DescribeStacksCommand({}));
    expect(proxy.hosts).toEqual([
      'sts.us-east-1.amazonaws.com:443',
      'cloudformation.eu-west-2.amazonaws.com:443',
    ]);
  });

  it('that inspects TLS is named as the cause, with NODE_EXTRA_CA_CERTS, when Node does not trust its authority', async () => {
    await expect(accessTo().defaultAccount()).rejects.toMatchObject({
      kind: 'unreachable',
      causeId: 'tls-proxy-ca-untrusted',
      message: expect.stringContaining('NODE_EXTRA_CA_CERTS'),
      publicMessage: expect.stringContaining('inspects TLS'),
    });
    expect(proxy.hosts).not.toEqual([]);
  });

  it('does not receive calls to hosts that NO_PROXY names', async () => {
    process.env.NO_PROXY = '.invalid';
    const access = accessTo({}, 'https://aws.invalid');
    await expect(access.defaultAccount()).rejects.toMatchObject({
      kind: 'unreachable',
    });
    expect(proxy.hosts).toEqual([]);
  });

  it('does not receive calls to local AWS on this machine', async () => {
    process.env.HTTP_PROXY = proxy.url;
    const access = accessTo({}, aws.url);
    expect(await access.defaultAccount()).toBe(account);
    expect(proxy.hosts).toEqual([]);
  });
});
