import type { Operation } from '../../protocols/Service';
import {
  type Fields,
  fieldsOf,
  listOf,
  stringOf,
  stringsOf,
} from '../../world/values';
import type { Resource, World } from '../../world/World';
import { tagsOf } from '../tagsOf';
import { arnPage, atMost, missing } from './answers';
import { clusterArn, nameOf, servicesOf } from './clusters';
import { lowerCamel } from '../lowerCamel';
import type { ServiceScheduler } from './ServiceScheduler';

export function clusterOperations(
  world: World,
  scheduler: ServiceScheduler,
): Record<string, Operation> {
  function describe(cluster: Resource, include: readonly string[]): Fields {
    const services = servicesOf(world, cluster);
    const statuses = services
      .flatMap(service => scheduler.tasks(service))
      .map(({ lastStatus }) => lastStatus);
    const providers = capacityProviders(world, cluster);
    return {
      clusterArn: clusterArn(world, cluster),
      clusterName: cluster.physicalId,
      status: statusOf(cluster),
      registeredContainerInstancesCount: 0,
      runningTasksCount: statuses.filter(each => each === 'RUNNING').length,
      pendingTasksCount: statuses.filter(
        each => each === 'PENDING' || each === 'PROVISIONING',
      ).length,
      activeServicesCount: services.length,
      ...providers,
      settings: include.includes('SETTINGS')
        ? lowerCamel(listOf(cluster.properties.ClusterSettings))
        : [],
      tags: include.includes('TAGS') ? lowerCamel(tagsOf(cluster)) : [],
      statistics: [],
    };
  }

  return {
    ListClusters(input, { region }) {
      const arns = world
        .list(region, 'AWS::ECS::Cluster')
        .map(cluster => clusterArn(world, cluster));
      return arnPage('clusterArns', arns, input, 100);
    },

    DescribeClusters(input, { region }) {
      const names = stringsOf(input.clusters);
      const wanted = atMost(
        100,
        'clusters',
        names.length ? names : ['default'],
      );
      const found = wanted.map(name =>
        world.find(region, 'AWS::ECS::Cluster', nameOf(name)),
      );
      return {
        clusters: found
          .filter(cluster => cluster !== undefined)
          .map(cluster => describe(cluster, stringsOf(input.include))),
        failures: missing(world, region, 'cluster', wanted, found),
      };
    },
  };
}

function statusOf({ phase }: Resource): string {
  if (phase === 'creating') return 'PROVISIONING';
  if (phase === 'deleting') return 'DEPROVISIONING';
  return phase === 'failed' ? 'FAILED' : 'ACTIVE';
}

/** Defined by the cluster, or by a resource that associates them with it. */
function capacityProviders(world: World, cluster: Resource): Fields {
  const association = world
    .list(cluster.region, 'AWS::ECS::ClusterCapacityProviderAssociations')
    .find(
      ({ properties }) =>
        nameOf(stringOf(properties.Cluster) ?? '') === cluster.physicalId,
    );
  const { CapacityProviders, DefaultCapacityProviderStrategy } = {
    ...cluster.properties,
    ...fieldsOf(association?.properties),
  };
  return {
    capacityProviders: stringsOf(CapacityProviders),
    defaultCapacityProviderStrategy: lowerCamel(
      listOf(DefaultCapacityProviderStrategy),
    ),
  };
}
