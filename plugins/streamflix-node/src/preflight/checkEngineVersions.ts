import {
  paginateDescribeCacheEngineVersions,
  type ElastiCacheClient,
} from '@aws-sdk/client-elasticache';
import {
  paginateDescribeDBEngineVersions,
  type RDSClient,
} from '@aws-sdk/client-rds';
import type { Problem } from '@streamflix/backstage-plugin-streamflix-common';
import type { AwsClients, AwsTarget } from '../aws/AwsAccess';
import { describeForUser } from '../aws/AwsError';
import { isOrdinaryVersion } from '../offers/readDatabaseOffers';
import type { Synthesis } from '../synthesis/synthesize';

/** An engine and the version that a template requires. */
interface Wanted {
  logicalId: string;
  type: string;
  engine: string;
  /** Full or partial; AWS completes a partial version with the newest. */
  version: string;
}

interface Resource {
  Type: string;
  Properties?: Record<string, unknown>;
}

const versioned =
  /^AWS::(RDS::DB(Cluster|Instance)|ElastiCache::(ReplicationGroup|ServerlessCache))$/;

function wantedBy(templateBody = '{}'): Wanted[] {
  const { Resources = {} } = JSON.parse(templateBody) as {
    Resources?: Record<string, Resource>;
  };
  return Object.entries(Resources).flatMap(
    ([logicalId, { Type, Properties = {} }]) => {
      const { Engine, EngineVersion, MajorEngineVersion } = Properties;
      const version = EngineVersion ?? MajorEngineVersion;
      return versioned.test(Type) &&
        typeof Engine === 'string' &&
        (typeof version === 'string' || typeof version === 'number')
        ? [{ logicalId, type: Type, engine: Engine, version: String(version) }]
        : [];
    },
  );
}

async function offeredBy(
  { rds, elastiCache }: { rds: RDSClient; elastiCache: ElastiCacheClient },
  { type, engine }: Wanted,
): Promise<string[]> {
  const versions: (string | undefined)[] = [];
  if (type.startsWith('AWS::RDS::')) {
    const pages = paginateDescribeDBEngineVersions(
      { client: rds },
      { Engine: engine },
    );
    for await (const { DBEngineVersions = [] } of pages) {
      versions.push(
        ...DBEngineVersions.map(each => each.EngineVersion ?? '').filter(
          isOrdinaryVersion,
        ),
      );
    }
  } else {
    const pages = paginateDescribeCacheEngineVersions(
      { client: elastiCache },
      { Engine: engine },
    );
    for await (const { CacheEngineVersions = [] } of pages) {
      versions.push(...CacheEngineVersions.map(each => each.EngineVersion));
    }
  }
  return versions.flatMap(version => version ?? []);
}

/** Oldest first; compares the parts of a version as numbers. */
const byVersion = (a: string, b: string) =>
  a.localeCompare(b, 'en', { numeric: true });

/**
 * Reports the engine versions of a template that AWS does not offer, and those it offers instead: AWS withdraws minor versions a
 * year or two after their release.
 *
 * @param options.running - reads the current template, only when needed: a version that already runs is accepted
 * @param options.onNotice - receives what could not be checked; that refuses nothing, since AWS reports it during deployment
 */
export async function checkEngineVersions(
  clients: Pick<AwsClients, 'rds' | 'elastiCache'>,
  target: AwsTarget,
  synthesis: Pick<Synthesis, 'templateBody'>,
  options: {
    running?(): Promise<string>;
    onNotice?(line: string): void;
  } = {},
): Promise<Problem[]> {
  const found = await Promise.all(
    wantedBy(synthesis.templateBody).map(async wanted => {
      const { logicalId, type, engine, version } = wanted;
      const fits = (offer: string) =>
        offer === version || offer.startsWith(`${version}.`);
      try {
        const offered = await offeredBy(clients, wanted);
        if (offered.length === 0 || offered.some(fits)) return [];
        const runs = wantedBy(await options.running?.());
        if (
          runs.some(one => one.engine === engine && one.version === version)
        ) {
          return [];
        }
        const [major] = version.split('.');
        const near = offered.filter(
          offer => offer === major || offer.startsWith(`${major}.`),
        );
        const choice = (near.length > 0 ? near : offered).sort(byVersion);
        return [
          {
            path: type.startsWith('AWS::RDS::')
              ? 'database.version'
              : 'cache.version',
            message: `AWS does not offer ${engine} ${version} in ${
              target.region
            }, which ${logicalId} is to have; it offers ${[
              ...new Set(choice),
            ].join(', ')}. Choose one of these.`,
          },
        ];
      } catch (error) {
        options.onNotice?.(
          `Whether AWS offers ${engine} ${version} could not be found out: ${describeForUser(
            error,
          )}`,
        );
        return [];
      }
    }),
  );
  return found.flat();
}
