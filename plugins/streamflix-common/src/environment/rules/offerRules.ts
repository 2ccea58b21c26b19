import { withheldRegions, zonesOfRegion } from '../regions';
import type { Rule } from './Rule';

/** What AWS does not offer in every region. */
export const offerRules: readonly Rule[] = [
  {
    reads: ['region'],
    check: ({ region }) => {
      const missing = Object.entries(withheldRegions).find(
        ([withheld]) => withheld === region,
      )?.[1];
      return (
        missing &&
        `Region must be one in which AWS is known to offer every part of the platform: ${missing}.`
      );
    },
  },
  {
    reads: ['network.zones', 'region'],
    check: ({ region, network: { zones } }) => {
      const offered = zonesOfRegion[region] ?? zones;
      return zones > offered
        ? `Availability zones must be at most ${offered} in this region, where AWS has no more for every account; it is ${zones}.`
        : undefined;
    },
  },
];
