/**
 * Database and cache versions on offer, by engine.
 *
 * Source: the versions that `aws-cdk-lib` 2.270 lists and does not mark as withdrawn; for ElastiCache its user guide. Engines
 * missing here are not checked.
 */
export const ENGINE_VERSIONS: EngineVersions = {
  'aurora-postgresql':
    '13.9 13.16 13.23 14.6 14.13 14.15 14.17 14.18 14.19 14.20 14.22 15.8 15.10 15.12 15.13 15.14 15.15 15.17 16.4 16.4-limitless 16.6 16.6-limitless 16.8 16.8-limitless 16.9 16.9-limitless 16.10 16.10-limitless 16.11 16.11-limitless 16.13 16.13-limitless 17.4 17.5 17.6 17.7 17.9'.split(
      ' ',
    ),
  'aurora-mysql':
    '8.0.mysql_aurora.3.04.0 8.0.mysql_aurora.3.04.4 8.0.mysql_aurora.3.04.6 8.0.mysql_aurora.3.08.0 8.0.mysql_aurora.3.08.2 8.0.mysql_aurora.3.09.0 8.0.mysql_aurora.3.10.0 8.0.mysql_aurora.3.10.4 8.0.mysql_aurora.3.11.1 8.0.mysql_aurora.3.12.0'.split(
      ' ',
    ),
  postgres:
    '13.20 13.21 13.22 13.23 14.12 14.13 14.15 14.17 14.18 14.19 14.20 14.21 14.22 15.7 15.8 15.10 15.12 15.13 15.14 15.15 15.16 15.17 16.3 16.4 16.6 16.8 16.9 16.10 16.11 16.12 16.13 17.2 17.4 17.5 17.6 17.7 17.8 17.9 18.1 18.2 18.3'.split(
      ' ',
    ),
  mysql:
    '8.0.42 8.0.43 8.0.44 8.0.45 8.0.46 8.4.5 8.4.6 8.4.7 8.4.8 8.4.9 8.4.10'.split(
      ' ',
    ),
  redis: '4.0.10 5.0.6 6.0 6.2 7.0 7.1'.split(' '),
  valkey: '7.2 8.0 8.1 8.2 9.0'.split(' '),
};

/**
 * Per engine, its versions from oldest to newest.
 *
 * @public
 */
export type EngineVersions = Readonly<Record<string, readonly string[]>>;

/** Only a Limitless Database has such a version: it is no default, and no other version is upgraded to it. */
export const isLimitless = (version: string) => version.endsWith('-limitless');

/** A major version (`16`, `7.x`) means its newest minor version, so it is on offer while any minor version is. */
export function isOffered(
  offered: EngineVersions,
  engine: string,
  version: string,
): boolean {
  const versions = offered[engine];
  if (!versions) return true;
  const wanted = version.replace(/\.x$/, '');
  return versions.some(
    each =>
      each === wanted || (each.startsWith(`${wanted}.`) && !isLimitless(each)),
  );
}
