import type { LocalAws } from '@streamflix/local-aws';
import { account, startAccess } from '../__testUtils__/startAccess';
import type { AwsAccess } from '../aws/AwsAccess';
import { quotaChecks } from './quotas';

const target = { account, region: 'eu-west-2' };

describe('the check of the quota of Fargate vCPUs', () => {
  let aws: LocalAws;
  let access: AwsAccess;
  beforeEach(async () => {
    ({ aws, access } = await startAccess());
  });
  afterEach(() => aws.stop());

  async function check(quota: number, Values: number[]) {
    const answering = (answer: object) => ({
      value: { send: async () => answer },
    });
    const clients = Object.create(await access.clients(target), {
      serviceQuotas: answering({ Quota: { Value: quota } }),
      cloudWatch: answering({ MetricDataResults: [{ Values }] }),
    });
    const fargate = quotaChecks.find(({ id }) => id === 'quota-L-3032A538');
    return fargate?.run({ access, clients, target, environments: 1 });
  }

  it('fails when everything is in use', async () => {
    expect(await check(6, [6])).toMatchObject([
      {
        state: 'failed',
        message: expect.stringMatching(/^6 of 6 used\. For 1 more: /),
      },
    ]);
  });

  it('is unknown when CloudWatch has no figure', async () => {
    expect(await check(1000, [])).toEqual([
      {
        state: 'unknown',
        message: '1000 in all. CloudWatch has no figure of what is used.',
      },
    ]);
  });
});
