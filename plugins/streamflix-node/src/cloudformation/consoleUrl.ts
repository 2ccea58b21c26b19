import type { EnvironmentRef } from '@streamflix/backstage-plugin-streamflix-common';
import { partitionOfRegion } from '../aws/partitionOfRegion';

/** Domains of AWS's console by partition. */
const domains: Record<string, string> = {
  aws: 'aws.amazon.com',
  'aws-cn': 'amazonaws.cn',
  'aws-us-gov': 'amazonaws-us-gov.com',
};

interface ConsolePage {
  account: string;
  /** Query that selects the region. */
  query: string;
}

const encode = encodeURIComponent;

/** CloudWatch's console encodes names twice, with dollar signs. */
const encodeLogGroup = (name: string) =>
  encode(encode(name)).replaceAll('%', '$');

/** The part of a path or ARN after a number of slashes. */
const segment = (id: string, index: number) =>
  encode(id.split('/')[index] ?? '');

/** Path of a resource's page by type without `AWS::`, given its physical id. */
const pages: Record<
  string,
  ((id: string, page: ConsolePage) => string) | undefined
> = {
  'EC2::VPC': (id, { query }) =>
    `vpcconsole/home?${query}#VpcDetails:VpcId=${encode(id)}`,
  'EC2::Subnet': (id, { query }) =>
    `vpcconsole/home?${query}#SubnetDetails:subnetId=${encode(id)}`,
  'EC2::NatGateway': (id, { query }) =>
    `vpcconsole/home?${query}#NatGatewayDetails:natGatewayId=${encode(id)}`,
  'EC2::SecurityGroup': (id, { query }) =>
    `ec2/home?${query}#SecurityGroup:groupId=${encode(id)}`,
  'ElasticLoadBalancingV2::LoadBalancer': (id, { query }) =>
    `ec2/home?${query}#LoadBalancer:loadBalancerArn=${id}`,
  'ElasticLoadBalancingV2::TargetGroup': (id, { query }) =>
    `ec2/home?${query}#TargetGroup:targetGroupArn=${id}`,
  'ECS::Cluster': (id, { query }) =>
    `ecs/v2/clusters/${encode(id)}/services?${query}`,
  'ECS::Service': (id, { query }) =>
    `ecs/v2/clusters/${segment(id, 1)}/services/${segment(
      id,
      2,
    )}/health?${query}`,
  'RDS::DBCluster': (id, { query }) =>
    `rds/home?${query}#database:id=${encode(id)};is-cluster=true`,
  'RDS::DBInstance': (id, { query }) =>
    `rds/home?${query}#database:id=${encode(id)};is-cluster=false`,
  'EFS::FileSystem': (id, { query }) =>
    `efs/home?${query}#/file-systems/${encode(id)}`,
  'Kinesis::Stream': (id, { query }) =>
    `kinesis/home?${query}#/streams/details/${encode(id)}/monitoring`,
  'SQS::Queue': (id, { query }) => `sqs/v3/home?${query}#/queues/${encode(id)}`,
  'SNS::Topic': (id, { query }) => `sns/v3/home?${query}#/topic/${id}`,
  'ECR::Repository': (id, { query, account }) =>
    `ecr/repositories/private/${account}/${id}?${query}`,
  'IAM::Role': (id, { query }) =>
    `iam/home?${query}#/roles/details/${encode(id)}`,
  'KMS::Key': (id, { query }) => `kms/home?${query}#/kms/keys/${encode(id)}`,
  'Logs::LogGroup': (id, { query }) =>
    `cloudwatch/home?${query}#logsV2:log-groups/log-group/${encodeLogGroup(
      id,
    )}`,
  'CloudWatch::Alarm': (id, { query }) =>
    `cloudwatch/home?${query}#alarmsV2:alarm/${encode(id)}`,
  'ApiGateway::RestApi': (id, { query }) =>
    `apigateway/main/apis/${encode(id)}/resources?api=${encode(id)}&${query}`,
};

const consoleOf = (region: string) =>
  `https://${region}.console.${domains[partitionOfRegion(region)]}`;

/** The page of a stack in AWS's console. */
export function stackConsoleUrl(
  ref: Pick<EnvironmentRef, 'region'>,
  stackArn: string,
  tab: 'stackinfo' | 'resources' = 'stackinfo',
): string {
  const { region } = ref;
  return `${consoleOf(
    region,
  )}/cloudformation/home?region=${region}#/stacks/${tab}?stackId=${encode(
    stackArn,
  )}`;
}

/** The page of a resource in AWS's console; that of its stack's resources where its type has none, or it has no id yet. */
export function resourceConsoleUrl(
  ref: Pick<EnvironmentRef, 'account' | 'region'>,
  stackArn: string,
  { type, physicalId }: { type: string; physicalId: string },
): string {
  const { account, region } = ref;
  const page = pages[type.replace('AWS::', '')];
  return page && physicalId
    ? `${consoleOf(region)}/${page(physicalId, {
        account,
        query: `region=${region}`,
      })}`
    : stackConsoleUrl(ref, stackArn, 'resources');
}
