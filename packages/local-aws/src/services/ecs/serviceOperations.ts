import { AwsError, type Operation } from '../../protocols/Service';
import {
  booleanOf,
  type Fields,
  numberOf,
  stringOf,
  stringsOf,
} from '../../world/values';
import type { Resource, World } from '../../world/World';
import { atMost, missing } from './answers';
import { nameOf, requireCluster, servicesOf } from './clusters';
import { describeService } from './describeService';
import type { ServiceScheduler } from './ServiceScheduler';

export function serviceOperations(
  world: World,
  scheduler: ServiceScheduler,
): Record<string, Operation> {
  return {
    DescribeServices(input, { region }) {
      const cluster = requireCluster(world, region, input.cluster);
      const wanted = atMost(10, 'services', stringsOf(input.services));
      if (!wanted.length) {
        throw new AwsError(
          'InvalidParameterException',
          'Services cannot be empty.',
        );
      }
      const withTags = stringsOf(input.include).includes('TAGS');
      const all = servicesOf(world, cluster);
      const found = wanted.map(name =>
        all.find(each => nameOf(each.physicalId) === nameOf(name)),
      );
      return {
        services: found
          .filter(service => service !== undefined)
          .map(service => describe(world, scheduler, service))
          .map(({ tags, ...rest }) => (withTags ? { ...rest, tags } : rest)),
        failures: missing(world, region, 'service', wanted, found),
      };
    },

    UpdateService(input, { region }) {
      const service = requireService(world, region, input);
      const { properties } = service;
      const [primary] = scheduler.observe(service).deployments;
      world.update(service, {
        properties: {
          ...properties,
          DesiredCount: numberOf(input.desiredCount) ?? properties.DesiredCount,
          TaskDefinition:
            stringOf(input.taskDefinition) ?? properties.TaskDefinition,
        },
      });
      const isDeployed = scheduler.observe(service).deployments[0] !== primary;
      if (booleanOf(input.forceNewDeployment) && !isDeployed) {
        scheduler.redeploy(service);
      }
      return { service: describe(world, scheduler, service) };
    },
  };
}

/** @throws AwsError when the cluster or the service does not exist */
export function requireService(
  world: World,
  region: string,
  { cluster, service, serviceName }: Fields,
): Resource {
  const name = nameOf(stringOf(service) ?? stringOf(serviceName) ?? '');
  const found = servicesOf(world, requireCluster(world, region, cluster)).find(
    each => nameOf(each.physicalId) === name,
  );
  if (!found) {
    throw new AwsError('ServiceNotFoundException', 'Service not found.');
  }
  return found;
}

function describe(
  world: World,
  scheduler: ServiceScheduler,
  service: Resource,
): Fields {
  return describeService(world, service, scheduler.observe(service));
}
