import type { EnvironmentSpec } from './EnvironmentSpec';
import { zoneLimits, type ZoneNeeds } from './facts/zoneFacts';
import type { Problem } from './Problem';

/**
 * Parts of an environment that do not exist in a zone.
 *
 * @public
 */
export const partsMissingIn = (
  zoneId: string,
  region: string,
  needs: ZoneNeeds,
): string[] =>
  zoneLimits(region, needs)
    .filter(({ includes }) => !includes(zoneId))
    .map(({ part }) => part);

/**
 * Reports why an environment cannot have its zones in an account.
 *
 * @param offered - ids of the zones of the account
 * @param kept - ids of the zones of a running environment
 * @public
 */
export function checkZones(
  spec: EnvironmentSpec,
  offered: readonly string[],
  kept: readonly string[] = [],
): Problem[] {
  const { region, network } = spec;
  const { zones, zoneIds } = network;
  if (zoneIds) {
    return zoneIds.every(id => offered.includes(id))
      ? []
      : [
          {
            path: 'network.zoneIds',
            message: `Zone ids must be zones of the account: ${offered.join(
              ', ',
            )}.`,
          },
        ];
  }
  const excluded = offered.flatMap(id => {
    const parts = partsMissingIn(id, region, spec);
    return parts.length > 0 ? [{ id, parts }] : [];
  });
  const usable = offered.filter(id => excluded.every(each => each.id !== id));
  if (new Set([...kept, ...usable]).size >= zones) return [];
  const reasons = excluded.map(
    ({ id, parts }) => `${id} has no ${parts.join(' and no ')}`,
  );
  return [
    {
      path: 'network.zones',
      message: `Availability zones must be at most ${
        usable.length
      } in ${region} of this account, which has ${offered.join(', ')}${
        reasons.length > 0 ? `; ${reasons.join(', ')}` : ''
      }.`,
    },
  ];
}
