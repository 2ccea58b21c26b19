import type { EnvironmentInput } from '@streamflix/backstage-plugin-streamflix-common';
import type { LocalAws } from '@streamflix/local-aws';
import { specOf } from '../__testUtils__/specOf';
import { account, startAccess } from '../__testUtils__/startAccess';
import type { AwsAccess } from '../aws/AwsAccess';
import { chooseZones } from './chooseZones';

const mediaProcessing = { blueprint: 'media-processing' } as const;

describe('chooseZones', () => {
  let aws: LocalAws;
  let access: AwsAccess;
  beforeEach(async () => {
    ({ aws, access } = await startAccess());
  });
  afterEach(() => aws.stop());

  const choose = (
    region: string,
    given?: Partial<EnvironmentInput>,
    running?: Partial<EnvironmentInput>,
  ) =>
    chooseZones(
      access,
      { account, region },
      specOf({ ...mediaProcessing, region, ...given }),
      running && specOf({ ...mediaProcessing, region, ...running }),
    );

  it.each([
    ['eu-west-2', ['euw2-az1', 'euw2-az2']],
    ['eu-west-3', ['euw3-az1', 'euw3-az3']],
    ['ap-east-1', ['ape1-az2', 'ape1-az3']],
    ['ca-central-1', ['cac1-az1', 'cac1-az2']],
    ['us-west-1', ['usw1-az1', 'usw1-az3']],
    ['ap-northeast-1', ['apne1-az1', 'apne1-az2']],
  ])(
    'chooses zones of %s that every part supports',
    async (region, zoneIds) => {
      expect(await choose(region)).toEqual({
        zoneIds,
        problems: [],
        warnings: [],
      });
    },
  );

  it('accepts three zones for broadcast in Tokyo, where AWS has three that every part supports', async () => {
    const choice = await choose('ap-northeast-1', {
      blueprint: 'broadcast',
      network: { zones: 3, firstPrivateSubnet: 10 },
      secrets: {
        database: 'streamflix/database',
        apiKeys: ['streamflix/api-keys'],
      },
    });
    expect(choice).toMatchObject({
      zoneIds: expect.arrayContaining(['apne1-az1', 'apne1-az2', 'apne1-az4']),
      problems: [],
    });
  });

  it('refuses more zones than the account can use, and reports which are excluded', async () => {
    const region = 'ap-northeast-1';
    const clients = await access.clients({ account, region });
    // An older account has a zone that newer ones do not.
    const AvailabilityZones = [1, 3, 4].map(number => ({
      State: 'available',
      ZoneId: `apne1-az${number}`,
    }));
    const older = Object.create(clients, {
      ec2: { value: { send: async () => ({ AvailabilityZones }) } },
    });
    const { zoneIds, problems } = await chooseZones(
      { ...access, clients: async () => older } as AwsAccess,
      { account, region },
      specOf({
        ...mediaProcessing,
        region,
        network: { zones: 3, firstPrivateSubnet: 10 },
      }),
    );
    expect(zoneIds).toBeUndefined();
    expect(problems).toEqual([
      {
        path: 'network.zones',
        message:
          'Availability zones must be at most 2 in ap-northeast-1 of this account, which has apne1-az1, apne1-az3, apne1-az4; apne1-az3 has no VPC links of API Gateway and no tasks on Fargate.',
      },
    ]);
  });

  it('refuses chosen zones that the account does not have', async () => {
    const { problems } = await choose('eu-west-2', {
      network: { zoneIds: ['euw2-az1', 'euw2-az9'] },
      api: { kind: 'none' },
      service: { enabled: false },
      worker: { enabled: true },
    });
    expect(problems).toEqual([
      {
        path: 'network.zoneIds',
        message:
          'Zone ids must be zones of the account: euw2-az1, euw2-az2, euw2-az3.',
      },
    ]);
  });

  it('keeps the zones of a running environment, and adds to them', async () => {
    const network = { zoneIds: ['euw2-az3', 'euw2-az1'] };
    expect(await choose('eu-west-2', {}, { network })).toMatchObject({
      zoneIds: ['euw2-az3', 'euw2-az1'],
    });
    expect(
      await choose(
        'eu-west-2',
        { network: { zones: 3, firstPrivateSubnet: 10 } },
        { network },
      ),
    ).toMatchObject({ zoneIds: ['euw2-az3', 'euw2-az1', 'euw2-az2'] });
  });

  it('leaves an environment of before zone ids as it is', async () => {
    expect(await choose('eu-west-2', {}, {})).toEqual({
      zoneIds: undefined,
      problems: [],
      warnings: [],
    });
  });

  it('falls back to the documentation when the zones cannot be read, and reports it', async () => {
    aws.faults.add({ kind: 'deny', operation: 'DescribeAvailabilityZones' });
    expect(await choose('us-west-1')).toEqual({
      zoneIds: ['usw1-az1', 'usw1-az3'],
      problems: [],
      warnings: [expect.stringContaining('documentation of 2026')],
    });
  });
});
