import { zoneLimits } from '../facts/zoneFacts';
import { withheldRegions } from '../regions';
import { list, type Rule } from './Rule';

/** What `zoneLimits` reads. */
const needs = [
  'api.kind',
  'service.enabled',
  'service.architecture',
  'worker.enabled',
  'worker.architecture',
] as const;

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
    reads: ['network.zones', 'region', ...needs],
    check: spec => {
      const { zones } = spec.network;
      const [limit] = zoneLimits(spec.region, spec)
        .filter(each => each.zones && each.zones.length < zones)
        .sort((a, b) => (a.zones?.length ?? 0) - (b.zones?.length ?? 0));
      return (
        limit?.zones &&
        `Availability zones must be at most ${
          limit.zones.length
        } in this region, where ${limit.part} exist only in ${list(
          limit.zones,
        )}; it is ${zones}.`
      );
    },
  },
  {
    reads: ['network.zoneIds', 'network.zones'],
    check: ({ network: { zoneIds, zones } }) =>
      zoneIds && zoneIds.length !== zones
        ? `Zone ids must be as many as there are zones, ${zones}; there are ${zoneIds.length}.`
        : undefined,
  },
  {
    reads: ['network.zoneIds', 'region', ...needs],
    check: spec =>
      zoneLimits(spec.region, spec).flatMap(({ part, includes, zones }) => {
        const without = (spec.network.zoneIds ?? []).filter(
          id => !includes(id),
        );
        return without.length > 0
          ? `Zone ids must not have ${list(without)}: ${part} ${
              zones ? `exist only in ${list(zones)}` : 'do not exist there'
            }.`
          : [];
      }),
  },
];
