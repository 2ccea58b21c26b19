import { paginateDescribeCacheEngineVersions } from '@aws-sdk/client-elasticache';
import {
  groupByReason,
  type AccountOffers,
} from '@streamflix/backstage-plugin-streamflix-common';
import type { AwsAccess, AwsTarget } from '../aws/AwsAccess';
import { describeForUser } from '../aws/AwsError';
import { retryThrottled } from '../aws/retryThrottled';
import {
  byVersion,
  postgresEngines,
  readEngineVersions,
  readOrderableClasses,
} from './readDatabaseOffers';
import { documentedNode } from './cacheNodeFacts';
import { readCacheNodes } from './readCacheNodes';
import { readZones } from './readZones';

/** Versions of a cache engine that AWS offers, oldest first. */
const readCacheVersions = (
  access: AwsAccess,
  target: AwsTarget,
  engine: 'redis' | 'valkey',
): Promise<string[]> =>
  access.answers.read(target, `versions of ${engine}`, async () => {
    const { elastiCache } = await access.clients(target);
    return retryThrottled(async () => {
      const versions: string[] = [];
      const pages = paginateDescribeCacheEngineVersions(
        { client: elastiCache },
        { Engine: engine },
      );
      for await (const { CacheEngineVersions = [] } of pages) {
        versions.push(
          ...CacheEngineVersions.flatMap(each => each.EngineVersion ?? []),
        );
      }
      return versions.sort(byVersion);
    });
  });

/**
 * What AWS offers an account in a region: zones, versions and classes. Answers are shared with plans. What cannot be read is left
 * out, with the reason.
 *
 * @public
 */
export async function readOffers(
  access: AwsAccess,
  target: AwsTarget,
): Promise<AccountOffers> {
  const unread: string[] = [];
  const attempt = <T>(read: Promise<T>): Promise<T | undefined> =>
    read.catch((error: unknown) => {
      unread.push(describeForUser(error));
      return undefined;
    });
  const versionsOf = (kind: 'aurora' | 'rds') =>
    readEngineVersions(access, target, postgresEngines[kind]);
  const classes = async () => {
    const version = (await versionsOf('rds')).at(-1);
    if (version === undefined) return [];
    const found = await readOrderableClasses(access, target, {
      engine: postgresEngines.rds,
      version,
    });
    return found.map(({ name }) => name);
  };
  const cacheNodes = async () =>
    (await readCacheNodes(access, target)).filter(
      name => !documentedNode(name).withdrawn,
    );
  const [
    zones,
    databaseVersions,
    instanceClasses,
    cacheVersions,
    cacheNodeTypes,
  ] = await Promise.all([
    attempt(readZones(access, target)),
    attempt(
      Promise.all([versionsOf('aurora'), versionsOf('rds')]).then(
        ([aurora, rds]) => ({ aurora, rds }),
      ),
    ),
    attempt(classes()),
    attempt(
      Promise.all([
        readCacheVersions(access, target, 'redis'),
        readCacheVersions(access, target, 'valkey'),
      ]).then(([redis, valkey]) => ({ redis, valkey })),
    ),
    attempt(cacheNodes()),
  ]);
  return {
    zones,
    databaseVersions,
    instanceClasses,
    cacheVersions,
    cacheNodeTypes,
    unread: groupByReason(unread.map(reason => ({ reason }))).map(
      ({ reason }) => reason,
    ),
  };
}
