/**
 * Engine versions, oldest first, without those AWS has withdrawn or will withdraw soon: for where AWS cannot be asked. Otherwise
 * its answer counts. Source: the versions aws-cdk-lib 2.270.0 does not mark as deprecated; cfn-lint 1.58 knows them all.
 */
const postgres = {
  aurora: {
    15: [8, 10, 12, 13, 14, 15, 17],
    16: [4, 6, 8, 9, 10, 11, 13],
    17: [4, 5, 6, 7, 9],
  },
  rds: {
    15: [7, 8, 10, 12, 13, 14, 15, 16, 17],
    16: [3, 4, 6, 8, 9, 10, 11, 12, 13],
    17: [2, 4, 5, 6, 7, 8, 9],
    18: [1, 2, 3],
  },
} as const satisfies Record<DatabaseKind, Record<number, readonly number[]>>;

/**
 * An Aurora cluster, or one RDS instance with an optional standby.
 *
 * @public
 */
export type DatabaseKind = 'aurora' | 'rds';

/**
 * Versions a user may request: every major version (its newest minor version is used) and every minor version.
 *
 * @public
 */
export function offeredPostgresVersions(kind: DatabaseKind): string[] {
  return Object.entries<readonly number[]>(postgres[kind]).flatMap(
    ([major, minors]) => [major, ...minors.map(minor => `${major}.${minor}`)],
  );
}

/**
 * The version to request from AWS: a major version becomes its newest minor version, any other stays as it is. Pinned, because
 * RDS would otherwise choose its own default, which is rarely the newest.
 *
 * @public
 */
export function postgresVersion(kind: DatabaseKind, version: string): string {
  const minors = Object.entries<readonly number[]>(postgres[kind]).find(
    ([major]) => major === version,
  )?.[1];
  return minors ? `${version}.${minors[minors.length - 1]}` : version;
}

/**
 * The exact version of a specification's database: the one its plan chose, or the newest compiled in.
 *
 * @public
 */
export const exactPostgresVersion = ({
  database: { kind, version },
  databaseVersion,
}: {
  database: { kind: 'none' | DatabaseKind; version: string };
  databaseVersion?: string;
}): string =>
  databaseVersion ??
  (kind === 'none' ? version : postgresVersion(kind, version));

/**
 * Cache versions AWS offers; a serverless cache takes only the major version.
 *
 * @public
 */
export const offeredCacheVersions = {
  'replication-group': {
    redis: ['6.2', '7.0', '7.1'],
    valkey: ['7.2', '8.0', '8.1'],
  },
  serverless: { redis: ['7'], valkey: ['7', '8'] },
} as const;

/**
 * Major versions for which the platform is made. Which versions of them AWS offers is its answer. Source: RDS release calendar;
 * ElastiCache User Guide, "Supported engines and versions", both of 2026.
 *
 * @public
 */
export const supportedMajors = {
  aurora: ['15', '16', '17', '18'],
  rds: ['15', '16', '17', '18'],
  redis: ['6', '7'],
  valkey: ['7', '8', '9'],
} as const;
