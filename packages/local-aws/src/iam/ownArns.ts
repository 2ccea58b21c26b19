import type { Fields } from '../world/values';

/** A resource of a stack, which may not exist yet. */
export interface Subject {
  readonly type: string;
  readonly region: string;
  readonly accountId: string;
  readonly properties: Readonly<Fields>;
  /** Empty before the resource exists. */
  readonly attributes: Readonly<Fields>;
  /** Missing before the resource exists. */
  readonly physicalId?: string;
}

/** IAM resource type, and its ARN after the partition: `R` and `A` stand for region and account, `{Name}` for an attribute or property. */
type Row = readonly [iam: string, arn: string | ((subject: Subject) => string)];

const ec2 = (kind: string, id: string): Row[] => [
  [`ec2:${kind}`, `ec2:R:A:${kind}/{${id}}`],
];

/** The ARN in an attribute or the identifier, and before it exists, what is known of it. */
const physical =
  (planned: string) =>
  ({ physicalId }: Subject): string =>
    physicalId?.startsWith('arn:')
      ? physicalId.slice('arn:aws:'.length)
      : planned;

/** Of a listener or rule, whose ARN starts with its parent's. */
const below =
  (property: string, from: string, to: string) =>
  ({ physicalId, properties }: Subject): string =>
    (physicalId?.startsWith('arn:')
      ? physicalId
      : `${String(properties[property]).replace(from, to)}/*`
    ).slice('arn:aws:'.length);

/** Alarms of a target tracking policy, which AWS creates in the name of the caller. */
const alarmsOfPolicy = ({ properties }: Subject): string =>
  `cloudwatch:R:A:alarm:TargetTracking-${String(
    properties.ScalingTargetId ?? properties.ResourceId,
  ).replace(/\|.*/, '')}-AlarmHigh-*`;

const iamPath = ({ properties: { Path } }: Subject) =>
  typeof Path === 'string' ? Path : '/';

const roles =
  (kind: string, name: string) =>
  (subject: Subject): string =>
    `iam::A:${kind}${iamPath(subject)}{${name}}`;

