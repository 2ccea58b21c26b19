/**
 * Names of the stack's outputs, written by cdk-app and read by the status readers. Absent when the component is.
 *
 * @public
 */
export const stackOutputs = {
  vpcId: 'VpcId',
  clusterName: 'ClusterName',
  serviceName: 'ServiceName',
  workerName: 'WorkerName',
  /** Aurora cluster identifier; Aurora only. */
  databaseClusterId: 'DatabaseClusterId',
  /** RDS instance identifier; RDS only. */
  databaseInstanceId: 'DatabaseInstanceId',
  databaseEndpoint: 'DatabaseEndpoint',
  databaseSecretArn: 'DatabaseSecretArn',
  /** Replication group only. */
  cacheReplicationGroupId: 'CacheReplicationGroupId',
  /** Serverless cache only. */
  cacheServerlessName: 'CacheServerlessName',
  cacheEndpoint: 'CacheEndpoint',
  fileSystemId: 'FileSystemId',
  fileSystemDnsName: 'FileSystemDnsName',
  streamName: 'StreamName',
  streamArn: 'StreamArn',
  deadLetterQueueUrl: 'DeadLetterQueueUrl',
  loadBalancerDnsName: 'LoadBalancerDnsName',
  apiUrl: 'ApiUrl',
  /** REST API id; REST only. */
  restApiId: 'RestApiId',
  /** CloudWatch identifies REST APIs by name, not id. */
  restApiName: 'RestApiName',
  /** HTTP API id; HTTP only. */
  httpApiId: 'HttpApiId',
  apiStage: 'ApiStage',
  repositoryUri: 'RepositoryUri',
  topicArn: 'AlarmTopicArn',
  keyArn: 'KeyArn',
  /** Only for a protected environment without a database. */
  deletionProtection: 'DeletionProtection',
} as const;
