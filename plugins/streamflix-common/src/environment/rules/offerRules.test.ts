import type { EnvironmentInput } from '../EnvironmentSpec';
import { zoneLimits } from '../facts/zoneFacts';
import { offeredRegions, withheldRegions } from '../regions';
import { newEnvironmentWarnings } from './newEnvironmentWarnings';
import { resolveSpec } from '../resolveSpec';

const given = {
  suffix: 'demo',
  region: 'eu-west-2',
  blueprint: 'content-delivery',
  owner: 'group:default/video',
};

const problemsOf = (input: Partial<EnvironmentInput>) => {
  const resolution = resolveSpec({ ...given, ...input });
  return resolution.ok ? [] : resolution.problems;
};

describe('what AWS does not offer everywhere', () => {
  it('is reported for a region whose offers are not known', () => {
    expect(problemsOf({ region: 'me-south-1' })).toEqual([
      {
        path: 'region',
        message:
          'Region must be one in which AWS is known to offer every part of the platform: cfn-lint, which checks the templates, no longer knows what AWS offers there.',
      },
    ]);
  });

  it.each([
    ['ap-east-1', 'ape1-az2, ape1-az3'],
    ['ca-central-1', 'cac1-az1, cac1-az2'],
    ['eu-west-3', 'euw3-az1, euw3-az3'],
    ['us-west-1', 'usw1-az1, usw1-az3'],
  ])('is reported for a third zone in %s', (region, zones) => {
    expect(problemsOf({ region })).toEqual([
      {
        path: 'network.zones',
        message: `Availability zones must be at most 2 in this region, where VPC links of API Gateway exist only in ${zones}; it is 3.`,
      },
    ]);
    expect(problemsOf({ region, network: { zones: 2 } })).toEqual([]);
  });

  it.each(
    offeredRegions.filter(
      region =>
        ![
          'ap-east-1',
          'ca-central-1',
          'eu-west-3',
          'us-west-1',
          'cn-north-1',
        ].includes(region),
    ),
  )('is not reported for %s', region => {
    expect(problemsOf({ region })).toEqual([]);
  });

  it.each([
    [
      'us-east-1',
      ['use1-az1', 'use1-az3', 'use1-az2'],
      'Zone ids must not have use1-az3: VPC links of API Gateway exist only in use1-az1, use1-az2, use1-az4, use1-az5, use1-az6.',
    ],
    [
      'eu-west-2',
      ['euw2-az1', 'euw2-az2'],
      'Zone ids must be as many as there are zones, 3; there are 2.',
    ],
    [
      'eu-west-2',
      ['a', 'b', 'c'],
      'Zone ids, entry 1, must be ids of zones, such as euw2-az1.',
    ],
  ])('refuses zones of %s: %j', (region, zoneIds, message) => {
    expect(problemsOf({ region, network: { zoneIds } })[0]).toMatchObject({
      message,
    });
  });

  it('is reported for a zone without arm64, also where there is no API', () => {
    const tasks = { enabled: true, architecture: 'arm64' };
    const limits = zoneLimits('us-east-1', {
      api: { kind: 'none' },
      service: { ...tasks, enabled: false },
      worker: tasks,
    });
    expect(limits.map(({ includes }) => includes('use1-az3'))).toEqual([false]);
  });

  it('is a warning where AWS documents nothing', () => {
    const warningsIn = (region: string) => {
      const resolution = resolveSpec({ ...given, region });
      return resolution.ok && newEnvironmentWarnings(resolution.spec);
    };
    expect(warningsIn('eu-west-2')).toEqual([]);
    expect(warningsIn('ap-southeast-6')).toEqual([
      expect.stringContaining('VPC links of API Gateway exist'),
      expect.stringContaining('Fargate exist'),
    ]);
  });

  it.each(Object.keys(withheldRegions))('refuses %s', region => {
    expect(problemsOf({ region })).toEqual([
      expect.objectContaining({ path: 'region' }),
    ]);
  });
});
