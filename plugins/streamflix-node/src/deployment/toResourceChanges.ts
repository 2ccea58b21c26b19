import type { ResourceChange as AwsResourceChange } from '@aws-sdk/client-cloudformation';
import type { ResourceChange } from './Plan';

/**
 * Types whose resources hold what cannot be made again.
 * Narrower than AWS's own `isStateful`, which counts log groups and users as well.
 */
const holdsData = new Set([
  'AWS::RDS::DBCluster',
  'AWS::RDS::DBInstance',
  'AWS::ElastiCache::ReplicationGroup',
  'AWS::ElastiCache::ServerlessCache',
  'AWS::EFS::FileSystem',
  'AWS::Kinesis::Stream',
  'AWS::SQS::Queue',
  'AWS::KMS::Key',
  'AWS::ECR::Repository',
  'AWS::S3::Bucket',
  'AWS::DynamoDB::Table',
  'AWS::SecretsManager::Secret',
]);

function actionOf(change: AwsResourceChange): ResourceChange['action'] {
  switch (change.Action) {
    case 'Add':
      return 'add';
    case 'Remove':
      return 'remove';
    default:
      // Conditional means that only the execution will tell: nobody may be surprised by a loss.
      return change.Replacement === 'True' ||
        change.Replacement === 'Conditional'
        ? 'replace'
        : 'change';
  }
}

/** An Aurora instance is a head over the cluster's storage: the data is not in it. */
const isAuroraInstance = (change: AwsResourceChange) =>
  change.ResourceType === 'AWS::RDS::DBInstance' &&
  /"DBClusterIdentifier"/.test(change.BeforeContext ?? '');

export function toResourceChange(change: AwsResourceChange): ResourceChange {
  const action = actionOf(change);
  const type = change.ResourceType ?? '';
  const properties = new Set<string>();
  if (action === 'change' || action === 'replace') {
    for (const { Target } of change.Details ?? []) {
      if (Target?.Attribute === 'Properties' && Target.Name) {
        properties.add(Target.Name);
      } else if (Target?.Attribute) {
        properties.add(Target.Attribute);
      }
    }
  }
  return {
    action,
    logicalId: change.LogicalResourceId ?? '',
    type,
    properties: [...properties].sort(),
    losesData:
      (action === 'remove' || action === 'replace') &&
      holdsData.has(type) &&
      !isAuroraInstance(change) &&
      !/Retain|Snapshot/.test(change.PolicyAction ?? ''),
  };
}
