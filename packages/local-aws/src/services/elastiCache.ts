import type { EngineCatalog } from './engines/EngineCatalog';
import { AwsError, type Operation, type Service } from '../protocols/Service';
import { numberOf, stringOf } from '../world/values';
import type { Resource, World } from '../world/World';
import { describeReplicationGroup } from './elasticache/describeReplicationGroup';
import { describeServerlessCache } from './elasticache/describeServerlessCache';
import { offeredVersions } from './engines/engineFamilies';
import { paginate } from './paginate';
import { recordPage } from './recordAnswers';

const GROUP = 'AWS::ElastiCache::ReplicationGroup';
const SERVERLESS = 'AWS::ElastiCache::ServerlessCache';

/**
 * ElastiCache: replication groups with their nodes, and serverless caches. Cache clusters outside a group are not imitated.
 *
 * @see https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/Welcome.html
 */
export function createElastiCache(
  world: World,
  engines: EngineCatalog,
): Service {
  return {
    name: 'elasticache',
    operations: {
      DescribeCacheEngineVersions: describeCacheEngineVersions(engines),

      DescribeReplicationGroups(input, { region }) {
        const id = stringOf(input.ReplicationGroupId);
        const groups = named(world.list(region, GROUP), id);
        if (id && !groups.length) {
          throw new AwsError(
            'ReplicationGroupNotFoundFault',
            `ReplicationGroup ${id} not found.`,
            404,
          );
        }
        const records = groups.map(each =>
          describeReplicationGroup(world, each),
        );
        return recordPage('ReplicationGroups', records, input);
      },

      DescribeServerlessCaches(input, { region }) {
        const name = stringOf(input.ServerlessCacheName);
        const caches = named(world.list(region, SERVERLESS), name);
        if (name && !caches.length) {
          throw new AwsError(
            'ServerlessCacheNotFoundFault',
            `ServerlessCache ${name} not found.`,
            404,
          );
        }
        const { items, nextToken } = paginate(
          caches.map(each => describeServerlessCache(world, each)),
          numberOf(input.MaxResults) ?? 50,
          stringOf(input.NextToken),
          'InvalidParameterValue',
        );
        return { ServerlessCaches: items, NextToken: nextToken };
      },
    },
  };
}

function describeCacheEngineVersions(engines: EngineCatalog): Operation {
  return (input, { region }) => {
    const engine = stringOf(input.Engine);
    const version = stringOf(input.EngineVersion);
    const family = stringOf(input.CacheParameterGroupFamily);
    const records = offeredVersions(
      ['redis', 'valkey'],
      engines.offered(region),
    )
      .filter(
        each =>
          (engine ?? each.engine) === each.engine &&
          (version ?? each.version) === each.version &&
          (family ?? each.family) === each.family,
      )
      .map(each => ({
        Engine: each.engine,
        EngineVersion: each.version,
        CacheParameterGroupFamily: each.family,
        CacheEngineDescription: each.engine,
        CacheEngineVersionDescription: `${each.engine} version ${each.version}`,
      }));
    return recordPage('CacheEngineVersions', records, input);
  };
}

function named(resources: Resource[], name: string | undefined): Resource[] {
  return resources.filter(
    ({ physicalId }) => !name || physicalId === name.toLowerCase(),
  );
}
