import {
  exactPostgresVersion,
  type EnvironmentSpec,
  type Problem,
} from '@streamflix/backstage-plugin-streamflix-common';
import type { AwsAccess, AwsTarget } from '../aws/AwsAccess';
import { describeForUser } from '../aws/AwsError';
import {
  postgresEngines,
  readEngineVersions,
  readOrderableClasses,
  readUpgradeTargets,
  type PostgresEngine,
} from './readDatabaseOffers';
import { readRunningDatabase } from './readRunningDatabase';

/** The exact version of a database; undefined leaves it to the versions compiled in. */
export interface DatabaseChoice {
  version?: string;
  problems: Problem[];
  warnings: string[];
}

/** Classes to suggest: those of the same family first. */
function suggestions(wanted: string, names: readonly string[]): string {
  const [, family] = wanted.split('.');
  const near = names.filter(name => name.split('.')[1] === family);
  const shown = (near.length > 0 ? near : names).slice(0, 20);
  return shown.join(', ');
}

async function checkClass(
  access: AwsAccess,
  target: AwsTarget,
  spec: EnvironmentSpec,
  offer: { engine: PostgresEngine; version: string },
): Promise<Problem[]> {
  const { kind, instanceClass: name, multiAz } = spec.database;
  // Aurora Serverless v2 has one class for every capacity.
  const wanted = kind === 'aurora' ? 'db.serverless' : name;
  const [found] = await readOrderableClasses(access, target, {
    ...offer,
    name: wanted,
  });
  const needsMultiAz = kind === 'rds' && multiAz;
  if (found && (found.multiAz || !needsMultiAz)) return [];
  const all = await readOrderableClasses(access, target, offer);
  // An account that lists nothing cannot be checked.
  if (all.length === 0) return [];
  if (kind === 'aurora') {
    return [
      {
        path: 'database.kind',
        message: `Aurora Serverless v2 cannot be ordered for ${offer.engine} ${offer.version} in ${target.region}.`,
      },
    ];
  }
  const names = all
    .filter(each => each.multiAz || !needsMultiAz)
    .map(each => each.name);
  return [
    {
      path: 'database.instanceClass',
      message: `Database instance class ${name} cannot be ordered for ${
        offer.engine
      } ${offer.version}${needsMultiAz ? ' with a standby' : ''} in ${
        target.region
      }; AWS offers ${suggestions(name, names)}.`,
    },
  ];
}

/**
 * Chooses the exact version of the database from what AWS offers, and checks what only AWS knows: whether its class can be ordered.
 * A running database keeps its version until another is requested; then it gets the
 * newest to which AWS upgrades it.
 *
 * @param running - specification of the environment as it runs; undefined for a new one
 */
export async function chooseDatabase(
  access: AwsAccess,
  target: AwsTarget,
  spec: EnvironmentSpec,
  running?: EnvironmentSpec,
): Promise<DatabaseChoice> {
  const { kind, version: wanted } = spec.database;
  if (kind === 'none') return { problems: [], warnings: [] };
  const engine = postgresEngines[kind];
  const fits = (version: string) =>
    version === wanted || version.startsWith(`${wanted}.`);
  const before = running?.database.kind === kind ? running : undefined;
  try {
    const { rds } = await access.clients(target);
    const actual =
      before && (await readRunningDatabase(rds, kind, spec.suffix));
    const current =
      before &&
      (before.databaseVersion ??
        actual?.version ??
        exactPostgresVersion(before));
    let version: string | undefined;
    const problems: Problem[] = [];
    if (current === undefined) {
      version = (await readEngineVersions(access, target, engine))
        .filter(fits)
        .at(-1);
    } else if (fits(current)) {
      version = current;
    } else {
      // AWS may have upgraded the database since the template was written.
      const from = actual?.version ?? current;
      const targets = await readUpgradeTargets(access, target, engine, from);
      version = fits(from) ? from : targets.filter(fits).at(-1);
      if (version === undefined && targets.length > 0) {
        problems.push({
          path: 'database.version',
          message: `PostgreSQL version must be one to which AWS upgrades the database from ${from}: ${targets.join(
            ', ',
          )}.`,
        });
      }
    }
    const keepsClass =
      before?.database.instanceClass === spec.database.instanceClass &&
      before.database.multiAz === spec.database.multiAz &&
      current === version;
    if (version !== undefined && !keepsClass) {
      problems.push(
        ...(await checkClass(access, target, spec, { engine, version })),
      );
    }
    return { version, problems, warnings: [] };
  } catch (error) {
    return {
      // Also kept in the specification: the same deployment once more changes nothing.
      version:
        before && fits(exactPostgresVersion(before))
          ? exactPostgresVersion(before)
          : exactPostgresVersion({ ...spec, databaseVersion: undefined }),
      problems: [],
      warnings: [
        `What AWS offers for the database could not be read, so its version comes from a list compiled in, and its class is not checked: ${describeForUser(
          error,
        )}`,
      ],
    };
  }
}
