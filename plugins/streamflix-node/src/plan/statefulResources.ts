/**
 * Types whose resources hold what cannot be made again: a replacement or a removal loses it.
 *
 * Narrower than AWS's own `isStateful`, which counts log groups as well, and wider, for it leaves out some: the test
 * compares the two.
 */
export const statefulTypes: ReadonlySet<string> = new Set([
  'AWS::DynamoDB::Table',
  'AWS::ECR::Repository',
  'AWS::EFS::FileSystem',
  'AWS::ElastiCache::ReplicationGroup',
  'AWS::ElastiCache::ServerlessCache',
  'AWS::KMS::Key',
  'AWS::Kinesis::Stream',
  'AWS::RDS::DBCluster',
  'AWS::RDS::DBInstance',
  'AWS::S3::Bucket',
  'AWS::SecretsManager::Secret',
  'AWS::SQS::Queue',
]);

/**
 * Properties a change set calls conditional although no change of them replaces the resource: the resource reference
 * says of each that an update requires an interruption at most.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-rds-dbinstance.html
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-elasticache-replicationgroup.html
 */
const interruptOnly: Readonly<Record<string, readonly string[]>> = {
  'AWS::RDS::DBInstance': [
    'AutoMinorVersionUpgrade',
    'BackupRetentionPeriod',
    'DBParameterGroupName',
    'MultiAZ',
    'PreferredMaintenanceWindow',
    'StorageType',
  ],
  // NodeGroupConfiguration and NumNodeGroups do replace, unless the template asks for online resharding.
  'AWS::ElastiCache::ReplicationGroup': ['AuthToken'],
};

/** Whether a change of the property leaves the resource where it is, whatever a change set says of it. */
export const interruptsOnly = (type: string, property: string): boolean =>
  interruptOnly[type]?.includes(property) ?? false;
