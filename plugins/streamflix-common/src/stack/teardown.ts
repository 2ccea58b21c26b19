import { isValues } from '../environment/values';

/**
 * The parts of a template resource that determine what happens to it when the stack is deleted.
 *
 * @public
 */
export interface DeletedResource {
  /** Such as `AWS::RDS::DBCluster`. */
  Type: string;
  Properties?: unknown;
  DeletionPolicy?: string;
}

const propertyOf = ({ Properties }: DeletedResource, name: string): unknown =>
  isValues(Properties) ? Properties[name] : undefined;

/** What happens to the data of each type of resource that holds data. The instances of a cluster hold none of their own. */
const deletionNotes: Readonly<
  Record<string, (resource: DeletedResource) => string | undefined>
> = {
  'AWS::RDS::DBCluster': () =>
    'Aurora cluster: deleted with its data and its automated backups; no final snapshot is taken. The secret that RDS created is deleted with it.',
  'AWS::RDS::DBInstance': resource =>
    propertyOf(resource, 'DBClusterIdentifier') === undefined
      ? 'RDS instance: deleted with its data and its automated backups; no final snapshot is taken. A secret that RDS created is deleted with it.'
      : undefined,
  'AWS::ElastiCache::ReplicationGroup': () =>
    'Cache: deleted with its content and its automatic snapshots; no final snapshot is taken.',
  'AWS::ElastiCache::ServerlessCache': () =>
    'Serverless cache: deleted with its content and its automatic snapshots; no final snapshot is taken.',
  'AWS::EFS::FileSystem': () =>
    'EFS file system: deleted with every file in it.',
  'AWS::Kinesis::Stream': () =>
    'Kinesis stream: deleted with the records in it.',
  'AWS::SQS::Queue': () =>
    'Dead-letter queue: deleted with the messages in it.',
  'AWS::ECR::Repository': resource =>
    propertyOf(resource, 'EmptyOnDelete')
      ? 'ECR repository: deleted along with its images.'
      : 'ECR repository: deletion fails while it holds images.',
  'AWS::KMS::Key': resource =>
    `KMS key: disabled at once and deleted after ${
      propertyOf(resource, 'PendingWindowInDays') ?? 30
    } days, in which the deletion can be cancelled. Its alias is free at once. Manual snapshots encrypted with it cannot be read once it is deleted.`,
};

/**
 * Types that hold data, in the order in which messages list them.
 *
 * @public
 */
export const holdingTypes: readonly string[] = Object.keys(deletionNotes);

/**
 * What happens to a resource's data when the stack is deleted; undefined when it has none.
 *
 * @public
 */
export const deletionNote = (resource: DeletedResource): string | undefined =>
  deletionNotes[resource.Type]?.(resource);

/**
 * Whether the resource outlives its stack, itself or as a snapshot.
 *
 * @public
 */
export const isRetained = ({ DeletionPolicy }: DeletedResource): boolean =>
  ['Retain', 'RetainExceptOnCreate', 'Snapshot'].includes(DeletionPolicy ?? '');

/**
 * What is left after an environment is destroyed, in addition to retained resources.
 *
 * @param secrets - names of the existing secrets the environment uses
 * @public
 */
export const retainedResources = (secrets: readonly string[]): string[] => [
  ...(secrets.length > 0
    ? ['Existing secrets that were named: they were only ever read.']
    : []),
  'Manual snapshots and backups, and whatever was added by hand.',
  'Metrics in CloudWatch, which expire within 15 months.',
];
