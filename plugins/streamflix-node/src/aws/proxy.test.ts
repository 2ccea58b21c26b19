import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { ConfigReader } from '@backstage/config';
import type { JsonObject } from '@backstage/types';
import { startLocalAws, type LocalAws } from '@streamflix/local-aws';
import { startInspectingProxy } from '../__testUtils__/startInspectingProxy';
import { createAwsAccess } from './createAwsAccess';

const keys = { accessKeyId: 'local', secretAccessKey: 'local' };
const account = '000000000000';

const session = {
  accessKeyId: 'local',
  secretAccessKey: 'local',
  sessionToken: 'session',
};

const resultOf = (operation: string) =>
  `<${operation}Result><Credentials><AccessKeyId>${session.accessKeyId}</AccessKeyId><SecretAccessKey>${session.secretAccessKey}</SecretAccessKey><SessionToken>${session.sessionToken}</SessionToken><Expiration>2099-01-01T00:00:00Z</Expiration></Credentials></${operation}Result>`;

/** What local AWS does not emulate: IAM Identity Center, and web identities. */
const answers = {
  'oidc.eu-west-2.amazonaws.com': JSON.stringify({
    accessToken: 'new-token',
    expiresIn: 3600,
  }),
  'portal.sso.eu-west-2.amazonaws.com': JSON.stringify({
    roleCredentials: { ...session, expiration: Date.now() + 3_600_000 },
  }),
  'sts.us-east-1.amazonaws.com': `<Response xmlns="https://sts.amazonaws.com/doc/2011-06-15/">${resultOf(
    'AssumeRole',
  )}${resultOf('AssumeRoleWithWebIdentity')}</Response>`,
};

const profiles = `[profile work]
sso_session = company
sso_account_id = ${account}
sso_role_name = portal
[sso-session company]
sso_region = eu-west-2
sso_start_url = https://company.awsapps.com/start
[profile role]
role_arn = arn:aws:iam::${account}:role/portal
source_profile = keys
[profile keys]
aws_access_key_id = local
aws_secret_access_key = local
[profile web]
role_arn = arn:aws:iam::${account}:role/portal
web_identity_token_file = TOKEN_FILE
`;

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

  describe('for credentials that come from elsewhere', () => {
    let home: string;
    beforeEach(async () => {
      home = mkdtempSync(join(tmpdir(), 'streamflix-proxy-'));
      writeFileSync(join(home, 'token'), 'web-identity');
      writeFileSync(
        join(home, 'config'),
        profiles.replace('TOKEN_FILE', join(home, 'token')),
      );
      signIn('2020-01-01T00:00:00Z');
      Object.assign(process.env, {
        HOME: home,
        AWS_CONFIG_FILE: join(home, 'config'),
        AWS_SHARED_CREDENTIALS_FILE: join(home, 'none'),
        AWS_EC2_METADATA_DISABLED: 'true',
      });
      for (const name of ['AWS_PROFILE', 'AWS_ACCESS_KEY_ID', 'AWS_REGION']) {
        delete process.env[name];
      }
      await proxy.stop();
      proxy = await startInspectingProxy(aws.url, answers);
      process.env.HTTPS_PROXY = proxy.url;
      setDefaultCACertificates([...trusted, proxy.certificate]);
    });
    afterEach(() => rmSync(home, { recursive: true, force: true }));

    /** Leaves a session as `aws sso login` does. */
    function signIn(expiresAt: string) {
      const cache = join(home, '.aws/sso/cache');
      mkdirSync(cache, { recursive: true });
      const name = createHash('sha1').update('company').digest('hex');
      writeFileSync(
        join(cache, `${name}.json`),
        JSON.stringify({
          accessToken: 'token',
          expiresAt,
          clientId: 'client',
          clientSecret: 'secret',
          refreshToken: 'refresh',
        }),
      );
    }

    /** The hosts called before the account's own services, of which the last is CloudFormation. */
    async function hostsBefore(section: JsonObject) {
      const access = accessTo({ mainAccount: {}, ...section });
      const { cloudFormation } = await access.clients({
        account,
        region: 'eu-west-2',
      });
      await cloudFormation.send(new DescribeStacksCommand({}));
      const own = ['sts.eu-west-2', 'cloudformation.eu-west-2'].map(
        host => `${host}.amazonaws.com:443`,
      );
      return [...new Set(proxy.hosts)].filter(host => !own.includes(host));
    }

    it('receives the calls of a session of IAM Identity Center, in the region of the session', async () => {
      const mainAccount = { profile: 'work' };
      // The session has expired, so it is refreshed first.
      expect(await hostsBefore({ mainAccount })).toEqual([
        'oidc.eu-west-2.amazonaws.com:443',
        'portal.sso.eu-west-2.amazonaws.com:443',
      ]);
    });

    it('receives them when the environment names the profile, and the portal assumes a role with it', async () => {
      process.env.AWS_PROFILE = 'work';
      signIn('2099-01-01T00:00:00Z');
      const accounts = [{ accountId: account, roleName: 'portal' }];
      expect(await hostsBefore({ accounts })).toEqual([
        'portal.sso.eu-west-2.amazonaws.com:443',
        'sts.us-east-1.amazonaws.com:443',
      ]);
    });

    it.each([
      ['the environment', {}],
      ['a profile', { mainAccount: { profile: 'web' } }],
      [
        'an account in the configuration',
        { accounts: [{ accountId: account, roleName: 'portal' }] },
      ],
    ])('receives the call for a web identity of %s', async (_, section) => {
      if (!('mainAccount' in section)) {
        process.env.AWS_WEB_IDENTITY_TOKEN_FILE = join(home, 'token');
        process.env.AWS_ROLE_ARN = `arn:aws:iam::${account}:role/portal`;
      }
      expect(await hostsBefore(section)).toEqual([
        'sts.us-east-1.amazonaws.com:443',
      ]);
    });

    it('receives the call of a profile that assumes a role', async () => {
      const mainAccount = { profile: 'role' };
      expect(await hostsBefore({ mainAccount })).toEqual([
        'sts.us-east-1.amazonaws.com:443',
      ]);
    });
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
