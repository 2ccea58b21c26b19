import { checkZones } from '../environment/checkZones';
import type { EnvironmentSpec } from '../environment/EnvironmentSpec';
import type { Problem } from '../environment/Problem';
import type { AccountOffers } from './api';

/**
 * What a plan would find in an environment, as far as the offers of its account show it.
 *
 * @public
 */
export interface OfferFindings {
  /** The plan refuses these. */
  problems: Problem[];
  /** Only the plan can decide on these. */
  warnings: Problem[];
}

const fits = (wanted: string) => (offered: string) =>
  offered === wanted || offered.startsWith(`${wanted}.`);

const newest = (versions: readonly string[], wanted: string) =>
  versions.filter(fits(wanted)).at(-1);

/** A running database is upgraded, for which other versions are allowed than for a new one: that is left to the plan. */
function checkDatabase(
  { database, region }: EnvironmentSpec,
  { databaseVersions, instanceClasses }: AccountOffers,
  running: EnvironmentSpec | undefined,
): OfferFindings {
  const { kind, version, instanceClass } = database;
  if (kind === 'none') return { problems: [], warnings: [] };
  const offered = databaseVersions?.[kind] ?? [];
  const isNew = running?.database.kind !== kind;
  const problems =
    isNew && offered.length > 0 && !offered.some(fits(version))
      ? [
          {
            path: 'database.version',
            message: `PostgreSQL version must be one that AWS offers the account in ${region}: ${offered.join(
              ', ',
            )}.`,
          },
        ]
      : [];
  const isListed =
    kind !== 'rds' ||
    !instanceClasses?.length ||
    instanceClasses.includes(instanceClass);
  if (isListed || (!isNew && running?.database.instanceClass === instanceClass))
    return { problems, warnings: [] };
  const latest = offered.at(-1);
  const path = 'database.instanceClass';
  // The classes are those of the newest version; an older one may have more.
  return latest !== undefined && newest(offered, version) === latest
    ? {
        problems: [
          ...problems,
          {
            path,
            message: `Database instance class must be one that AWS offers the account in ${region}; it does not offer ${instanceClass}.`,
          },
        ],
        warnings: [],
      }
    : {
        problems,
        warnings: [
          {
            path,
            message: `AWS does not offer ${instanceClass} for ${
              latest ? `PostgreSQL ${latest}` : 'the newest PostgreSQL'
            } in ${region}. The plan asks whether it does for ${version}.`,
          },
        ],
      };
}

function checkCache(
  { cache, region }: EnvironmentSpec,
  { cacheVersions }: AccountOffers,
  running: EnvironmentSpec | undefined,
): Problem[] {
  if (cache.kind === 'none') return [];
  const { engine, version } = cache;
  const offered = cacheVersions?.[engine] ?? [];
  const runs =
    running?.cache.engine === engine && running.cache.version === version;
  return runs || offered.length === 0 || offered.some(fits(version))
    ? []
    : [
        {
          path: 'cache.version',
          message: `Cache version must be one that AWS offers the account for ${engine} in ${region}: ${offered.join(
            ', ',
          )}.`,
        },
      ];
}

/**
 * Checks an environment against what AWS offers its account, as its plan will.
 *
 * @param running - specification of the environment as it runs; undefined for a new one
 * @public
 */
export function checkOffers(
  spec: EnvironmentSpec,
  offers: AccountOffers,
  running?: EnvironmentSpec,
): OfferFindings {
  const database = checkDatabase(spec, offers, running);
  const kept = running?.network.zoneIds;
  // An environment of before zone ids keeps the order of the account.
  const choosesZones = !running || kept !== undefined;
  return {
    problems: [
      ...(offers.zones && choosesZones
        ? checkZones(spec, offers.zones, kept)
        : []),
      ...database.problems,
      ...checkCache(spec, offers, running),
    ],
    warnings: database.warnings,
  };
}
