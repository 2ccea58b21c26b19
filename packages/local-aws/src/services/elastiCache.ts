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

/** The node types that are sold, in every region. */
const SOLD_NODES: readonly string[] = [
  ...['t3', 't4g'].flatMap(family =>
    ['micro', 'small', 'medium'].map(size => `cache.${family}.${size}`),
  ),
  ...['m6g', 'm7g', 'r6g', 'r7g', 'r8g'].flatMap(family =>
    ['large', 'xlarge', '2xlarge', '4xlarge', '8xlarge', '16xlarge'].map(
      size => `cache.${family}.${size}`,
    ),
  ),
];
const ONE_YEAR = 31_536_000;

/** Reservations: one offering a node type, for one year. */
const describeOfferings: Operation = input => {
  const nodeType = stringOf(input.CacheNodeType);
  const years = stringOf(input.Duration) ?? '1';
  const records = SOLD_NODES.filter(
    name =>
      (nodeType ?? name) === name && ['1', String(ONE_YEAR)].includes(years),
  ).map(name => ({
    ReservedCacheNodesOfferingId: `${name.replaceAll('.', '-')}-1y`,
    CacheNodeType: name,
    Duration: ONE_YEAR,
    FixedPrice: 0,
    UsagePrice: 0,
    ProductDescription: 'redis',
    OfferingType: 'No Upfront',
    RecurringCharges: [],
  }));
  return recordPage('ReservedCacheNodesOfferings', records, input);
};

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

      DescribeReservedCacheNodesOfferings: describeOfferings,

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
