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
  ) {
    aws = await startLocalAws(options);
    const access = accessTo(aws.url, {
      secrets: { allow: ['streamflix/*'] },
      ...settings,
    });
    const report = await checkAccount(
      access,
      { account, region: at },
      { environments: 1, describeError: error => error.message },
    );
    return report.findings;
  }
  const stateOf = (findings: Awaited<ReturnType<typeof check>>) =>
    Object.fromEntries(findings.map(({ id, state }) => [id, state]));

  it('finds nothing in an account that is ready', async () => {
    const findings = await check({});
    expect(findings.filter(({ state }) => state !== 'ok')).toEqual([]);
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
          'eu-south-2 is not enabled in account 000000000000. Enabling it takes minutes to hours.',
        fix: 'aws account enable-region --region-name eu-south-2',
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
