import {
  paginateDescribeDBEngineVersions,
  paginateDescribeOrderableDBInstanceOptions,
} from '@aws-sdk/client-rds';
import type { AwsAccess, AwsTarget } from '../aws/AwsAccess';
import { retryThrottled } from '../aws/retryThrottled';

/** Engines of RDS by the kind of database of an environment. */
export const postgresEngines = {
  aurora: 'aurora-postgresql',
  rds: 'postgres',
} as const;

/** An engine that AWS offers. */
export type PostgresEngine =
  (typeof postgresEngines)[keyof typeof postgresEngines];

/** Oldest first; compares the parts of a version as numbers. */
export const byVersion = (a: string, b: string) =>
  a.localeCompare(b, 'en', { numeric: true });

/**
 * Whether an ordinary database can have this version. AWS lists versions for special databases among the others: `16.13-limitless`
 * only runs a Limitless Database, and `11.22-rds.20240418` only extended support.
 */
export const isOrdinaryVersion = (version: string) =>
  /^\d+\.\d+$/.test(version);

/** Versions that AWS offers for new databases, oldest first. */
export const readEngineVersions = (
  access: AwsAccess,
  target: AwsTarget,
  engine: PostgresEngine,
): Promise<string[]> =>
  access.answers.read(target, `versions of ${engine}`, async () => {
    const { rds } = await access.clients(target);
    return retryThrottled(async () => {
      const versions: string[] = [];
      for await (const {
        DBEngineVersions = [],
      } of paginateDescribeDBEngineVersions(
        { client: rds },
        { Engine: engine },
      )) {
        versions.push(
          ...DBEngineVersions.flatMap(each => each.EngineVersion ?? []),
        );
      }
      return versions.filter(isOrdinaryVersion).sort(byVersion);
    });
  });

/** Versions to which AWS upgrades a database of this version, oldest first. */
export const readUpgradeTargets = (
  access: AwsAccess,
  target: AwsTarget,
  engine: PostgresEngine,
  version: string,
): Promise<string[]> =>
  access.answers.read(target, `upgrades of ${engine} ${version}`, async () => {
    const { rds } = await access.clients(target);
    return retryThrottled(async () => {
      const targets: string[] = [];
      for await (const {
        DBEngineVersions = [],
      } of paginateDescribeDBEngineVersions(
        { client: rds },
        // A database may run a version that is not offered any more.
        { Engine: engine, EngineVersion: version, IncludeAll: true },
      )) {
        targets.push(
          ...DBEngineVersions.flatMap(
            each => each.ValidUpgradeTarget ?? [],
          ).flatMap(each => each.EngineVersion ?? []),
        );
      }
      return [...new Set(targets)].filter(isOrdinaryVersion).sort(byVersion);
    });
  });

/** A class that an account can order for a version of an engine. */
export interface OrderableClass {
  name: string;
  multiAz: boolean;
}

/**
 * Instance classes that an account can order for a version of an engine, by name.
 *
 * @param name - reads only this class: the list of all has hundreds of entries
 */
export const readOrderableClasses = (
  access: AwsAccess,
  target: AwsTarget,
  {
    engine,
    version,
    name,
  }: { engine: PostgresEngine; version: string; name?: string },
): Promise<OrderableClass[]> =>
  access.answers.read(
    target,
    `classes of ${engine} ${version} ${name ?? ''}`,
    async () => {
      const { rds } = await access.clients(target);
      return retryThrottled(async () => {
        const classes = new Map<string, OrderableClass>();
        for await (const {
          OrderableDBInstanceOptions = [],
        } of paginateDescribeOrderableDBInstanceOptions(
          { client: rds, pageSize: 100 },
          {
            Engine: engine,
            EngineVersion: version,
            DBInstanceClass: name,
            Vpc: true,
          },
        )) {
          for (const {
            DBInstanceClass = '',
            MultiAZCapable,
          } of OrderableDBInstanceOptions) {
            const multiAz =
              MultiAZCapable === true ||
              classes.get(DBInstanceClass)?.multiAz === true;
            classes.set(DBInstanceClass, { name: DBInstanceClass, multiAz });
          }
        }
        return [...classes.values()].sort((a, b) => byVersion(a.name, b.name));
      });
    },
  );
