/** The service whose role the resources of a service need. */
export const linkedService: Readonly<Record<string, string>> = {
  ApiGatewayV2: 'ops.apigateway',
  ApplicationAutoScaling: 'ecs.application-autoscaling',
  ECS: 'ecs',
  EFS: 'elasticfilesystem',
  ElastiCache: 'elasticache',
  ElasticLoadBalancingV2: 'elasticloadbalancing',
  RDS: 'rds',
};

/** The name of a service in policies and trust. */
export const serviceDomain = (service: string) => `${service}.amazonaws.com`;
