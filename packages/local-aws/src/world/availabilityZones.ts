/**
 * Letters of the zones that a new account sees, if other than `a`, `b`, `c`.
 * Source: "AWS Regions and Availability Zones"; older accounts may see other zones.
 */
const LETTERS: Readonly<Record<string, string>> = {
  'ap-northeast-1': 'acd',
  'ap-northeast-2': 'abcd',
  'ca-central-1': 'abd',
  'us-east-1': 'abcdef',
  'us-west-1': 'ac',
  'us-west-2': 'abcd',
};

/** Names of a region's availability zones, as `Fn::GetAZs` returns them. */
export const availabilityZones = (region: string): string[] =>
  [...(LETTERS[region] ?? 'abc')].map(letter => `${region}${letter}`);
