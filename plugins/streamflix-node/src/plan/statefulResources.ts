/**
 * Types whose resources hold data that cannot be recreated: a replacement or a removal loses it.
 *
 * Unlike AWS's own `isStateful` it excludes log groups, and it includes some types that AWS leaves out: the test compares the
 * two.
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
 * Properties that a change set reports as conditional although changing them never replaces the resource: per the resource
 * reference, an update of each requires an interruption at most.
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

/** Whether a change of the property never replaces the resource, whatever a change set reports. */
export const interruptsOnly = (type: string, property: string): boolean =>
  interruptOnly[type]?.includes(property) ?? false;
