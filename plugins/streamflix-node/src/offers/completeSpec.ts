import type {
  EnvironmentRef,
  EnvironmentSpec,
  Problem,
} from '@streamflix/backstage-plugin-streamflix-common';
import type { AwsAccess } from '../aws/AwsAccess';
import { checkCacheNode } from './checkCacheNode';
import { chooseDatabase } from './chooseDatabase';
import { chooseZones } from './chooseZones';

/** A specification with what depends on the account, and what the account does not offer. */
export interface CompletedSpec {
  spec: EnvironmentSpec;
  problems: Problem[];
  warnings: string[];
}

/**
 * Chooses what a specification leaves open from what AWS offers the account: its zones and the exact version of its
 * database. The choices become part of the
 * specification in the template, so that later changes keep them.
 *
 * @param running - specification of the environment as it runs; undefined for a new one
 */
export async function completeSpec(
  access: AwsAccess,
  ref: EnvironmentRef,
  spec: EnvironmentSpec,
  running?: EnvironmentSpec,
): Promise<CompletedSpec> {
  const [zones, database, cache] = await Promise.all([
    chooseZones(access, ref, spec, running),
    chooseDatabase(access, ref, spec, running),
    checkCacheNode(access, ref, spec, running),
  ]);
  return {
    spec: {
      ...spec,
      ...(zones.zoneIds && {
        network: { ...spec.network, zoneIds: zones.zoneIds },
      }),
      ...(database.version && { databaseVersion: database.version }),
    },
    problems: [...zones.problems, ...database.problems, ...cache.problems],
    warnings: [...zones.warnings, ...database.warnings, ...cache.warnings],
  };
}
