/** How IAM distinguishes the resources of one CloudFormation type. */
export interface ScopeRow {
  /** IAM service and resource type, as the service authorisation reference names them. */
  iam: string;
  /**
   * ARN after the partition, `arn:aws:`. `R` and `A` stand for region and account, `*` for what AWS generates, `{name}` for the name
   * and `{path}` for the path of an IAM resource.
   */
  arn: string;
  /** Property with the physical name. Without one AWS generates an id, and only tags identify the resource. */
  name?: string;
  /** What identifies the resource: its name, the environment's tags, nothing (`made`), or that it is one of AWS's own defaults. */
  kind: 'named' | 'tagged' | 'made' | 'default';
}

const named = (iam: string, arn: string, name: string): ScopeRow => ({
  iam,
  arn,
  name,
  kind: 'named',
});
/** AWS generates the id, and the resource has the stack's tags. */
const tagged = (iam: string, arn: string): ScopeRow => ({
  iam,
  arn,
  kind: 'tagged',
});
/** AWS generates the id, and no condition can check a tag. */
const made = (iam: string, arn: string): ScopeRow => ({
  iam,
  arn,
  kind: 'made',
});
/** AWS's own resources that resources of the template use. */
const awsDefault = (iam: string, arn: string): ScopeRow => ({
  iam,
  arn,
  kind: 'default',
});

const alb = (iam: string, kind: string, tail: string) =>
  named(
    `elasticloadbalancing:${iam}`,
    `elasticloadbalancing:R:A:${kind}/app/{name}${tail}`,
    'Name',
  );
const ec2 = (kind: string) => tagged(`ec2:${kind}`, `ec2:R:A:${kind}/*`);

/** API Gateway's ARNs are the paths of its API; AWS generates the ids, and its actions are HTTP methods. */
const api = (root: string) =>
  [`/${root}`, `/${root}/*`, '/tags/*'].map(path =>
    made('apigateway:paths', `apigateway:R::${path}`),
  );