/** By CloudFormation type without `AWS::`. Types without a row have no ARN of their own in IAM. */
const rows: Readonly<Record<string, readonly Row[]>> = {
  'ApplicationAutoScaling::ScalableTarget': [
    [
      'application-autoscaling:ScalableTarget',
      'application-autoscaling:R:A:scalable-target/*',
    ],
    ['cloudwatch:alarm', alarmsOfPolicy],
  ],
  'ApplicationAutoScaling::ScalingPolicy': [
    [
      'application-autoscaling:ScalableTarget',
      'application-autoscaling:R:A:scalable-target/*',
    ],
    ['cloudwatch:alarm', alarmsOfPolicy],
  ],
  'CloudWatch::Alarm': [
    ['cloudwatch:alarm', 'cloudwatch:R:A:alarm:{AlarmName}'],
  ],
  'EC2::EIP': ec2('elastic-ip', 'AllocationId'),
  'EC2::FlowLog': ec2('vpc-flow-log', 'Id'),
  'EC2::InternetGateway': ec2('internet-gateway', 'InternetGatewayId'),
  'EC2::NatGateway': ec2('natgateway', 'NatGatewayId'),
  'EC2::RouteTable': ec2('route-table', 'RouteTableId'),
  'EC2::SecurityGroup': ec2('security-group', 'GroupId'),
  'EC2::Subnet': ec2('subnet', 'SubnetId'),
  'EC2::VPC': ec2('vpc', 'VpcId'),
  'ECR::Repository': [
    ['ecr:repository', 'ecr:R:A:repository/{RepositoryName}'],
  ],
  'ECS::Cluster': [['ecs:cluster', 'ecs:R:A:cluster/{ClusterName}']],
  'ECS::Service': [
    [
      'ecs:service',
      ({ properties: { Cluster } }) =>
        `ecs:R:A:service/${String(Cluster).replace(
          /^.*cluster\//,
          '',
        )}/{ServiceName}`,
    ],
    [
      'ecs:service-deployment',
      ({ properties: { Cluster } }) =>
        `ecs:R:A:service-deployment/${String(Cluster).replace(
          /^.*cluster\//,
          '',
        )}/{ServiceName}/*`,
    ],
  ],
  'ECS::TaskDefinition': [
    ['ecs:task-definition', 'ecs:R:A:task-definition/{Family}:*'],
  ],
  'EFS::AccessPoint': [
    [
      'elasticfilesystem:access-point',
      'elasticfilesystem:R:A:access-point/{AccessPointId}',
    ],
  ],
  'EFS::FileSystem': [
    [
      'elasticfilesystem:file-system',
      'elasticfilesystem:R:A:file-system/{FileSystemId}',
    ],
  ],
  'EFS::MountTarget': [
    ['ec2:network-interface', 'ec2:R:A:network-interface/*'],
  ],
  'ElastiCache::ReplicationGroup': [
    [
      'elasticache:replicationgroup',
      'elasticache:R:A:replicationgroup:{ReplicationGroupId}',
    ],
    ['elasticache:cluster', 'elasticache:R:A:cluster:{ReplicationGroupId}-001'],
  ],
  'ElastiCache::ServerlessCache': [
    [
      'elasticache:serverlesscache',
      'elasticache:R:A:serverlesscache:{ServerlessCacheName}',
    ],
    ['ec2:vpc-endpoint', 'ec2:R:A:vpc-endpoint/*'],
  ],
  'ElastiCache::SubnetGroup': [
    [
      'elasticache:subnetgroup',
      'elasticache:R:A:subnetgroup:{CacheSubnetGroupName}',
    ],
  ],
  'ElasticLoadBalancingV2::Listener': [
    [
      'elasticloadbalancing:listener',
      below('LoadBalancerArn', ':loadbalancer/', ':listener/'),
    ],
  ],
  'ElasticLoadBalancingV2::ListenerRule': [
    [
      'elasticloadbalancing:listener-rule',
      below('ListenerArn', ':listener/', ':listener-rule/'),
    ],
  ],
  'ElasticLoadBalancingV2::LoadBalancer': [
    [
      'elasticloadbalancing:loadbalancer',
      physical('elasticloadbalancing:R:A:loadbalancer/app/{Name}/*'),
    ],
  ],
  'ElasticLoadBalancingV2::TargetGroup': [
    [
      'elasticloadbalancing:targetgroup',
      physical('elasticloadbalancing:R:A:targetgroup/{Name}/*'),
    ],
  ],
  'IAM::ManagedPolicy': [['iam:policy', roles('policy', 'ManagedPolicyName')]],
  'IAM::Role': [['iam:role', roles('role', 'RoleName')]],
  'KMS::Alias': [['kms:alias', 'kms:R:A:{AliasName}']],
  'KMS::Key': [['kms:key', 'kms:R:A:key/{KeyId}']],
  'Kinesis::Stream': [['kinesis:stream', 'kinesis:R:A:stream/{Name}']],
  'Logs::LogGroup': [['logs:log-group', 'logs:R:A:log-group:{LogGroupName}']],
  'RDS::DBCluster': [['rds:cluster', 'rds:R:A:cluster:{DBClusterIdentifier}']],
  'RDS::DBClusterParameterGroup': [
    ['rds:cluster-pg', 'rds:R:A:cluster-pg:{DBClusterParameterGroupName}'],
  ],
  'RDS::DBInstance': [['rds:db', 'rds:R:A:db:{DBInstanceIdentifier}']],
  'RDS::DBParameterGroup': [['rds:pg', 'rds:R:A:pg:{DBParameterGroupName}']],
  'RDS::DBSubnetGroup': [['rds:subgrp', 'rds:R:A:subgrp:{DBSubnetGroupName}']],
  'SNS::Topic': [['sns:topic', 'sns:R:A:{TopicName}']],
  'SQS::Queue': [['sqs:queue', 'sqs:R:A:{QueueName}']],
};

/** Types whose resources have an ARN. */
export const typesWithArns: readonly string[] = Object.keys(rows).map(
  type => `AWS::${type}`,
);

/** Elastic Load Balancing names its types in several ways: `loadbalancer/app/`, `listener/app`. */
const isOf = (row: string, iam: string): boolean =>
  iam.endsWith(':')
    ? row.startsWith(iam)
    : iam.replace(/^(elasticloadbalancing:[\w-]+)\/app\/?$/, '$1') === row;

/**
 * The ARNs of a resource as an IAM resource type, with `*` for what AWS generates.
 *
 * @param iam - such as `ec2:vpc`; `ec2:` for every type of the service
 */
export function ownArns(subject: Subject, iam: string): string[] {
  const { type, region, accountId, properties, attributes } = subject;
  return (rows[type.replace(/^AWS::/, '')] ?? [])
    .filter(([row]) => isOf(row, iam))
    .map(([, arn]) => {
      const text = typeof arn === 'string' ? arn : arn(subject);
      return `arn:aws:${text
        .replace(':R:', `:${region}:`)
        .replace(':A:', `:${accountId}:`)
        .replaceAll(/\{(\w+)\}/g, (_, name: string) =>
          String(
            attributes[name] ?? properties[name] ?? subject.physicalId ?? '*',
          ),
        )}`;
    });
}
