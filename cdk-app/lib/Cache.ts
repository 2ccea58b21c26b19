import {
  resourceName,
  stackOutputs,
  type EnvironmentSpec,
} from '@streamflix/backstage-plugin-streamflix-common/environment';
import {
  CfnReplicationGroup,
  CfnServerlessCache,
  CfnSubnetGroup,
} from 'aws-cdk-lib/aws-elasticache';
import { ArnFormat, CfnOutput, Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { permission } from './permission';
import { acknowledge } from './acknowledge';
import type { TaskAccess } from './TaskAccess';

export interface CacheProps {
  readonly suffix: string;
  readonly cache: EnvironmentSpec['cache'];
  readonly subnetIds: string[];
  readonly securityGroupId: string;
  /** Customer-managed key; without one, the key AWS manages for ElastiCache. */
  readonly keyArn?: string;
}

/**
 * Name of the cache; known before it exists. It includes the values a cache cannot change: another engine or number of zones
 * needs a new cache, which exists next to the old one until the tasks use it.
 *
 * @param zones - number of availability zones of the cache
 */
export const cacheName = (
  { kind, engine }: EnvironmentSpec['cache'],
  zones: number,
  suffix: string,
) =>
  resourceName(
    kind === 'serverless' ? `serverless-cache-${zones}` : `${engine}-cache`,
    suffix,
  );

/**
 * AWS's own parameter group for an engine and version. It is named because a replication group keeps the one of its first version:
 * AWS then refuses a new major version with "Expected a parameter group of family valkey8 but found one of family valkey7".
 */
function parameterGroupOf({ engine, version }: EnvironmentSpec['cache']) {
  const [major] = version.split('.');
  return `default.${engine}${major === '6' ? '6.x' : major}`;
}

/** Redis or Valkey in ElastiCache that accepts only TLS. ElastiCache has no higher-level constructs. */
export class Cache extends Construct {
  /** For tasks that use the cache. */
  readonly access: TaskAccess;

  constructor(scope: Construct, id: string, props: CacheProps) {
    super(scope, id);
    this.access =
      props.cache.kind === 'serverless'
        ? this.serverless(props)
        : this.replicationGroup(props);
  }

  private replicationGroup(props: CacheProps): TaskAccess {
    const { suffix, cache } = props;
    const name = cacheName(cache, props.subnetIds.length, suffix);

    const subnets = new CfnSubnetGroup(this, 'CacheSubnets', {
      cacheSubnetGroupName: resourceName('cache-subnets', suffix),
      description: resourceName('cache', suffix),
      subnetIds: props.subnetIds,
    });
    const group = new CfnReplicationGroup(this, 'Cache', {
      replicationGroupId: name,
      replicationGroupDescription: name,
      engine: cache.engine,
      engineVersion: cache.version,
      cacheParameterGroupName: parameterGroupOf(cache),
      cacheNodeType: cache.nodeType,
      numCacheClusters: cache.nodes,
      automaticFailoverEnabled: true,
      multiAzEnabled: true,
      atRestEncryptionEnabled: true,
      kmsKeyId: props.keyArn,
      transitEncryptionEnabled: true,
      // Redis can also accept plaintext connections; this refuses them.
      transitEncryptionMode: 'required',
      snapshotRetentionLimit: cache.snapshots,
      cacheSubnetGroupName: subnets.ref,
      securityGroupIds: [props.securityGroupId],
    });
    acknowledge(group, {
      'AwsSolutions-AEC5':
        'The port is open only to the security groups of the tasks. Another number would hide nothing from them, and security does not depend on a secret port.',
      'AwsSolutions-AEC6':
        'A token would have to be in the template or in a secret that the platform creates, and it creates none. The cache accepts only TLS connections, and only from the security groups of the tasks.',
    });

    new CfnOutput(this, stackOutputs.cacheReplicationGroupId, {
      value: group.ref,
    });
    new CfnOutput(this, stackOutputs.cacheEndpoint, {
      value: group.attrPrimaryEndPointAddress,
    });
    // Creating the cache takes ten minutes. Tasks get its fixed name, not a reference, and look up the endpoint: the services
    // need not wait for it.
    return {
      environment: { CACHE_REPLICATION_GROUP_ID: name },
      statements: [
        permission({
          why: 'Tasks ask for the address of the cache, which they do not wait for.',
          actions: ['elasticache:DescribeReplicationGroups'],
          resources: [this.arnOf('replicationgroup', name)],
        }),
      ],
    };
  }

  private serverless(props: CacheProps): TaskAccess {
    const { suffix, cache } = props;
    const name = cacheName(cache, props.subnetIds.length, suffix);

    const serverless = new CfnServerlessCache(this, 'ServerlessCache', {
      serverlessCacheName: name,
      engine: cache.engine,
      majorEngineVersion: cache.version,
      cacheUsageLimits: {
        dataStorage: { maximum: cache.maxStorageGiB, unit: 'GB' },
        ecpuPerSecond: { maximum: cache.maxEcpu },
      },
      snapshotRetentionLimit: cache.snapshots,
      // Neither TLS nor encryption at rest can be disabled.
      kmsKeyId: props.keyArn,
      subnetIds: props.subnetIds,
      securityGroupIds: [props.securityGroupId],
    });

    new CfnOutput(this, stackOutputs.cacheServerlessName, {
      value: serverless.ref,
    });
    new CfnOutput(this, stackOutputs.cacheEndpoint, {
      value: serverless.attrEndpointAddress,
    });
    return {
      environment: { CACHE_SERVERLESS_NAME: name },
      statements: [
        permission({
          why: 'Tasks ask for the address of the cache, which they do not wait for.',
          actions: ['elasticache:DescribeServerlessCaches'],
          resources: [this.arnOf('serverlesscache', name)],
        }),
      ],
    };
  }

  private arnOf(resource: string, name: string): string {
    return Stack.of(this).formatArn({
      service: 'elasticache',
      resource,
      resourceName: name,
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
  }
}
