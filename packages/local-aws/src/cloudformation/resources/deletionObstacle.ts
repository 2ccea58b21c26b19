import { fieldsOf, listOf } from '../../world/values';
import type { Resource, World } from '../../world/World';
import { ResourceFailure } from '../../faults/ResourceFailure';

type Refusal = (resource: Resource) => ResourceFailure | undefined;

const protectedBy =
  (property: string, service: string, message: string): Refusal =>
  ({ properties }) =>
    String(properties[property]) === 'true'
      ? ResourceFailure.fromService(service, message)
      : undefined;

const protectedLoadBalancer: Refusal = ({ properties, physicalId }) =>
  listOf(properties.LoadBalancerAttributes)
    .map(fieldsOf)
    .some(
      ({ Key, Value }) =>
        Key === 'deletion_protection.enabled' && String(Value) === 'true',
    )
    ? ResourceFailure.fromService(
        'ElasticLoadBalancingV2',
        `Load balancer '${physicalId}' cannot be deleted because deletion protection is enabled`,
      )
    : undefined;

/** Deletion protection, by type. */
const PROTECTION: Readonly<Record<string, Refusal>> = {
  'AWS::DynamoDB::Table': protectedBy(
    'DeletionProtectionEnabled',
    'DynamoDb',
    'Resource cannot be deleted as it is currently protected against deletion. Disable deletion protection first.',
  ),
  'AWS::ElasticLoadBalancingV2::LoadBalancer': protectedLoadBalancer,
  'AWS::RDS::DBCluster': protectedBy(
    'DeletionProtection',
    'Rds',
    'Cannot delete protected Cluster, please disable deletion protection and try again.',
  ),
  'AWS::RDS::DBInstance': protectedBy(
    'DeletionProtection',
    'Rds',
    'Cannot delete protected DB Instance, please disable deletion protection and try again.',
  ),
};

interface Dependents {
  readonly service: string;
  /** Types whose resources block the deletion while they refer to this one. */
  readonly types: readonly string[];
  readonly message: (physicalId: string, blocker: Resource) => string;
}

/** What must be deleted before a resource of a type can be deleted. */
const DEPENDENTS: Readonly<Record<string, Dependents>> = {
  'AWS::EC2::SecurityGroup': {
    service: 'Ec2',
    types: [
      'AWS::EC2::NetworkInterface',
      'AWS::EC2::SecurityGroupEgress',
      'AWS::EC2::SecurityGroupIngress',
      'AWS::EC2::VPCEndpoint',
      'AWS::ECS::Service',
      'AWS::EFS::MountTarget',
      'AWS::ElastiCache::ReplicationGroup',
      'AWS::ElastiCache::ServerlessCache',
      'AWS::ElasticLoadBalancingV2::LoadBalancer',
      'AWS::RDS::DBCluster',
      'AWS::RDS::DBInstance',
    ],
    message: physicalId => `resource ${physicalId} has a dependent object`,
  },
  'AWS::EC2::Subnet': {
    service: 'Ec2',
    types: [
      'AWS::ApiGatewayV2::VpcLink',
      'AWS::EC2::NatGateway',
      'AWS::EC2::NetworkInterface',
      'AWS::EC2::VPCEndpoint',
      'AWS::ECS::Service',
      'AWS::EFS::MountTarget',
      'AWS::ElasticLoadBalancingV2::LoadBalancer',
    ],
    message: physicalId =>
      `The subnet '${physicalId}' has dependencies and cannot be deleted.`,
  },
  'AWS::EC2::VPC': {
    service: 'Ec2',
    types: [
      'AWS::EC2::SecurityGroup',
      'AWS::EC2::Subnet',
      'AWS::EC2::VPCEndpoint',
      'AWS::EC2::VPCGatewayAttachment',
    ],
    message: physicalId =>
      `The vpc '${physicalId}' has dependencies and cannot be deleted.`,
  },
  'AWS::ECS::Cluster': {
    service: 'Ecs',
    types: ['AWS::ECS::Service'],
    message: () => 'The Cluster cannot be deleted while Services are active.',
  },
  'AWS::EFS::FileSystem': {
    service: 'Efs',
    types: ['AWS::EFS::MountTarget'],
    message: () => 'file system has mount targets',
  },
  'AWS::ElastiCache::SubnetGroup': {
    service: 'ElastiCache',
    types: ['AWS::ElastiCache::ReplicationGroup'],
    message: physicalId =>
      `Cache subnet group ${physicalId} is currently in use by a cache cluster.`,
  },
  'AWS::RDS::DBCluster': {
    service: 'Rds',
    types: ['AWS::RDS::DBInstance'],
    message: () =>
      'Cluster cannot be deleted, it still contains DB instances in non-deleting state.',
  },
  'AWS::RDS::DBSubnetGroup': {
    service: 'Rds',
    types: ['AWS::RDS::DBCluster', 'AWS::RDS::DBInstance'],
    message: (physicalId, blocker) =>
      `Cannot delete the subnet group '${physicalId}' because at least one database instance: ${blocker.physicalId} is still using it.`,
  },
};

/** Why AWS would refuse to delete the resource now; undefined when it would not. */
export function deletionObstacle(
  world: World,
  resource: Resource,
): ResourceFailure | undefined {
  const { type, region, physicalId } = resource;
  const refusal = PROTECTION[type]?.(resource);
  if (refusal) return refusal;
  const rule = DEPENDENTS[type];
  const blocker = rule?.types
    .flatMap(each => world.list(region, each))
    .find(
      each =>
        each.phase !== 'deleting' &&
        each !== resource &&
        JSON.stringify(each.properties).includes(`"${physicalId}"`),
    );
  return rule && blocker
    ? ResourceFailure.fromService(
        rule.service,
        rule.message(physicalId, blocker),
        'ResourceConflict',
      )
    : undefined;
}