/** By CloudFormation type without `AWS::`. Types that are missing have no ARN in IAM: a route belongs to its route table. */
export const scopes: Readonly<Record<string, readonly ScopeRow[]>> = {
  'ApiGateway::RestApi': api('restapis'),
  'ApiGatewayV2::Api': api('apis'),
  'ApiGatewayV2::VpcLink': api('vpclinks'),
  'ApplicationAutoScaling::ScalableTarget': [
    made(
      'application-autoscaling:ScalableTarget',
      'application-autoscaling:R:A:scalable-target/*',
    ),
    // A target-tracking policy creates alarms with these names.
    made(
      'cloudwatch:alarm',
      'cloudwatch:R:A:alarm:TargetTracking-service/cluster-{suffix}/*',
    ),
  ],
  'CloudFormation::Stack': [
    made(
      'cloudformation:stack',
      'cloudformation:R:A:stack/streamflix-{suffix}/*',
    ),
    // Named after the operation; the suffix is no part of it.
    made(
      'cloudformation:changeset',
      'cloudformation:R:A:changeSet/streamflix-*/*',
    ),
  ],
  'CloudWatch::Alarm': [
    named('cloudwatch:alarm', 'cloudwatch:R:A:alarm:{name}', 'AlarmName'),
  ],
  'EC2::EIP': [ec2('elastic-ip')],
  'EC2::FlowLog': [ec2('vpc-flow-log')],
  'EC2::InternetGateway': [ec2('internet-gateway')],
  'EC2::NatGateway': [ec2('natgateway')],
  'EC2::RouteTable': [ec2('route-table')],
  'EC2::SecurityGroup': [ec2('security-group')],
  'EC2::Subnet': [ec2('subnet')],
  'EC2::VPC': [ec2('vpc')],
  'ECR::Repository': [
    named('ecr:repository', 'ecr:R:A:repository/{name}', 'RepositoryName'),
  ],
  'ECS::Cluster': [
    named('ecs:cluster', 'ecs:R:A:cluster/{name}', 'ClusterName'),
    named('ecs:task', 'ecs:R:A:task/{name}/*', 'ClusterName'),
  ],
  'ECS::Service': [
    named(
      'ecs:service',
      'ecs:R:A:service/cluster-{suffix}/{name}',
      'ServiceName',
    ),
    named(
      'ecs:service-deployment',
      'ecs:R:A:service-deployment/cluster-{suffix}/{name}/*',
      'ServiceName',
    ),
  ],
  'ECS::TaskDefinition': [
    named('ecs:task-definition', 'ecs:R:A:task-definition/{name}:*', 'Family'),
  ],
  'EFS::AccessPoint': [
    tagged(
      'elasticfilesystem:access-point',
      'elasticfilesystem:R:A:access-point/*',
    ),
  ],
  'EFS::FileSystem': [
    tagged(
      'elasticfilesystem:file-system',
      'elasticfilesystem:R:A:file-system/*',
    ),
  ],
  'EFS::MountTarget': [
    made('ec2:network-interface', 'ec2:R:A:network-interface/*'),
  ],
  'ElastiCache::ReplicationGroup': [
    named(
      'elasticache:replicationgroup',
      'elasticache:R:A:replicationgroup:{name}',
      'ReplicationGroupId',
    ),
    named(
      'elasticache:cluster',
      'elasticache:R:A:cluster:{name}-*',
      'ReplicationGroupId',
    ),
    awsDefault(
      'elasticache:parametergroup',
      'elasticache:R:A:parametergroup:default.*',
    ),
  ],
  'ElastiCache::ServerlessCache': [
    named(
      'elasticache:serverlesscache',
      'elasticache:R:A:serverlesscache:{name}',
      'ServerlessCacheName',
    ),
    made('ec2:vpc-endpoint', 'ec2:R:A:vpc-endpoint/*'),
  ],
  'ElastiCache::SubnetGroup': [
    named(
      'elasticache:subnetgroup',
      'elasticache:R:A:subnetgroup:{name}',
      'CacheSubnetGroupName',
    ),
  ],
  'ElasticLoadBalancingV2::LoadBalancer': [
    alb('loadbalancer/app/', 'loadbalancer', '/*'),
    alb('loadbalancer', 'loadbalancer', '/*'),
    alb('listener/app', 'listener', '/*/*'),
    alb('listener-rule/app', 'listener-rule', '/*/*/*'),
  ],
  'ElasticLoadBalancingV2::TargetGroup': [
    named(
      'elasticloadbalancing:targetgroup',
      'elasticloadbalancing:R:A:targetgroup/{name}/*',
      'Name',
    ),
  ],
  'IAM::ManagedPolicy': [
    named('iam:policy', 'iam::A:policy{path}{name}', 'ManagedPolicyName'),
  ],
  'IAM::Role': [named('iam:role', 'iam::A:role{path}{name}', 'RoleName')],
  'KMS::Alias': [named('kms:alias', 'kms:R:A:{name}', 'AliasName')],
  'KMS::Key': [tagged('kms:key', 'kms:R:A:key/*')],
  'Kinesis::Stream': [
    named('kinesis:stream', 'kinesis:R:A:stream/{name}', 'Name'),
  ],
  'Logs::LogGroup': [
    // Some actions are authorized on the group, others on the group followed by `:*`.
    named('logs:log-group', 'logs:R:A:log-group:{name}*', 'LogGroupName'),
  ],
  'RDS::DBCluster': [
    named('rds:cluster', 'rds:R:A:cluster:{name}', 'DBClusterIdentifier'),
    awsDefault('rds:og', 'rds:R:A:og:default:*'),
  ],
  'RDS::DBClusterParameterGroup': [
    named(
      'rds:cluster-pg',
      'rds:R:A:cluster-pg:{name}',
      'DBClusterParameterGroupName',
    ),
  ],
  'RDS::DBInstance': [
    named('rds:db', 'rds:R:A:db:{name}', 'DBInstanceIdentifier'),
    awsDefault('rds:og', 'rds:R:A:og:default:*'),
    awsDefault('rds:pg', 'rds:R:A:pg:default.*'),
  ],
  'RDS::DBParameterGroup': [
    named('rds:pg', 'rds:R:A:pg:{name}', 'DBParameterGroupName'),
  ],
  'RDS::DBSubnetGroup': [
    named('rds:subgrp', 'rds:R:A:subgrp:{name}', 'DBSubnetGroupName'),
  ],
  'SNS::Topic': [named('sns:topic', 'sns:R:A:{name}', 'TopicName')],
  'SQS::Queue': [named('sqs:queue', 'sqs:R:A:{name}', 'QueueName')],
};
