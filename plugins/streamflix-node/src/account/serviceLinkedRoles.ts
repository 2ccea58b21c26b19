/**
 * A role that AWS creates with the first resource of a service, once per account.
 *
 * @public
 */
export interface ServiceLinkedRole {
  name: string;
  /** The service that assumes it. */
  service: string;
  /** Resource types whose creation needs it, without `AWS::`. */
  types: readonly string[];
}

/**
 * The service-linked roles of what environments consist of.
 * Source: the page about service-linked roles in each service's guide.
 *
 * @public
 */
export const serviceLinkedRoles: readonly ServiceLinkedRole[] = [
  {
    name: 'AWSServiceRoleForECS',
    service: 'ecs.amazonaws.com',
    types: ['ECS::Cluster'],
  },
  {
    name: 'AWSServiceRoleForApplicationAutoScaling_ECSService',
    service: 'ecs.application-autoscaling.amazonaws.com',
    types: ['ApplicationAutoScaling::ScalableTarget'],
  },
  {
    name: 'AWSServiceRoleForElastiCache',
    service: 'elasticache.amazonaws.com',
    types: ['ElastiCache::ReplicationGroup', 'ElastiCache::ServerlessCache'],
  },
  {
    name: 'AWSServiceRoleForAmazonElasticFileSystem',
    service: 'elasticfilesystem.amazonaws.com',
    types: ['EFS::MountTarget'],
  },
  {
    name: 'AWSServiceRoleForElasticLoadBalancing',
    service: 'elasticloadbalancing.amazonaws.com',
    types: ['ElasticLoadBalancingV2::LoadBalancer'],
  },
  {
    name: 'AWSServiceRoleForAPIGateway',
    service: 'ops.apigateway.amazonaws.com',
    types: ['ApiGatewayV2::VpcLink'],
  },
  {
    name: 'AWSServiceRoleForRDS',
    service: 'rds.amazonaws.com',
    types: [
      'RDS::DBCluster',
      'RDS::DBClusterParameterGroup',
      'RDS::DBInstance',
      'RDS::DBSubnetGroup',
    ],
  },
];
