/** A call StreamFlix makes itself, in addition to what CloudFormation does on its behalf. */
export interface ProductCall {
  /** IAM action; undefined when AWS requires no permission. */
  action?: string;
  /** The called resources: the environment's own, or all of a type, as for a list. */
  on: 'ours' | 'all';
  why: string;
  /**
   * Resource types without `AWS::`; the call is made only if the environment has one of them. Undefined for every environment.
   */
  types?: readonly string[];
}

const call = (
  action: string | undefined,
  on: ProductCall['on'],
  why: string,
  ...types: string[]
): ProductCall => ({
  action,
  on,
  why,
  types: types.length > 0 ? types : undefined,
});

const lists = 'status: read for all environments at once';
const plan = 'plan, deploy';
const engines = 'which engine versions AWS offers';
const unprotecting = 'deleting the leftover database of a failed creation';
const staging = 'templates that are too large for the request';

/** By SDK client and command, as in the imports of streamflix-node. */
export const productCalls: Readonly<Record<string, ProductCall>> = {
  'cloudformation:CancelUpdateStack': call(
    'cloudformation:CancelUpdateStack',
    'ours',
    'cancelling an update',
  ),
  'cloudformation:ContinueUpdateRollback': call(
    'cloudformation:ContinueUpdateRollback',
    'ours',
    'repairing a rollback that failed',
  ),
  'cloudformation:CreateChangeSet': call(
    'cloudformation:CreateChangeSet',
    'ours',
    plan,
  ),
  'cloudformation:DeleteChangeSet': call(
    'cloudformation:DeleteChangeSet',
    'ours',
    'discarding a plan',
  ),
  'cloudformation:DeleteStack': call(
    'cloudformation:DeleteStack',
    'ours',
    'destroy',
  ),
  'cloudformation:DescribeChangeSet': call(
    'cloudformation:DescribeChangeSet',
    'ours',
    plan,
  ),
  'cloudformation:DescribeEvents': call(
    'cloudformation:DescribeEvents',
    'ours',
    'why AWS rejected a plan',
  ),
  'cloudformation:DescribeStackEvents': call(
    'cloudformation:DescribeStackEvents',
    'ours',
    'following an operation',
  ),
  'cloudformation:DescribeStacks': call(
    'cloudformation:DescribeStacks',
    'all',
    'AWS cannot find a stack by its tags: all are read',
  ),
  'cloudformation:ExecuteChangeSet': call(
    'cloudformation:ExecuteChangeSet',
    'ours',
    'deploy',
  ),
  'cloudformation:GetTemplate': call(
    'cloudformation:GetTemplate',
    'ours',
    'the request and the specification in the template, also of a change set',
  ),
  'cloudformation:ListChangeSets': call(
    'cloudformation:ListChangeSets',
    'ours',
    plan,
  ),
  'cloudformation:ListStackResources': call(
    'cloudformation:ListStackResources',
    'ours',
    'status, what an operation leaves',
  ),
  'cloudformation:ListStacks': call(
    'cloudformation:ListStacks',
    'all',
    'only this list contains deleted stacks',
  ),
  'cloudformation:UpdateTerminationProtection': call(
    'cloudformation:UpdateTerminationProtection',
    'ours',
    'deletion protection',
  ),
  'cloudwatch:GetMetricData': call(
    'cloudwatch:GetMetricData',
    'all',
    'metrics of the cards',
  ),
  'api-gateway:GetAccount': call(
    'apigateway:GET',
    'ours',
    'whether a REST API may write logs',
    'ApiGateway::RestApi',
  ),
  'api-gateway:GetStage': call(
    'apigateway:GET',
    'ours',
    'status of the API',
    'ApiGateway::RestApi',
  ),
  'apigatewayv2:GetApi': call(
    'apigateway:GET',
    'ours',
    'status of the API',
    'ApiGatewayV2::Api',
  ),
  'apigatewayv2:GetStage': call(
    'apigateway:GET',
    'ours',
    'status of the API',
    'ApiGatewayV2::Api',
  ),
  'ecs:DescribeServices': call(
    'ecs:DescribeServices',
    'ours',
    'status',
    'ECS::Service',
  ),
  'ecs:DescribeTasks': call(
    'ecs:DescribeTasks',
    'ours',
    'why tasks do not start',
    'ECS::Service',
  ),
  'ecs:ListTasks': call(
    'ecs:ListTasks',
    'ours',
    'why tasks do not start',
    'ECS::Service',
  ),
  'elasticache:DescribeCacheEngineVersions': call(
    'elasticache:DescribeCacheEngineVersions',
    'all',
    engines,
    'ElastiCache::ReplicationGroup',
    'ElastiCache::ServerlessCache',
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
    'ours',
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
    'ours',
    unprotecting,
    'RDS::DBCluster',
  ),
  'rds:ModifyDBInstance': call(
    'rds:ModifyDBInstance',
    'ours',
    unprotecting,
    'RDS::DBInstance',
  ),
  'rds:DescribeDBEngineVersions': call(
    'rds:DescribeDBEngineVersions',
    'all',
    engines,
    'RDS::DBCluster',
    'RDS::DBInstance',
  ),
  's3:DeleteObject': call('s3:DeleteObject', 'ours', staging),
  's3:PutObject': call('s3:PutObject', 'ours', staging),
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
  'sts:GetCallerIdentity': call(undefined, 'all', 'AWS requires no permission'),
};
