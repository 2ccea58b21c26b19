import type { EnvironmentInput } from '../EnvironmentSpec';
import { offeredRegions, withheldRegions, zonesOfRegion } from '../regions';
import { resolveSpec } from '../resolveSpec';

const problemsOf = (input: Partial<EnvironmentInput>) => {
  const resolution = resolveSpec({
    suffix: 'demo',
    region: 'eu-west-2',
    blueprint: 'content-delivery',
    owner: 'group:default/video',
    ...input,
  });
  return resolution.ok ? [] : resolution.problems;
};

describe('what AWS does not offer everywhere', () => {
  it('is said of a region in which nobody knows what there is', () => {
    expect(problemsOf({ region: 'me-south-1' })).toEqual([
      {
        path: 'region',
        message:
          'Region must be one in which AWS is known to offer every part of the platform: cfn-lint, which judges the templates, no longer knows what AWS offers there.',
      },
    ]);
  });

  it('is said of a third zone where accounts have two', () => {
    expect(problemsOf({ region: 'us-west-1' })).toEqual([
      {
        path: 'network.zones',
        message:
          'Availability zones must be at most 2 in this region, where AWS has no more for every account; it is 3.',
      },
    ]);
    expect(problemsOf({ region: 'us-west-1', network: { zones: 2 } })).toEqual(
      [],
    );
  });

  it.each(offeredRegions.filter(region => !(region in zonesOfRegion)))(
    'is not said of %s',
    region => {
      expect(problemsOf({ region })).toEqual([]);
    },
  );

  it.each(Object.keys(withheldRegions))('refuses %s', region => {
    expect(problemsOf({ region })).toEqual([
      expect.objectContaining({ path: 'region' }),
    ]);
  });
});
