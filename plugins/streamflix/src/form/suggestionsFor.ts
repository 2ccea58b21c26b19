import {
  valueAt,
  type AccountOffers,
  type Values,
} from '@streamflix/backstage-plugin-streamflix-common';

/** Major versions, then the exact ones, newest first. */
const newestFirst = (versions: readonly string[] = []) => [
  ...new Set(versions.map(version => version.split('.')[0])),
  ...[...versions].reverse(),
];

/** Values of a setting that AWS offers; none where it offers no list, or it could not be read. */
export function suggestionsFor(
  path: string,
  offers: AccountOffers | undefined,
  draft: Values,
): readonly string[] {
  const chosen = (at: string) => String(valueAt(draft, at));
  switch (path) {
    case 'database.version':
      return newestFirst(
        Object.entries(offers?.databaseVersions ?? {}).find(
          ([kind]) => kind === chosen('database.kind'),
        )?.[1],
      );
    case 'database.instanceClass':
      return offers?.instanceClasses ?? [];
    case 'cache.nodeType':
      return offers?.cacheNodeTypes ?? [];
    case 'cache.version': {
      const versions = Object.entries(offers?.cacheVersions ?? {}).find(
        ([engine]) => engine === chosen('cache.engine'),
      )?.[1];
      return chosen('cache.kind') === 'serverless'
        ? [...new Set(versions?.map(version => version.split('.')[0]))]
        : [...(versions ?? [])].reverse();
    }
    case 'network.zoneIds':
      return offers?.zones ?? [];
    default:
      return [];
  }
}
