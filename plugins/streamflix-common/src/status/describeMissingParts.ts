import type { Blueprint } from '../environment/Blueprint';
import { partsMissingIn } from '../environment/checkZones';
import { withheldRegions } from '../environment/regions';
import type { AccountOffers } from './api';

/** Versions that AWS offers for the stores of a blueprint, each with the call that lists them; undefined where it is not known. */
function versionsFor(
  { database, cache }: Blueprint['defaults'],
  { databaseVersions, cacheVersions }: AccountOffers,
) {
  const rds = 'DescribeDBEngineVersions of RDS';
  const aurora = ['Aurora PostgreSQL', databaseVersions?.aurora, rds] as const;
  const instance = ['RDS for PostgreSQL', databaseVersions?.rds, rds] as const;
  const databases = { aurora: [aurora], rds: [instance], none: [] };
  const engine = cache.engine === 'redis' ? 'Redis' : 'Valkey';
  const elastiCache = 'DescribeCacheEngineVersions of ElastiCache';
  return [
    ...databases[database.kind],
    ...(cache.kind === 'none'
      ? []
      : [[engine, cacheVersions?.[cache.engine], elastiCache] as const]),
  ];
}

/**
 * The parts of a blueprint that do not exist in a region, each with the source; none when the blueprint can be deployed there.
 *
 * @param offers - what AWS offers the account there; undefined when it is not known
 * @public
 */
export function describeMissingParts(
  { defaults }: Pick<Blueprint, 'defaults'>,
  region: string,
  offers: AccountOffers = { unread: [] },
): string[] {
  const withheld = Object.hasOwn(withheldRegions, region)
    ? [
        `AWS is not known to offer every part in ${region}: ${withheldRegions[region]}.`,
      ]
    : [];
  const stores = versionsFor(defaults, offers)
    .filter(([, versions]) => versions?.length === 0)
    .map(
      ([part, , source]) =>
        `AWS does not offer ${part} to this account in ${region} (${source}).`,
    );
  const missing = offers.zones?.map(id => partsMissingIn(id, region, defaults));
  const usable = missing?.filter(({ length }) => length === 0);
  const parts = [...new Set(missing?.flat())].join(' and ');
  const zones =
    usable && usable.length < 2
      ? [
          parts
            ? `Fewer than two zones of this account in ${region} have ${parts} (AWS’s documentation of 2026).`
            : `This account has fewer than two zones in ${region} (DescribeAvailabilityZones of EC2).`,
        ]
      : [];
  return [...withheld, ...stores, ...zones];
}
