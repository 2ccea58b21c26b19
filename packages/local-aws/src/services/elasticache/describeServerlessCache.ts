import { type Fields, numberOf, stringOf, stringsOf } from '../../world/values';
import type { Resource, World } from '../../world/World';
import { statusOf } from '../recordAnswers';
import { newestVersion } from '../engines/engineFamilies';

function serverlessCacheArn(
  { region, physicalId }: Resource,
  world: World,
): string {
  return `arn:aws:elasticache:${region}:${world.accountId}:serverlesscache:${physicalId}`;
}

/** A serverless cache as `DescribeServerlessCaches` returns it. */
export function describeServerlessCache(world: World, cache: Resource): Fields {
  const { properties, attributes, phase } = cache;
  const engine = stringOf(properties.Engine) ?? 'redis';
  const major = stringOf(properties.MajorEngineVersion);
  const exists = phase !== 'creating' && phase !== 'failed';
  const endpoint = (name: string) => ({
    Address: attributes[`${name}.Address`],
    Port: numberOf(attributes[`${name}.Port`]) ?? 6379,
  });
  return {
    ServerlessCacheName: cache.physicalId,
    ARN: serverlessCacheArn(cache, world),
    Description: properties.Description,
    CreateTime: cache.createdAt,
    Status: phase === 'failed' ? 'create-failed' : statusOf(cache),
    Engine: engine,
    MajorEngineVersion: major,
    FullEngineVersion: newestVersion(engine, major),
    CacheUsageLimits: properties.CacheUsageLimits,
    KmsKeyId: properties.KmsKeyId,
    SecurityGroupIds: stringsOf(properties.SecurityGroupIds),
    SubnetIds: stringsOf(properties.SubnetIds),
    // A serverless cache has no endpoint until it exists.
    Endpoint: exists ? endpoint('Endpoint') : undefined,
    ReaderEndpoint: exists ? endpoint('ReaderEndpoint') : undefined,
    SnapshotRetentionLimit: numberOf(properties.SnapshotRetentionLimit) ?? 0,
    DailySnapshotTime: properties.DailySnapshotTime,
  };
}
