import type { LocalAws } from '@streamflix/local-aws';
import { CallRecorder } from '../__testUtils__/CallRecorder';
import { account, startAccess } from '../__testUtils__/startAccess';
import type { AwsAccess } from '../aws/AwsAccess';
import { readOffers } from './readOffers';

const target = { account, region: 'eu-west-3' };

describe('readOffers', () => {
  let aws: LocalAws;
  let access: AwsAccess;
  const recorder = new CallRecorder();
  beforeEach(async () => {
    ({ aws, access } = await startAccess({
      faults: [recorder],
      engineVersions: {
        postgres: ['16.13', '17.9'],
        'aurora-postgresql': ['16.13'],
        redis: ['7.1'],
        valkey: ['8.0', '8.1'],
      },
    }));
    recorder.reset();
  });
  afterEach(() => aws.stop());

  it('returns what AWS offers the account, and asks once', async () => {
    const offers = await readOffers(access, target);
    expect(offers).toEqual({
      zones: ['euw3-az1', 'euw3-az2', 'euw3-az3'],
      databaseVersions: { aurora: ['16.13'], rds: ['16.13', '17.9'] },
      instanceClasses: expect.arrayContaining(['db.t3.micro', 'db.m7g.large']),
      cacheVersions: { redis: ['7.1'], valkey: ['8.0', '8.1'] },
      cacheNodeTypes: expect.arrayContaining([
        'cache.t4g.micro',
        'cache.r7g.large',
      ]),
      unread: [],
    });
    const calls = recorder.counts();
    await readOffers(access, target);
    expect(recorder.counts()).toEqual(calls);
  });

  it('leaves out what it may not read, and reports why', async () => {
    aws.faults.add({ kind: 'deny', operation: 'DescribeAvailabilityZones' });
    const { zones, cacheVersions, unread } = await readOffers(access, target);
    expect(zones).toBeUndefined();
    expect(cacheVersions?.redis).toEqual(['7.1']);
    expect(unread).toEqual([
      expect.stringContaining('ec2:DescribeAvailabilityZones'),
    ]);
  });
});
