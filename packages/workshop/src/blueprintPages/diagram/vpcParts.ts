import {
  isValues,
  valueAt,
} from '@streamflix/backstage-plugin-streamflix-common/spec';
import {
  referencesIn,
  resourcesOf,
  type Entry,
  type Template,
} from '../Template';
import type { Part } from './Architecture';
import { zonesOfSubnets } from './zonesOf';

type InVpc = Omit<Part, 'ownKey'>;

const count = (number: number, word: string) =>
  `${number} ${word}${number === 1 ? '' : 's'}`;

/** Names spread over zones, in turns. */
const spread = (names: string[], zones: number[]) =>
  zones.map((_, index) =>
    names.filter((_name, number) => number % zones.length === index).join(', '),
  );

function privatePart(
  { id }: Entry,
  title: string,
  lines: string[],
  zones: number[],
  names?: string[],
): InVpc {
  return {
    id,
    title,
    lines,
    place: {
      kind: 'private',
      zones,
      cells: names && spread(names, zones),
    },
  };
}

function entrance(template: Template): InVpc[] {
  const links = resourcesOf(template, 'ApiGatewayV2::VpcLink').map(link =>
    privatePart(
      link,
      'VPC link',
      ['the only way in'],
      zonesOfSubnets(template, link.properties.SubnetIds),
    ),
  );
  const targets = resourcesOf(template, 'ElasticLoadBalancingV2::TargetGroup');
  const balancers = resourcesOf(
    template,
    'ElasticLoadBalancingV2::LoadBalancer',
  ).map(balancer =>
    privatePart(
      balancer,
      `Application Load Balancer, ${balancer.properties.Scheme}`,
      targets.map(
        ({ properties }) =>
          `targets on port ${properties.Port}, health check ${properties.HealthCheckPath} every ${properties.HealthCheckIntervalSeconds} s`,
      ),
      zonesOfSubnets(template, balancer.properties.Subnets),
    ),
  );
  return [...links, ...balancers];
}

function capacity({ properties }: Entry): string {
  return [properties.CapacityProviderStrategy]
    .flat()
    .filter(isValues)
    .map(({ CapacityProvider, Base, Weight }) =>
      [
        CapacityProvider,
        Base ? `base ${Base},` : '',
        `weight ${Weight}`,
      ].filter(Boolean),
    )
    .map(words => words.join(' '))
    .join('; ');
}

function tasks(template: Template): InVpc[] {
  // The service behind the load balancer stands right below it.
  const services = resourcesOf(template, 'ECS::Service').sort(
    (a, b) =>
      Number(!a.properties.LoadBalancers) - Number(!b.properties.LoadBalancers),
  );
  return services.map(service => {
    const [definition] = referencesIn(service.properties.TaskDefinition);
    const task = template.Resources[definition].Properties ?? {};
    const target = resourcesOf(
      template,
      'ApplicationAutoScaling::ScalableTarget',
    ).find(({ properties }) =>
      referencesIn(properties.ResourceId).includes(service.id),
    );
    const policies = resourcesOf(
      template,
      'ApplicationAutoScaling::ScalingPolicy',
    )
      .filter(({ properties }) =>
        referencesIn(properties.ScalingTargetId).includes(target?.id ?? ''),
      )
      .map(({ properties }) =>
        valueAt(
          properties,
          'TargetTrackingScalingPolicyConfiguration.PredefinedMetricSpecification',
        )
          ? `CPU ${valueAt(
              properties,
              'TargetTrackingScalingPolicyConfiguration.TargetValue',
            )} %`
          : `iterator age ${
              Number(
                valueAt(
                  properties,
                  'TargetTrackingScalingPolicyConfiguration.TargetValue',
                ),
              ) / 1000
            } s`,
      );
    return privatePart(
      service,
      `${service.id}: ECS on Fargate`,
      [
        `${target?.properties.MinCapacity}–${
          target?.properties.MaxCapacity
        } tasks of ${Number(task.Cpu) / 1024} vCPU, ${
          Number(task.Memory) / 1024
        } GiB; held at ${policies.join(' and ')}`,
        capacity(service),
      ],
      zonesOfSubnets(
        template,
        valueAt(
          service.properties,
          'NetworkConfiguration.AwsvpcConfiguration.Subnets',
        ),
      ),
    );
  });
}

function databases(template: Template): InVpc[] {
  const zones = zonesOfSubnets(
    template,
    resourcesOf(template, 'RDS::DBSubnetGroup')[0]?.properties.SubnetIds,
  );
  const instances = resourcesOf(template, 'RDS::DBInstance');
  const backups = ({ properties }: Entry) =>
    `backups ${count(Number(properties.BackupRetentionPeriod), 'day')}`;
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
          `${count(nodes, 'node')} ${
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

/** What stands in the private subnets, from the way in down to the stores. */
export const vpcParts = (template: Template): InVpc[] => [
  ...entrance(template),
  ...tasks(template),
  ...databases(template),
  ...caches(template),
  ...fileSystems(template),
];
