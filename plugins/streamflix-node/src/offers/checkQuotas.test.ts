import { CreateStackCommand } from '@aws-sdk/client-cloudformation';
import type { EnvironmentInput } from '@streamflix/backstage-plugin-streamflix-common';
import type { LocalAws } from '@streamflix/local-aws';
import { specOf } from '../__testUtils__/specOf';
import { account, startAccess } from '../__testUtils__/startAccess';
import { checkQuotas } from './checkQuotas';

const region = 'eu-west-2';
const mediaProcessing = { region, blueprint: 'media-processing' } as const;

describe('checkQuotas', () => {
  let aws: LocalAws;
  afterEach(() => aws.stop());

  async function check(
    options: Parameters<typeof startAccess>[0],
    given: Partial<EnvironmentInput> = {},
    running?: Partial<EnvironmentInput>,
    existing: Record<string, object> = {},
    values?: number[],
  ) {
    const { access, ...started } = await startAccess(options);
    aws = started.aws;
    const clients = await access.clients({ account, region });
    const answer = { MetricDataResults: [{ Values: values }] };
    const answering = values
      ? Object.create(clients, {
          cloudWatch: { value: { send: async () => answer } },
        })
      : clients;
    if (Object.keys(existing).length > 0) {
      await clients.cloudFormation.send(
        new CreateStackCommand({
          StackName: 'existing',
          TemplateBody: JSON.stringify({ Resources: existing }),
        }),
      );
    }
    const warnings = await checkQuotas(
      { ...access, clients: async () => answering },
      { account, region },
      specOf({ ...mediaProcessing, ...given }),
      running && specOf({ ...mediaProcessing, ...running }),
    );
    return warnings.map(({ message }) => message);
  }

  const vpcs = Object.fromEntries(
    Array.from({ length: 4 }, (_, index) => [
      `Vpc${index}`,
      {
        Type: 'AWS::EC2::VPC',
        Properties: { CidrBlock: `10.${index}.0.0/16` },
      },
    ]),
  );

  it('finds nothing where every quota leaves room', async () => {
    expect(await check({})).toEqual([]);
  });

  it('counts the default VPC and the VPCs of others', async () => {
    expect(await check({}, {}, undefined, vpcs)).toEqual([
      'Quota of VPCs: 5 of 5 are used in eu-west-2, and this environment needs 1 more. An administrator can request an increase to at least 6 (Service Quotas, vpc, L-F678F1CE).',
    ]);
  });

  it('reports the vCPUs of a rolling update and of the maximum, which a new account lacks', async () => {
    expect(await check({ account: 'fresh' })).toEqual([
      'Quota of Fargate vCPUs: 0 of 6 are used in eu-west-2, and this environment uses 8 while its tasks are replaced and up to 40 at its maximum. An administrator can request an increase to at least 40 (Service Quotas, fargate, L-3032A538).',
    ]);
  });

  describe('of Fargate vCPUs, by the figure of CloudWatch', () => {
    const service = { cpu: 1024, minTasks: 1, maxTasks: 1 } as const;
    const fresh = { account: 'fresh' } as const;

    it('counts what other tasks of the account use', async () => {
      expect(await check(fresh, { service }, undefined, {}, [5])).toEqual([
        'Quota of Fargate vCPUs: 5 of 6 are used in eu-west-2, and this environment uses 2 while its tasks are replaced. An administrator can request an increase to at least 7 (Service Quotas, fargate, L-3032A538).',
      ]);
      await aws.stop();
      expect(await check(fresh, { service }, undefined, {}, [4])).toEqual([]);
    });

    it('does not count the environment’s own tasks twice', async () => {
      const changed = { service: { ...service, minTasks: 2, maxTasks: 2 } };
      expect(await check(fresh, changed, { service }, {}, [3])).toEqual([]);
      await aws.stop();
      const [message] = await check(fresh, changed, { service }, {}, [4]);
      expect(message).toContain('increase to at least 7');
    });

    it('is unknown without a figure', async () => {
      expect(await check({}, { service }, undefined, {}, [])).toEqual([
        expect.stringMatching(
          /^Quota of Fargate vCPUs: \d+ in eu-west-2, for everything in the account; how many are used is unknown, since CloudWatch has no figure\. This environment uses 2 while its tasks are replaced\.$/,
        ),
      ]);
    });
  });

  it('counts no tasks on spot capacity', async () => {
    const service = { maxTasks: 3, cpu: 1024 } as const;
    expect(
      await check(
        { account: 'fresh' },
        {
          service: {
            ...service,
            maxTasks: 12,
            fargateBase: 2,
            spotWeight: 2,
          },
        },
      ),
    ).toEqual([]);
    await aws.stop();
    const [message] = await check(
      { account: 'fresh' },
      { service: { ...service, maxTasks: 12 } },
    );
    expect(message).toContain('up to 12 at its maximum');
  });

  it('reports of a change only what it needs in addition', async () => {
    expect(await check({ account: 'fresh' }, {}, {}, vpcs)).toEqual([]);
    await aws.stop();
    const [message] = await check(
      { account: 'fresh' },
      { service: { maxTasks: 30 } },
      {},
    );
    expect(message).toContain('up to 60 at its maximum');
  });

  it('reports once what it may not read', async () => {
    const unread = await check({
      account: 'fresh',
      faults: [
        {
          kind: 'deny',
          service: 'servicequotas',
          operation: 'GetServiceQuota',
        },
      ],
    });
    expect(unread).toEqual([
      expect.stringMatching(
        /^Whether the quotas of the account leave room could not be checked: AWS denies servicequotas:GetServiceQuota/,
      ),
    ]);
  });
});
