import { startLocalAws, type LocalAws } from '@streamflix/local-aws';
import { accessTo } from '../__testUtils__/startAccess';
import { checkAccount } from './checkAccount';

const account = '000000000000';
const region = 'eu-west-2';

describe('the check of an account', () => {
  let aws: LocalAws | undefined;
  afterEach(() => aws?.stop());

  async function check(
    options: Parameters<typeof startLocalAws>[0],
    at = region,
    settings: Parameters<typeof accessTo>[1] = {},
    environments = 1,
  ) {
    aws = await startLocalAws(options);
    const access = accessTo(aws.url, {
      secrets: { allow: ['streamflix/*'] },
      ...settings,
    });
    const report = await checkAccount(
      access,
      { account, region: at },
      { environments, describeError: error => error.message },
    );
    return report.findings;
  }
  const stateOf = (findings: Awaited<ReturnType<typeof check>>) =>
    Object.fromEntries(findings.map(({ id, state }) => [id, state]));

  it('finds nothing in an account that is ready, but recommends a boundary', async () => {
    const findings = await check({});
    expect(findings.filter(({ state }) => state !== 'ok')).toEqual([
      {
        id: 'permissions-boundary',
        title: 'Permissions boundary',
        state: 'warning',
        message:
          'None is configured, so only its template limits a role of an environment. Create one, then set streamflix.aws.permissionsBoundary to streamflix-boundary.',
        fix: expect.stringMatching(
          /^streamflix policy complete .*--permissions-boundary streamflix-boundary .* && aws iam create-policy --policy-name streamflix-boundary --policy-document file:\/\/policies\/boundary\.json$/,
        ),
      },
    ]);
    expect(findings.map(({ id }) => id)).toEqual(
      expect.arrayContaining([
        'credentials',
        'region',
        'service-linked-roles',
        'api-log-role',
        'allowed-secrets',
      ]),
    );
  });

  it('finds what a new account lacks, each with the command that corrects it', async () => {
    const findings = await check({ account: 'fresh' }, region, {
      secrets: { allow: ['team/*'] },
      staging: { bucket: 'templates-{account}' },
      aws: {
        permissionsBoundary: 'platform/streamflix-boundary',
        executionRole: 'streamflix-cloudformation',
      },
    });
    expect(stateOf(findings)).toMatchObject({
      credentials: 'ok',
      'permissions-boundary': 'failed',
      'execution-role': 'failed',
      'service-linked-roles': 'warning',
      'api-log-role': 'failed',
      'allowed-secrets': 'warning',
    });
    for (const { state, fix } of findings) {
      expect(Boolean(fix)).toBe(state !== 'ok');
    }
    const options =
      "--account 000000000000 --permissions-boundary platform/streamflix-boundary --execution-role streamflix-cloudformation --allow-secrets 'team/*' --allow-images 'public.ecr.aws/*' 'registry.example.com/*' --staging-bucket 'templates-{account}' --directory policies";
    expect(
      findings.find(({ id }) => id === 'permissions-boundary')?.fix,
    ).toContain(
      `streamflix policy complete ${options} && streamflix policy content-delivery ${options} && `,
    );
    // The 8 vCPUs that media-processing needs while it replaces its tasks.
    expect(findings).toContainEqual({
      id: 'quota-L-3032A538',
      title: 'Quota: Fargate vCPUs',
      state: 'warning',
      message: '0 of 6 used. For 1 more: media-processing needs 8.',
      fix: 'aws service-quotas request-service-quota-increase --region eu-west-2 --service-code fargate --quota-code L-3032A538 --desired-value 8',
    });
  });

  it('counts what the account uses, and what the further environments need', async () => {
    const findings = await check({}, region, {}, 5);
    const quota = (code: string) =>
      findings.find(({ id }) => id === `quota-${code}`);
    expect(quota('L-F678F1CE')).toMatchObject({
      state: 'failed',
      message: expect.stringMatching(
        /^1 of 5 used\. For 5 more: media-processing needs 5, /,
      ),
      fix: expect.stringContaining('--desired-value 6'),
    });
    expect(quota('L-0263D0A3')).toMatchObject({
      state: 'warning',
      message: '0 of 5 used. For 5 more: content-delivery needs 15.',
    });
    expect(quota('L-3032A538')).toMatchObject({ state: 'ok' });
  });

  it('names the blueprints that the region lacks a part of', async () => {
    const findings = await check({}, 'eu-west-3');
    const messages = findings
      .filter(({ id }) => id === 'blueprints')
      .map(({ state, message }) => `${state} ${message}`);
    expect(messages).toEqual([
      expect.stringMatching(
        /^ok media-processing: zones euw3-az1, euw3-az3, PostgreSQL 16/,
      ),
      expect.stringMatching(
        /^ok content-delivery cannot be created here with its defaults\. Availability zones must be at most 2/,
      ),
      expect.stringMatching(/^ok video-pipeline: zones/),
      expect.stringMatching(/^ok broadcast cannot be created here/),
      expect.stringMatching(/^ok complete: zones euw3-az1, euw3-az3/),
    ]);
  });

  it('reports secrets that are scheduled for deletion', async () => {
    const findings = await check({ account: 'broken' });
    expect(findings).toContainEqual({
      id: 'allowed-secrets',
      title: 'Secrets',
      state: 'warning',
      message: 'Secret streamflix/database is scheduled for deletion.',
      fix: 'aws secretsmanager restore-secret --region eu-west-2 --secret-id streamflix/database',
    });
  });

  it('distinguishes a region that is not enabled from wrong credentials, and checks nothing else there', async () => {
    expect(await check({ account: 'fresh' }, 'eu-south-2')).toEqual([
      expect.objectContaining({ id: 'credentials', state: 'ok' }),
      {
        id: 'region',
        title: 'Region',
        state: 'failed',
        message:
          'Account 000000000000 has not enabled eu-south-2, which takes minutes to hours.',
        fix: 'aws account enable-region --region-name eu-south-2',
      },
    ]);
  });

  it('names both causes where it may not ask whether the region is enabled', async () => {
    const findings = await check(
      {
        account: 'fresh',
        faults: [{ kind: 'deny', operation: 'DescribeRegions' }],
      },
      'eu-south-2',
    );
    expect(findings.at(-1)).toMatchObject({
      state: 'failed',
      message:
        'eu-south-2 refuses credentials that us-east-1 accepts: account 000000000000 has not enabled it, which takes minutes to hours, or they are a session token of the global endpoint of STS, which by default is not valid there.',
    });
  });

  it('distinguishes a region that a policy denies from one that is not enabled', async () => {
    const findings = await check(
      {
        faults: [
          {
            kind: 'deny',
            policy: 'service control',
            explicit: true,
            region: 'eu-west-3',
          },
        ],
      },
      'eu-west-3',
    );
    expect(findings.slice(0, 2)).toMatchObject([
      { id: 'credentials', state: 'ok' },
      {
        id: 'region',
        state: 'failed',
        message:
          'A policy denies calls in eu-west-3 that it allows in us-east-1, such as a service control policy of the organization that limits the regions of account 000000000000.',
      },
    ]);
  });

  it('reports what it may not read as unknown, and still reports the rest', async () => {
    const findings = await check({
      faults: [{ kind: 'deny', service: 'iam', operation: 'GetRole' }],
    });
    expect(stateOf(findings)).toMatchObject({
      'service-linked-roles': 'unknown',
      'api-log-role': 'ok',
    });
    expect(
      findings.find(({ id }) => id === 'service-linked-roles')?.message,
    ).toContain('iam:GetRole');
  });
});
