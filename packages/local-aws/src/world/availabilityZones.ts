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

/** Ids of zones, by letter, where another is usual than the letter's place in the alphabet. */
const IDS: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  'ap-northeast-1': { a: 4, c: 1, d: 2 },
};

/** Names of a region's availability zones, as `Fn::GetAZs` returns them. */
export const availabilityZones = (region: string): string[] =>
  [...(LETTERS[region] ?? 'abc')].map(letter => `${region}${letter}`);

/** A region as in zone ids and host names: `euw2` for `eu-west-2`, `usgw1` for `us-gov-west-1`. */
export const shortRegion = (region: string): string => {
  const parts = region.split('-');
  const number = parts.pop();
  const direction = parts.pop() ?? '';
  const letters = /^(north|south)(east|west)$/.exec(direction);
  const short = letters ? letters[1][0] + letters[2][0] : direction[0];
  return `${parts
    .map((part, index) => (index ? part[0] : part))
    .join('')}${short}${number}`;
};

/**
 * Id of a zone, the same in every account. Here the letter decides; in AWS it differs between accounts.
 *
 * @see https://docs.aws.amazon.com/ram/latest/userguide/working-with-az-ids.html
 */
export function zoneIdOf(region: string, name: string): string {
  const letter = name.slice(-1);
  const number = IDS[region]?.[letter] ?? letter.charCodeAt(0) - 96;
  return `${shortRegion(region)}-az${number}`;
}

/** Name of the zone with an id; undefined when the account has none. */
export const zoneWithId = (
  region: string,
  id: string | undefined,
): string | undefined =>
  availabilityZones(region).find(name => zoneIdOf(region, name) === id);
