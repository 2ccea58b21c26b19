import { valueAt } from '@streamflix/backstage-plugin-streamflix-common/environment';
import {
  resourcesOf,
  type Entry,
  type Template,
} from '@streamflix/cdk-app/template';
import { countOf } from './countOf';
import { privatePart, type InVpc } from './privatePart';
import { zonesOfSubnets } from './zonesOf';

function databases(template: Template): InVpc[] {
  const zones = zonesOfSubnets(
    template,
    resourcesOf(template, 'RDS::DBSubnetGroup')[0]?.properties.SubnetIds,
  );
  const instances = resourcesOf(template, 'RDS::DBInstance');
  const backups = ({ properties }: Entry) =>
    `backups ${countOf(Number(properties.BackupRetentionPeriod), 'day')}`;
  return [
    ...resourcesOf(template, 'RDS::DBCluster').map(cluster => {
      const scaling = 'ServerlessV2ScalingConfiguration';
      return privatePart(
        cluster,
        `Aurora PostgreSQL ${cluster.properties.EngineVersion}, Serverless v2`,
        [
          `${valueAt(cluster.properties, `${scaling}.MinCapacity`)}–${valueAt(
            cluster.properties,
            `${scaling}.MaxCapacity`,
          )} ACU × ${instances.length}, ${backups(cluster)}, TLS only`,
        ],
        zones,
        instances.map(({ id }) =>
          id.replace('Database', '').replace(/\d+/, ' $&'),
        ),
      );
    }),
    ...instances
      .filter(({ properties }) => !properties.DBClusterIdentifier)
      .map(instance => {
        const { properties } = instance;
        return privatePart(
          instance,
          `RDS for PostgreSQL ${properties.EngineVersion}${
            properties.MultiAZ ? ', Multi-AZ' : ''
          }`,
          [
            `${properties.DBInstanceClass}, ${
              properties.AllocatedStorage
            } GiB ${properties.StorageType}, ${backups(instance)}, TLS only`,
          ],
          zones,
          properties.MultiAZ ? ['Primary', 'Standby'] : ['Instance'],
        );
      }),
  ];
}

const engineName = (engine: unknown) =>
  engine === 'valkey' ? 'Valkey' : 'Redis';

function caches(template: Template): InVpc[] {
  const zones = zonesOfSubnets(
    template,
    resourcesOf(template, 'ElastiCache::SubnetGroup')[0]?.properties.SubnetIds,
  );
  return [
    ...resourcesOf(template, 'ElastiCache::ReplicationGroup').map(group => {
      const { properties } = group;
      const nodes = Number(properties.NumCacheClusters);
      return privatePart(
        group,
        `ElastiCache for ${engineName(properties.Engine)} ${
          properties.EngineVersion
        }`,
        [
          `${countOf(nodes, 'node')} ${
            properties.CacheNodeType
          }, automatic failover, TLS only`,
        ],
        zones,
        Array.from({ length: nodes }, (_, number) =>
          number === 0 ? 'Primary' : `Replica ${number}`,
        ),
      );
    }),
    ...resourcesOf(template, 'ElastiCache::ServerlessCache').map(cache => {
      const { properties } = cache;
      const limit = (path: string) =>
        Number(valueAt(properties, `CacheUsageLimits.${path}.Maximum`));
      return privatePart(
        cache,
        `ElastiCache Serverless, ${engineName(properties.Engine)} ${
          properties.MajorEngineVersion
        }`,
        [
          `up to ${limit('DataStorage')} GB and ${limit(
            'ECPUPerSecond',
          )} ECPU a second, TLS only`,
        ],
        zonesOfSubnets(template, properties.SubnetIds),
      );
    }),
  ];
}

function fileSystems(template: Template): InVpc[] {
  const targets = resourcesOf(template, 'EFS::MountTarget');
  const definitions = resourcesOf(template, 'ECS::TaskDefinition');
  return resourcesOf(template, 'EFS::FileSystem').map(fileSystem => {
    const mounted = definitions
      .flatMap(({ properties }) => [properties.ContainerDefinitions].flat())
      .map(container => valueAt(container, 'MountPoints'))
      .flatMap(points => [points].flat())
      .map(point => valueAt(point, 'ContainerPath'))[0];
    return privatePart(
      fileSystem,
      `EFS, mounted at ${mounted}`,
      [`${fileSystem.properties.ThroughputMode} throughput, TLS and IAM only`],
      zonesOfSubnets(
        template,
        targets.map(({ properties }) => properties.SubnetId),
      ),
      targets.map(() => 'Mount target'),
    );
  });
}

/** Database, cache and file system. */
export const storeParts = (template: Template): InVpc[] => [
  ...databases(template),
  ...caches(template),
  ...fileSystems(template),
];
