import {
  checkZones,
  partsMissingIn,
  zoneLimits,
  type EnvironmentSpec,
  type Problem,
} from '@streamflix/backstage-plugin-streamflix-common';
import type { AwsAccess, AwsTarget } from '../aws/AwsAccess';
import { describeForUser } from '../aws/AwsError';
import { readZones } from './readZones';

/** The zones of an environment; undefined leaves them to CloudFormation, which takes the first of the account. */
export interface ZoneChoice {
  zoneIds?: string[];
  problems: Problem[];
  warnings: string[];
}

/** Zones that every part of the environment supports, according to AWS's pages; undefined when they name none. */
function documentedZones(spec: EnvironmentSpec): string[] | undefined {
  const limits = zoneLimits(spec.region, spec);
  const zones = limits.find(each => each.zones)?.zones;
  return zones?.filter(id => limits.every(({ includes }) => includes(id)));
}

/**
 * Chooses the zones of an environment by id, from those the account has and every part supports. A running environment keeps its
 * zones, and one of before zone ids keeps the order of the account: a subnet cannot move.
 *
 * @param running - specification of the environment as it runs; undefined for a new one
 */
export async function chooseZones(
  access: AwsAccess,
  target: AwsTarget,
  spec: EnvironmentSpec,
  running?: EnvironmentSpec,
): Promise<ZoneChoice> {
  const { zones, zoneIds: given } = spec.network;
  const kept = running?.network.zoneIds ?? [];
  if (running && (kept.length === 0 || (kept.length >= zones && !given))) {
    return {
      zoneIds: given ?? (kept.length > 0 ? kept.slice(0, zones) : undefined),
      problems: [],
      warnings: [],
    };
  }
  let offered: string[];
  try {
    offered = await readZones(access, target);
  } catch (error) {
    const documented = documentedZones(spec);
    const zoneIds =
      given ??
      documented
        ?.filter(id => !kept.includes(id))
        .slice(0, zones - kept.length);
    return {
      zoneIds: zoneIds && (given ? zoneIds : [...kept, ...zoneIds]),
      problems: [],
      warnings: [
        `The zones of the account could not be read, so ${
          zoneIds
            ? 'they are checked against AWS’s documentation of 2026'
            : 'CloudFormation takes the first ones'
        }: ${describeForUser(error)}`,
      ],
    };
  }
  const problems = checkZones(spec, offered, kept);
  if (problems.length > 0) return { problems, warnings: [] };
  const usable = offered.filter(
    id => partsMissingIn(id, target.region, spec).length === 0,
  );
  return {
    zoneIds: given ?? [...new Set([...kept, ...usable])].slice(0, zones),
    problems,
    warnings: [],
  };
}
