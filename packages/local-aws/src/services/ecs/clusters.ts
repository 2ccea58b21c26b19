import { AwsError } from '../../protocols/Service';
import { stringOf } from '../../world/values';
import type { Resource, World } from '../../world/World';

/** Last part of an ARN, or the name itself. */
export function nameOf(nameOrArn: string): string {
  return nameOrArn.split('/').pop() ?? nameOrArn;
}

export function clusterArn(world: World, cluster: Resource): string {
  return (
    stringOf(cluster.attributes.Arn) ??
    `arn:aws:ecs:${cluster.region}:${world.accountId}:cluster/${cluster.physicalId}`
  );
}

/** ARN of a service's cluster, which the service may refer to by name or ARN. */
export function clusterArnOf(world: World, service: Resource): string {
  const name = nameOf(stringOf(service.properties.Cluster) ?? 'default');
  return `arn:aws:ecs:${service.region}:${world.accountId}:cluster/${name}`;
}

/** @throws AwsError when the cluster (`default` if none is given) does not exist */
export function requireCluster(
  world: World,
  region: string,
  cluster: unknown,
): Resource {
  const found = world.find(
    region,
    'AWS::ECS::Cluster',
    nameOf(stringOf(cluster) ?? 'default'),
  );
  if (!found)
    throw new AwsError('ClusterNotFoundException', 'Cluster not found.');
  return found;
}

export function servicesOf(world: World, cluster: Resource): Resource[] {
  const arn = clusterArn(world, cluster);
  return world
    .list(cluster.region, 'AWS::ECS::Service')
    .filter(service => clusterArnOf(world, service) === arn);
}
