/** Names of the stack's outputs: what cdk-app writes and the status readers look for. Absent when the part is. */
export const stackOutputs = {
  vpcId: 'VpcId',
  clusterName: 'ClusterName',
  serviceName: 'ServiceName',
  workerName: 'WorkerName',
  /** Aurora cluster identifier; set for Aurora alone. */
  databaseClusterId: 'DatabaseClusterId',
  /** RDS instance identifier; set for RDS alone. */
  databaseInstanceId: 'DatabaseInstanceId',
  databaseEndpoint: 'DatabaseEndpoint',
  databaseSecretArn: 'DatabaseSecretArn',
  /** Set for a replication group alone. */
  cacheReplicationGroupId: 'CacheReplicationGroupId',
  /** Set for a serverless cache alone. */
  cacheServerlessName: 'CacheServerlessName',
  cacheEndpoint: 'CacheEndpoint',
  fileSystemId: 'FileSystemId',
  fileSystemDnsName: 'FileSystemDnsName',
  streamName: 'StreamName',
  streamArn: 'StreamArn',
  deadLetterQueueUrl: 'DeadLetterQueueUrl',
  loadBalancerDnsName: 'LoadBalancerDnsName',
  apiUrl: 'ApiUrl',
  /** REST API id; set for REST alone. */
  restApiId: 'RestApiId',
  /** CloudWatch names REST APIs by name, not id. */
  restApiName: 'RestApiName',
  /** HTTP API id; set for HTTP alone. */
  httpApiId: 'HttpApiId',
  apiStage: 'ApiStage',
  repositoryUri: 'RepositoryUri',
  topicArn: 'AlarmTopicArn',
  keyArn: 'KeyArn',
  /** Set for a protected environment without a database alone. */
  deletionProtection: 'DeletionProtection',
} as const;
