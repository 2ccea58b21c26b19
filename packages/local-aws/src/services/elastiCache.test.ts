import {
  DescribeCacheEngineVersionsCommand,
  DescribeReplicationGroupsCommand,
  DescribeServerlessCachesCommand,
  ElastiCacheClient,
} from '@aws-sdk/client-elasticache';
import { type LocalAws, startLocalAws } from '../server/startLocalAws';
import { clientConfig, seed } from '../__testUtils__/seed';

describe('ElastiCache of local AWS', () => {
  let localAws: LocalAws;
  let cache: ElastiCacheClient;

  beforeAll(async () => {
    localAws = await startLocalAws();
    cache = new ElastiCacheClient(clientConfig(localAws.url));
    const { world } = localAws;
    seed(
      world,
      'AWS::ElastiCache::ReplicationGroup',
      'sessions',
      {
        ReplicationGroupDescription: 'sessions',
        Engine: 'redis',
        EngineVersion: '7.1',
        CacheNodeType: 'cache.r7g.large',
        NumCacheClusters: 2,
        AutomaticFailoverEnabled: true,
        MultiAZEnabled: true,
        TransitEncryptionEnabled: true,
        AtRestEncryptionEnabled: true,
        SnapshotRetentionLimit: 5,
        SecurityGroupIds: ['sg-1'],
        Tags: [{ Key: 'Environment', Value: 'demo' }],
      },
      {
        attributes: {
          'PrimaryEndPoint.Address':
            'master.sessions.x1.euw2.cache.amazonaws.com',
          'ReaderEndPoint.Address':
            'replica.sessions.x1.euw2.cache.amazonaws.com',
        },
      },
    );
    seed(
      world,
      'AWS::ElastiCache::ReplicationGroup',
      'sharded',
      {
        Engine: 'valkey',
        NumNodeGroups: 2,
        ReplicasPerNodeGroup: 1,
        CacheNodeType: 'cache.t4g.small',
      },
      {
        attributes: {
          'ConfigurationEndPoint.Address':
            'clustercfg.sharded.x1.euw2.cache.amazonaws.com',
        },
      },
    );
    seed(
      world,
      'AWS::ElastiCache::ServerlessCache',
      'content',
      {
        Engine: 'redis',
        MajorEngineVersion: '7',
        SubnetIds: ['subnet-a', 'subnet-b'],
        SecurityGroupIds: ['sg-1'],
        CacheUsageLimits: {
          DataStorage: { Maximum: 10, Unit: 'GB' },
          ECPUPerSecond: { Maximum: 5000 },
        },
      },
      {
        attributes: {
          'Endpoint.Address': 'content.serverless.euw2.cache.amazonaws.com',
          'Endpoint.Port': '6379',
        },
      },
    );
  });
  afterAll(() => localAws.stop());

  const group = async (id: string) =>
    (
      await cache.send(
        new DescribeReplicationGroupsCommand({ ReplicationGroupId: id }),
      )
    ).ReplicationGroups?.[0];

  it('describes a replication group with its nodes, their zones and roles', async () => {
    expect(await group('sessions')).toMatchObject({
      Status: 'available',
      Engine: 'redis',
      AutomaticFailover: 'enabled',
      MultiAZ: 'enabled',
      TransitEncryptionEnabled: true,
      TransitEncryptionMode: 'required',
      AtRestEncryptionEnabled: true,
      SnapshotRetentionLimit: 5,
      ClusterEnabled: false,
      MemberClusters: ['sessions-001', 'sessions-002'],
      NodeGroups: [
        {
          NodeGroupId: '0001',
          Status: 'available',
          PrimaryEndpoint: {
            Address: 'master.sessions.x1.euw2.cache.amazonaws.com',
            Port: 6379,
          },
          NodeGroupMembers: [
            {
              CacheClusterId: 'sessions-001',
              CurrentRole: 'primary',
              PreferredAvailabilityZone: 'eu-west-2a',
              ReadEndpoint: {
                Address: 'sessions-001.sessions.x1.euw2.cache.amazonaws.com',
              },
            },
            {
              CacheClusterId: 'sessions-002',
              CurrentRole: 'replica',
              PreferredAvailabilityZone: 'eu-west-2b',
            },
          ],
        },
      ],
    });
  });

  it('describes shards with one configuration endpoint and without roles', async () => {
    const sharded = await group('sharded');
    expect(sharded).toMatchObject({
      ClusterEnabled: true,
      ConfigurationEndpoint: {
        Address: 'clustercfg.sharded.x1.euw2.cache.amazonaws.com',
      },
      MemberClusters: [
        'sharded-0001-001',
        'sharded-0001-002',
        'sharded-0002-001',
        'sharded-0002-002',
      ],
    });
    expect(sharded?.NodeGroups).toHaveLength(2);
    expect(
      sharded?.NodeGroups?.[0].NodeGroupMembers?.[0].CurrentRole,
    ).toBeUndefined();
  });

  it('returns no address before the group exists', async () => {
    const resource = seed(
      localAws.world,
      'AWS::ElastiCache::ReplicationGroup',
      'young',
      { NumCacheClusters: 1 },
      { phase: 'creating' },
    );
    const young = await group('young');
    expect(young?.Status).toBe('creating');
    expect(young?.NodeGroups).toEqual([]);
    localAws.world.update(resource, { phase: 'failed' });
    expect((await group('young'))?.Status).toBe('create-failed');
    localAws.world.remove(resource);
  });

  it('describes serverless caches', async () => {
    const { ServerlessCaches = [] } = await cache.send(
      new DescribeServerlessCachesCommand({ ServerlessCacheName: 'content' }),
    );
    expect(ServerlessCaches).toMatchObject([
      {
        Status: 'available',
        Engine: 'redis',
        MajorEngineVersion: '7',
        FullEngineVersion: '7.1',
        SubnetIds: ['subnet-a', 'subnet-b'],
        Endpoint: {
          Address: 'content.serverless.euw2.cache.amazonaws.com',
          Port: 6379,
        },
        CacheUsageLimits: {
          DataStorage: { Maximum: 10, Unit: 'GB' },
          ECPUPerSecond: { Maximum: 5000 },
        },
      },
    ]);
    expect(ServerlessCaches[0].CreateTime).toBeInstanceOf(Date);
  });

  it('reports missing caches with the errors of ElastiCache', async () => {
    await expect(group('lost')).rejects.toMatchObject({
      name: 'ReplicationGroupNotFoundFault',
    });
    await expect(
      cache.send(
        new DescribeServerlessCachesCommand({ ServerlessCacheName: 'lost' }),
      ),
    ).rejects.toMatchObject({ name: 'ServerlessCacheNotFoundFault' });
  });

  it('lists engine versions', async () => {
    const { CacheEngineVersions = [] } = await cache.send(
      new DescribeCacheEngineVersionsCommand({
        Engine: 'redis',
        EngineVersion: '7.1',
      }),
    );
    expect(CacheEngineVersions).toMatchObject([
      { CacheParameterGroupFamily: 'redis7' },
    ]);
  });
});
