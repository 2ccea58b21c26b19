import {
  DescribeDBClustersCommand,
  DescribeDBEngineVersionsCommand,
  DescribeDBInstancesCommand,
  DescribeEventsCommand,
  DescribeOrderableDBInstanceOptionsCommand,
  ModifyDBClusterCommand,
  ModifyDBInstanceCommand,
  RDSClient,
} from '@aws-sdk/client-rds';
import { type LocalAws, startLocalAws } from '../server/startLocalAws';
import { clientConfig, REGION, seed } from '../__testUtils__/seed';

describe('RDS of local AWS', () => {
  let localAws: LocalAws;
  let rds: RDSClient;

  beforeAll(async () => {
    localAws = await startLocalAws();
    rds = new RDSClient(clientConfig(localAws.url));
    const { world } = localAws;
    for (const zone of ['a', 'b']) {
      seed(world, 'AWS::EC2::Subnet', `subnet-${zone}`, {
        VpcId: 'vpc-1',
        AvailabilityZone: `${REGION}${zone}`,
      });
    }
    seed(world, 'AWS::RDS::DBSubnetGroup', 'subnets', {
      DBSubnetGroupDescription: 'private',
      SubnetIds: ['subnet-a', 'subnet-b'],
    });
    seed(
      world,
      'AWS::RDS::DBCluster',
      'flix',
      {
        Engine: 'aurora-postgresql',
        EngineVersion: '16.6',
        DatabaseName: 'streamflixdb',
        MasterUsername: 'flix',
        BackupRetentionPeriod: 7,
        PreferredBackupWindow: '03:00-04:00',
        StorageEncrypted: true,
        DBSubnetGroupName: 'subnets',
        VpcSecurityGroupIds: ['sg-1'],
        ServerlessV2ScalingConfiguration: { MinCapacity: 0.5, MaxCapacity: 16 },
        Tags: [{ Key: 'Environment', Value: 'demo' }],
      },
      {
        attributes: {
          'Endpoint.Address': 'flix.cluster-x.eu-west-2.rds.amazonaws.com',
          'Endpoint.Port': '5432',
          'ReadEndpoint.Address':
            'flix.cluster-ro-x.eu-west-2.rds.amazonaws.com',
          'MasterUserSecret.SecretArn': `arn:aws:secretsmanager:${REGION}:000000000000:secret:rds!cluster-1-abcdef`,
        },
      },
    );
    for (const [name, tier] of [
      ['flix-reader', 2],
      ['flix-writer', 1],
    ] as const) {
      seed(
        world,
        'AWS::RDS::DBInstance',
        name,
        {
          DBClusterIdentifier: 'flix',
          DBInstanceClass: 'db.serverless',
          Engine: 'aurora-postgresql',
          PromotionTier: tier,
        },
        { attributes: { 'Endpoint.Address': `${name}.rds.amazonaws.com` } },
      );
    }
    seed(
      world,
      'AWS::RDS::DBInstance',
      'single',
      {
        Engine: 'postgres',
        EngineVersion: '15.8',
        DBInstanceClass: 'db.t3.micro',
        AllocatedStorage: '20',
        MultiAZ: true,
        DBName: 'streamflix',
        DBSubnetGroupName: 'subnets',
        VPCSecurityGroups: ['sg-2'],
      },
      {
        attributes: {
          'Endpoint.Address': 'single.rds.amazonaws.com',
          'Endpoint.Port': '5432',
        },
      },
    );
  });
  afterAll(() => localAws.stop());

  const instance = async (id: string) =>
    (
      await rds.send(
        new DescribeDBInstancesCommand({ DBInstanceIdentifier: id }),
      )
    ).DBInstances?.[0];

  it('describes an Aurora cluster with its writer first', async () => {
    const { DBClusters = [] } = await rds.send(
      new DescribeDBClustersCommand({ DBClusterIdentifier: 'flix' }),
    );
    expect(DBClusters).toHaveLength(1);
    expect(DBClusters[0]).toMatchObject({
      Status: 'available',
      Engine: 'aurora-postgresql',
      EngineVersion: '16.6',
      Endpoint: 'flix.cluster-x.eu-west-2.rds.amazonaws.com',
      ReaderEndpoint: 'flix.cluster-ro-x.eu-west-2.rds.amazonaws.com',
      Port: 5432,
      MultiAZ: true,
      StorageEncrypted: true,
      BackupRetentionPeriod: 7,
      ServerlessV2ScalingConfiguration: { MinCapacity: 0.5, MaxCapacity: 16 },
      AvailabilityZones: ['eu-west-2a', 'eu-west-2b', 'eu-west-2c'],
      VpcSecurityGroups: [{ VpcSecurityGroupId: 'sg-1', Status: 'active' }],
      MasterUserSecret: { SecretStatus: 'active' },
      TagList: [{ Key: 'Environment', Value: 'demo' }],
    });
    expect(
      DBClusters[0].DBClusterMembers?.map(
        ({ DBInstanceIdentifier, IsClusterWriter }) => [
          DBInstanceIdentifier,
          IsClusterWriter,
        ],
      ),
    ).toEqual([
      ['flix-writer', true],
      ['flix-reader', false],
    ]);
    expect(DBClusters[0].ClusterCreateTime).toBeInstanceOf(Date);
  });

  it('puts the instances of a cluster into different zones, with the engine of the cluster', async () => {
    const writer = await instance('flix-writer');
    const reader = await instance('flix-reader');
    expect(writer).toMatchObject({
      EngineVersion: '16.6',
      DBInstanceClass: 'db.serverless',
      DBClusterIdentifier: 'flix',
      StorageEncrypted: true,
      Endpoint: { Address: 'flix-writer.rds.amazonaws.com' },
    });
    expect([writer?.AvailabilityZone, reader?.AvailabilityZone].sort()).toEqual(
      ['eu-west-2a', 'eu-west-2b'],
    );
  });

  it('describes an instance outside a cluster with its standby zone', async () => {
    expect(await instance('single')).toMatchObject({
      DBInstanceStatus: 'available',
      Engine: 'postgres',
      AllocatedStorage: 20,
      MultiAZ: true,
      AvailabilityZone: 'eu-west-2a',
      SecondaryAvailabilityZone: 'eu-west-2b',
      Endpoint: { Address: 'single.rds.amazonaws.com', Port: 5432 },
      DBSubnetGroup: {
        VpcId: 'vpc-1',
        Subnets: [
          { SubnetAvailabilityZone: { Name: 'eu-west-2a' } },
          { SubnetAvailabilityZone: { Name: 'eu-west-2b' } },
        ],
      },
    });
  });

  it.each([
    ['creating', 'creating'],
    ['available', 'available'],
    ['updating', 'modifying'],
    ['deleting', 'deleting'],
    ['failed', 'failed'],
  ] as const)('reports an instance that is %s as %s', async (phase, status) => {
    const name = `phase-${phase}`;
    const resource = seed(
      localAws.world,
      'AWS::RDS::DBInstance',
      name,
      {
        Engine: 'postgres',
        EngineVersion: '16.6',
        DBInstanceClass: 'db.t3.micro',
      },
      { phase, attributes: { 'Endpoint.Address': 'x' } },
    );
    const described = await instance(name);
    expect(described?.DBInstanceStatus).toBe(status);
    const hasAddress = phase !== 'creating' && phase !== 'failed';
    expect(described?.Endpoint !== undefined).toBe(hasAddress);
    localAws.world.remove(resource);
  });

  it('filters by engine and cluster, and refuses filters it does not know', async () => {
    const { DBInstances = [] } = await rds.send(
      new DescribeDBInstancesCommand({
        Filters: [{ Name: 'db-cluster-id', Values: ['flix'] }],
      }),
    );
    expect(DBInstances).toHaveLength(2);
    const { DBInstances: postgres = [] } = await rds.send(
      new DescribeDBInstancesCommand({
        Filters: [{ Name: 'engine', Values: ['postgres', 'mysql'] }],
      }),
    );
    expect(postgres.map(each => each.DBInstanceIdentifier)).toEqual(['single']);
    await expect(
      rds.send(
        new DescribeDBClustersCommand({
          Filters: [{ Name: 'colour', Values: ['red'] }],
        }),
      ),
    ).rejects.toThrow('Unrecognized filter name: colour');
  });

  it('pages', async () => {
    for (let index = 0; index < 21; index++) {
      seed(localAws.world, 'AWS::RDS::DBCluster', `paged-${index}`, {
        Engine: 'aurora-mysql',
      });
    }
    const filter = { Filters: [{ Name: 'engine', Values: ['aurora-mysql'] }] };
    const first = await rds.send(
      new DescribeDBClustersCommand({ ...filter, MaxRecords: 20 }),
    );
    const second = await rds.send(
      new DescribeDBClustersCommand({
        ...filter,
        MaxRecords: 20,
        Marker: first.Marker,
      }),
    );
    expect(first.DBClusters).toHaveLength(20);
    expect(second.DBClusters).toHaveLength(1);
    expect(second.Marker).toBeUndefined();
    await expect(
      rds.send(new DescribeDBClustersCommand({ MaxRecords: 5 })),
    ).rejects.toThrow('between 20 and 100');
  });

  it('reports missing databases with the errors of RDS', async () => {
    await expect(
      rds.send(new DescribeDBClustersCommand({ DBClusterIdentifier: 'lost' })),
    ).rejects.toMatchObject({
      name: 'DBClusterNotFoundFault',
      message: 'DBCluster lost not found.',
    });
    await expect(instance('lost')).rejects.toMatchObject({
      name: 'DBInstanceNotFoundFault',
    });
  });

  it('modifies deletion protection of an available database, and nothing else', async () => {
    const { DBCluster } = await rds.send(
      new ModifyDBClusterCommand({
        DBClusterIdentifier: 'flix',
        DeletionProtection: true,
      }),
    );
    expect(DBCluster).toMatchObject({
      DBClusterIdentifier: 'flix',
      DeletionProtection: true,
      Status: 'available',
    });
    const modify = (phase: 'creating' | 'available') => {
      const { physicalId } = seed(
        localAws.world,
        'AWS::RDS::DBInstance',
        `protected-${phase}`,
        { Engine: 'postgres', DeletionProtection: true },
        { phase },
      );
      return rds.send(
        new ModifyDBInstanceCommand({
          DBInstanceIdentifier: physicalId,
          DeletionProtection: false,
          ApplyImmediately: true,
        }),
      );
    };
    expect((await modify('available')).DBInstance?.DeletionProtection).toBe(
      false,
    );
    await expect(modify('creating')).rejects.toMatchObject({
      name: 'InvalidDBInstanceStateFault',
    });
    await expect(
      rds.send(
        new ModifyDBClusterCommand({
          DBClusterIdentifier: 'flix',
          BackupRetentionPeriod: 1,
        }),
      ),
    ).rejects.toThrow(
      'Local AWS modifies only deletion protection, not BackupRetentionPeriod.',
    );
  });

  it('lists engine versions, newest last, with their upgrade targets', async () => {
    const { DBEngineVersions = [] } = await rds.send(
      new DescribeDBEngineVersionsCommand({
        Engine: 'aurora-postgresql',
        EngineVersion: '16',
      }),
    );
    const versions = DBEngineVersions.map(({ EngineVersion }) => EngineVersion);
    expect(versions).toContain('16.6');
    expect(DBEngineVersions[0].DBParameterGroupFamily).toBe(
      'aurora-postgresql16',
    );
    const targets = DBEngineVersions[0].ValidUpgradeTarget ?? [];
    expect(targets).toContainEqual(
      expect.objectContaining({
        EngineVersion: '17.4',
        IsMajorVersionUpgrade: true,
      }),
    );
    const { OrderableDBInstanceOptions = [] } = await rds.send(
      new DescribeOrderableDBInstanceOptionsCommand({
        Engine: 'postgres',
        EngineVersion: '15.8',
        DBInstanceClass: 'db.t3.micro',
      }),
    );
    expect(OrderableDBInstanceOptions).toMatchObject([
      { EngineVersion: '15.8', MultiAZCapable: true },
    ]);
  });

  it('returns creation times', async () => {
    const { Events = [] } = await rds.send(
      new DescribeEventsCommand({
        SourceType: 'db-instance',
        SourceIdentifier: 'single',
      }),
    );
    expect(Events).toMatchObject([
      { Message: 'DB instance created', EventCategories: ['creation'] },
    ]);
    expect(Events[0].Date).toBeInstanceOf(Date);
  });

  it('lists the events of an instance, also after its deletion', async () => {
    const { world } = localAws;
    const resource = seed(
      world,
      'AWS::RDS::DBInstance',
      'eventful',
      { Engine: 'postgres' },
      { phase: 'creating' },
    );
    world.update(resource, { phase: 'available' });
    world.update(resource, { phase: 'updating' });
    world.update(resource, { phase: 'failed', reason: 'Storage is full.' });
    world.update(resource, { phase: 'updating' });
    world.update(resource, { phase: 'available' });
    world.update(resource, { phase: 'deleting' });
    world.remove(resource);
    const { Events = [] } = await rds.send(
      new DescribeEventsCommand({
        SourceType: 'db-instance',
        SourceIdentifier: 'eventful',
      }),
    );
    expect(Events.map(({ Message }) => Message)).toEqual([
      'DB instance created',
      'DB instance is being modified',
      'Storage is full.',
      'DB instance is being modified',
      'DB instance is being deleted',
    ]);
  });
});
