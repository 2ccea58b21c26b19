/**
 * Letters of the zones a new account sees, where they are not `a`, `b`, `c`.
 * From "AWS Regions and Availability Zones"; older accounts may see others.
 */
const LETTERS: Readonly<Record<string, string>> = {
  'ap-northeast-1': 'acd',
  'ap-northeast-2': 'abcd',
  'ca-central-1': 'abd',
  'us-east-1': 'abcdef',
  'us-west-1': 'ac',
  'us-west-2': 'abcd',
};

/** Names of a region's availability zones, as `Fn::GetAZs` gives them. */
export const availabilityZones = (region: string): string[] =>
  [...(LETTERS[region] ?? 'abc')].map(letter => `${region}${letter}`);
