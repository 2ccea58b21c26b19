/** A call StreamFlix makes itself, in addition to what CloudFormation does on its behalf. */
export interface StreamflixCall {
  /** IAM action; undefined when AWS requires no permission. */
  action?: string;
  /** The called resources: the environment's own, or all of a type, as for a list. */
  on: 'environment' | 'all';
  purpose: string;
  /**
   * Resource types without `AWS::`; the call is made only if the environment has one of them. Undefined for every environment.
   */
  types?: readonly string[];
}

const call = (
  action: string | undefined,
  on: StreamflixCall['on'],
  purpose: string,
  ...types: string[]
): StreamflixCall => ({
  action,
  on,
  purpose,
  types: types.length > 0 ? types : undefined,
});

const account = 'checking what an account needs';
const lists = 'status: read for all environments at once';
const plan = 'plan, deploy';
const engines = 'which engine versions AWS offers';
const images = 'whether an image exists, and for which processor';
const events = 'changes that AWS reports to a queue';
const quotas = 'whether the quotas of the account leave room';
const unprotecting = 'deleting the leftover database of a failed creation';
const staging = 'templates that are too large for the request';

/** By SDK client and command, as in the imports of streamflix-node. */
export const streamflixCalls: Readonly<Record<string, StreamflixCall>> = {
  'cloudformation:CancelUpdateStack': call(
    'cloudformation:CancelUpdateStack',
    'environment',
    'cancelling an update',
  ),
  'cloudformation:ContinueUpdateRollback': call(
    'cloudformation:ContinueUpdateRollback',
    'environment',
    'repairing a rollback that failed',
  ),
  'cloudformation:CreateChangeSet': call(
    'cloudformation:CreateChangeSet',
    'environment',
    plan,
  ),
  'cloudformation:DeleteChangeSet': call(
    'cloudformation:DeleteChangeSet',
    'environment',
    'discarding a plan',
  ),
  'cloudformation:DeleteStack': call(
    'cloudformation:DeleteStack',
    'environment',
    'destroy',
  ),
  'cloudformation:DescribeChangeSet': call(
    'cloudformation:DescribeChangeSet',
    'environment',
    plan,
  ),
  'cloudformation:DescribeEvents': call(
    'cloudformation:DescribeEvents',
    'environment',
    'why AWS rejected a plan',
  ),
  'cloudformation:DescribeStackEvents': call(
    'cloudformation:DescribeStackEvents',
    'environment',
    'following an operation',
  ),
  'cloudformation:DescribeStacks': call(
    'cloudformation:DescribeStacks',
    'all',
    'AWS cannot find a stack by its tags: all are read',
  ),
  'cloudformation:ExecuteChangeSet': call(
    'cloudformation:ExecuteChangeSet',
    'environment',
    'deploy',
  ),
  'cloudformation:GetTemplate': call(
    'cloudformation:GetTemplate',
    'environment',
    'the request and the specification in the template, also of a change set',
  ),
  'cloudformation:ListChangeSets': call(
    'cloudformation:ListChangeSets',
    'environment',
    plan,
  ),
  'cloudformation:ListStackResources': call(
    'cloudformation:ListStackResources',
    'environment',
    'status, what an operation leaves',
  ),
  'cloudformation:ListStacks': call(
    'cloudformation:ListStacks',
    'all',
    'only this list contains deleted stacks',
  ),
  'cloudformation:UpdateTerminationProtection': call(
    'cloudformation:UpdateTerminationProtection',
    'environment',
    'deletion protection',
  ),
  'cloudwatch:DescribeAlarms': call(
    'cloudwatch:DescribeAlarms',
    'environment',
    'alarms of the cards',
    'CloudWatch::Alarm',
  ),
  'cloudwatch:GetMetricData': call(
    'cloudwatch:GetMetricData',
    'all',
    'metrics of the cards',
  ),
  'api-gateway:GetAccount': call('apigateway:GET', 'environment', account),
  'api-gateway:GetStage': call(
    'apigateway:GET',
    'environment',
    'status of the API',
    'ApiGateway::RestApi',
  ),
  'apigatewayv2:GetStage': call(
    'apigateway:GET',
    'environment',
    'status of the API',
    'ApiGatewayV2::Api',
  ),
  'apigatewayv2:GetVpcLinks': call(
    'apigateway:GET',
    // The list has an ARN of its own, below which are the links.
    'environment',
    'whether the VPC link of an API is active',
    'ApiGatewayV2::VpcLink',
  ),
  'ecr:BatchGetImage': call('ecr:BatchGetImage', 'all', images, 'ECS::Service'),
  'ecr:GetDownloadUrlForLayer': call(
    'ecr:GetDownloadUrlForLayer',
    'all',
    images,
    'ECS::Service',
  ),
  'ecs:DescribeServices': call(
    'ecs:DescribeServices',
    'environment',
    'status',
    'ECS::Service',
  ),
  'cloudwatch-logs:GetLogEvents': call(
    'logs:GetLogEvents',
    'environment',
    'the last lines of a failed container',
    'ECS::Service',
  ),
  'cloudwatch-logs:FilterLogEvents': call(
    'logs:FilterLogEvents',
    'environment',
    'the last lines of the logs of service, worker and API',
    'Logs::LogGroup',
  ),
  'ecs:DescribeTaskDefinition': call(
    'ecs:DescribeTaskDefinition',
    'all',
    'the log group of a failed container',
    'ECS::Service',
  ),
  'ecs:DescribeTasks': call(
    'ecs:DescribeTasks',
    'environment',
    'why tasks do not start',
    'ECS::Service',
  ),
  'ecs:ListTasks': call(
    'ecs:ListTasks',
    'environment',
    'why tasks do not start',
    'ECS::Service',
  ),
  'elasticache:DescribeCacheEngineVersions': call(
    'elasticache:DescribeCacheEngineVersions',
    'all',
    engines,
  ),
  'elasticache:DescribeReservedCacheNodesOfferings': call(
    'elasticache:DescribeReservedCacheNodesOfferings',
    'all',
    'which cache node types AWS sells in the region',
  ),
  'elasticache:DescribeReplicationGroups': call(
    'elasticache:DescribeReplicationGroups',
    'all',
    lists,
    'ElastiCache::ReplicationGroup',
  ),
  'elasticache:DescribeServerlessCaches': call(
    'elasticache:DescribeServerlessCaches',
    'all',
    lists,
    'ElastiCache::ServerlessCache',
  ),
  'kinesis:DescribeStreamSummary': call(
    'kinesis:DescribeStreamSummary',
    'environment',
    'status of the stream',
    'Kinesis::Stream',
  ),
  'rds:DescribeDBClusters': call(
    'rds:DescribeDBClusters',
    'all',
    lists,
    'RDS::DBCluster',
  ),
  'rds:DescribeDBInstances': call(
    'rds:DescribeDBInstances',
    'all',
    lists,
    'RDS::DBInstance',
  ),
  'rds:ModifyDBCluster': call(
    'rds:ModifyDBCluster',
    'environment',
    unprotecting,
    'RDS::DBCluster',
  ),
  'rds:ModifyDBInstance': call(
    'rds:ModifyDBInstance',
    'environment',
    unprotecting,
    'RDS::DBInstance',
  ),
  'rds:DescribeDBEngineVersions': call(
    'rds:DescribeDBEngineVersions',
    'all',
    engines,
  ),
  'ec2:DescribeAvailabilityZones': call(
    'ec2:DescribeAvailabilityZones',
    'all',
    'which zones the account has',
  ),
  'ec2:DescribeRegions': call(
    'ec2:DescribeRegions',
    'all',
    'whether the account has enabled a region, or a policy denies it',
  ),
  'rds:DescribeEvents': call(
    'rds:DescribeEvents',
    'all',
    'how often the storage of a database has changed',
    'RDS::DBInstance',
  ),
  'rds:DescribeOrderableDBInstanceOptions': call(
    'rds:DescribeOrderableDBInstanceOptions',
    'all',
    'which instance classes the account can order',
  ),
  's3:DeleteObject': call('s3:DeleteObject', 'environment', staging),
  's3:PutObject': call('s3:PutObject', 'environment', staging),
  'secrets-manager:DescribeSecret': call(
    'secretsmanager:DescribeSecret',
    'all',
    'whether a named secret exists; never its value',
  ),
  'secrets-manager:ListSecrets': call(
    'secretsmanager:ListSecrets',
    'all',
    'the form’s list of names',
  ),
  'ec2:DescribeAddresses': call('ec2:DescribeAddresses', 'all', quotas),
  'ec2:DescribeVpcs': call('ec2:DescribeVpcs', 'all', quotas),
  'service-quotas:GetServiceQuota': call(
    'servicequotas:GetServiceQuota',
    'all',
    quotas,
  ),
  'iam:GetPolicy': call('iam:GetPolicy', 'all', account),
  'iam:GetRole': call('iam:GetRole', 'all', account),
  'sqs:DeleteMessageBatch': call('sqs:DeleteMessage', 'environment', events),
  'sqs:GetQueueAttributes': call(
    'sqs:GetQueueAttributes',
    'environment',
    account,
  ),
  'sqs:ReceiveMessage': call('sqs:ReceiveMessage', 'environment', events),
  'sts:GetCallerIdentity': call(undefined, 'all', 'AWS requires no permission'),
};

/**
 * Actions that CloudFormation uses with the permissions of the caller that creates a change set, to warn of quotas; without them it skips that
 * check. Source: CloudFormation User Guide, "Validate stack deployments".
 */
export const validationActions: readonly string[] = [
  'cloudwatch:GetMetricData',
  'ec2:DescribeSecurityGroups',
  'iam:GetAccountSummary',
  'lambda:GetAccountSettings',
  'servicequotas:GetServiceQuota',
];
