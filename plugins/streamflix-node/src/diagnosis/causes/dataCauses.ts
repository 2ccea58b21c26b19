import type { Cause } from './Cause';

const rds = 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide';
const elastiCache = 'https://docs.aws.amazon.com/AmazonElastiCache/latest/dg';
const kinesis =
  'https://docs.aws.amazon.com/streams/latest/dev/service-sizes-and-limits.html';

/** Databases, caches, streams, queues, file systems and buckets. */
export const dataCauses: readonly Cause[] = [
  {
    id: 'aurora-protection-only-on-cluster',
    patterns: [/Deletion Protection can only be applied on the Cluster level/i],
    cause: 'Aurora protects clusters against deletion, not their instances.',
    resolution: 'Set deletion protection on the cluster only.',
    documentation: `${rds}/USER_DeleteInstance.html`,
  },
  {
    id: 'db-deletion-protected',
    patterns: [
      /Cannot delete protected (DB )?(Instance|Cluster)/i,
      /DB (instance|cluster) .{0,60}deletion protection/i,
    ],
    cause: 'The database is protected against deletion.',
    resolution:
      'Of an environment that was never completed, deploy or destroy it again: that switches its protection off first. Of one that runs, switch deletion protection off by changing it, then try again. Where its destruction has failed it can no longer be changed: switch the protection of the database off in RDS, then destroy it again.',
    documentation: `${rds}/USER_DeleteInstance.html`,
  },
  {
    id: 'rds-storage-optimizing',
    patterns: [
      /previous storage change is being optimized/i,
      /storage[- ]optimization/i,
      /(modif\w+|chang\w+) .{0,40}storage .{0,80}(6|six) hours/i,
      /can(no|')t (currently )?modify the storage/i,
    ],
    cause: 'RDS is still optimising the storage after its last change.',
    resolution:
      'Wait until the database is available without storage-optimization (hours), then deploy again.',
    documentation: `${rds}/USER_PIOPS.ModifyingExisting.html`,
  },
  {
    id: 'rds-iops-missing',
    patterns: [
      /must specify both the storage size and iops/i,
      /specify .{0,30}iops .{0,60}(storage|instance)/i,
    ],
    cause: 'RDS needs the storage size and its IOPS together.',
    resolution: 'Give both values, then deploy again.',
    documentation: `${rds}/USER_PIOPS.ModifyingExisting.html`,
  },
  {
    id: 'db-storage-size-invalid',
    patterns: [
      /Invalid storage size/i,
      /storage .{0,80}(increase|grow).{0,60}(10|ten) ?(%|percent)/i,
      /(allocated )?storage .{0,60}(cannot|can't) be (reduced|decreased|shrunk)/i,
      /Requested size .{0,60}(cannot|must)/i,
      /AllocatedStorage .{0,80}(must|cannot|invalid)/i,
      /Invalid allocated storage/i,
    ],
    cause: 'RDS does not accept this storage size.',
    resolution:
      'Choose a size that the storage type allows; it cannot shrink, and grows by at least 10 %. Then deploy again.',
    documentation: `${rds}/CHAP_Storage.html`,
  },
  {
    id: 'db-capacity',
    patterns: [
      /InsufficientDB(Instance|Cluster)Capacity/i,
      /no availability zones with sufficient capacity/i,
      /not have sufficient db\.\S+ capacity/i,
    ],
    cause: 'RDS has no capacity left for this class in these zones just now.',
    resolution: 'Deploy again later, or choose another class or region.',
    documentation: `${rds}/CHAP_Troubleshooting.html`,
  },
  {
    id: 'db-size-unavailable',
    patterns: [
      /RDS does not support creating a DB instance with the following combination/i,
      /Invalid DB Instance class/i,
      /db\.\w+\.\w+ .{0,40}(is not supported|not available|not orderable)/i,
      /DBInstanceClass .{0,60}(not (supported|available|valid)|invalid)/i,
      /instance class .{0,80}not support/i,
    ],
    cause:
      'RDS does not offer this instance class for this engine version here.',
    resolution: 'Choose another instance class, engine version or region.',
    documentation: `${rds}/Concepts.DBInstanceClass.html`,
  },
  {
    id: 'rds-version-cannot-go-back',
    patterns: [
      /Cannot find upgrade (path|target) from/i,
      /Cannot upgrade \S+ from [\d.]+\S* to/i,
      /(downgrade|lower version).{0,60}not (supported|allowed|possible)/i,
    ],
    cause:
      'The database engine cannot go from its version to the requested one.',
    resolution:
      'Choose a later version that the present one can be upgraded to. No version goes back, and AWS may have raised the minor version by itself.',
    documentation: `${rds}/USER_UpgradeDBInstance.PostgreSQL.html`,
  },
  {
    id: 'db-major-upgrade-not-allowed',
    patterns: [/AllowMajorVersionUpgrade/],
    cause:
      'The change upgrades the database to another major version, which was not allowed.',
    resolution:
      'Keep the major version, or allow major version upgrades explicitly.',
    documentation: `${rds}/USER_UpgradeDBInstance.PostgreSQL.html`,
  },
  {
    id: 'engine-version-withdrawn',
    patterns: [
      /Cannot find version \S+ for/i,
      /does not support major engine version/i,
      /(engine )?version .{0,60}(no longer|not) (supported|available|offered)/i,
      /Unsupported engine version/i,
    ],
    cause: 'AWS does not offer this engine version, or no longer does.',
    resolution:
      'Choose a version that AWS offers; a major version alone means its newest minor version.',
    documentation: `${rds}/PostgreSQL.Concepts.General.DBVersions.html`,
  },
  {
    id: 'db-name-invalid',
    patterns: [
      /DBName must begin with a letter/i,
      /(DBName|DatabaseName|database name) .{0,60}(invalid|reserved|cannot be used|must)/i,
    ],
    cause: 'AWS does not accept the name of the database.',
    resolution:
      'Choose a name of letters and digits that begins with a letter and is not a reserved word. Then deploy again.',
    documentation: `${rds}/CHAP_Limits.html`,
  },
  {
    id: 'db-username-reserved',
    patterns: [
      /MasterUser(name)? .{0,64}(cannot be used|reserved)/i,
      /parameter MasterUsername (is not|must)/i,
      /reserved word used by the engine/i,
    ],
    cause: 'AWS does not accept the username in the database’s secret.',
    resolution:
      'Choose a username that PostgreSQL does not reserve (not admin, user or postgres’s own words), then deploy again.',
    documentation: `${rds}/CHAP_Limits.html`,
  },
  {
    id: 'db-password-invalid',
    patterns: [
      /parameter MasterUserPassword (is not|must|cannot)/i,
      /MasterUserPassword .{0,60}(invalid|not valid|longer|shorter|characters)/i,
    ],
    cause: 'AWS does not accept the password in the database’s secret.',
    resolution:
      'Choose 8 to 128 printable characters without /, @, " and spaces, then deploy again.',
    documentation: `${rds}/CHAP_Limits.html`,
  },
  {
    id: 'db-security-group-other-vpc',
    patterns: [/DB instance and EC2 security group are in different VPCs/i],
    cause: 'The database and its security group are in different VPCs.',
    resolution: 'Report this as an error of the platform.',
    documentation: `${rds}/USER_VPC.WorkingWithRDSInstanceinaVPC.html`,
  },
  {
    id: 'db-parameter-group-in-use',
    patterns: [
      /InvalidDB(Cluster)?ParameterGroupState/,
      /members of this parameter group/i,
      /parameter group .{0,60}(in use|cannot be deleted)/i,
    ],
    cause: 'The parameter group is still used by a database.',
    resolution: 'Delete or change the databases that use it, then try again.',
    documentation: `${rds}/USER_WorkingWithParamGroups.html`,
  },
  {
    id: 'db-subnet-group-in-use',
    patterns: [/Cannot delete the subnet group/i, /InvalidDBSubnetGroupState/],
    cause: 'The subnet group is still used by a database or cache.',
    resolution: 'Delete what uses it, then try again.',
    documentation: `${rds}/USER_VPC.WorkingWithRDSInstanceinaVPC.html`,
  },
  {
    id: 'db-cluster-has-instances',
    patterns: [/Cluster cannot be deleted, it still contains DB instances/i],
    cause: 'The cluster still has instances.',
    resolution: 'Delete the instances that were added by hand, then try again.',
    documentation: `${rds}/USER_DeleteInstance.html`,
  },
  {
    id: 'db-quota',
    patterns: [
      /(Instance|DBCluster|DBInstance|Storage|SnapshotQuota|DBSubnetGroup)\w*QuotaExceeded/,
      /exceeding the allowed number of DB/i,
      /DB (instance|cluster) quota exceeded/i,
      /DB(Cluster|Instance|ParameterGroup|SubnetGroup)\w*(Quota|Limit)\w*(Exceeded|Reached)/,
      /reached the quota for .{0,30}(DB|database)/i,
    ],
    cause: 'The account has reached a quota of databases.',
    resolution:
      'Delete databases or snapshots that are no longer needed, or ask for a higher quota in Service Quotas. Then deploy again.',
    documentation: `${rds}/CHAP_Limits.html`,
  },
  {
    id: 'db-busy-other-change',
    patterns: [
      /InvalidDB(Instance|Cluster)State/,
      /(Database|DB) (instance|cluster) .{0,60}(is )?not (currently )?in (the )?available state/i,
      /(DB|database) (instance|cluster) .{0,80}(modifying|upgrading|backing-up|rebooting|in progress)/i,
    ],
    cause: 'The database is busy with another change.',
    resolution: 'Wait until the database is available, then try again.',
    documentation: `${rds}/accessing-monitoring.html`,
  },
  {
    id: 'db-name-taken',
    patterns: [
      /DB(Instance|Cluster)AlreadyExists/,
      /DB (instance|cluster)( \S+)? already exists/i,
    ],
    cause: 'There is already a database with this identifier.',
    resolution:
      'Choose another suffix, or delete the database if it is left over from an earlier environment.',
    documentation: `${rds}/USER_DeleteInstance.html`,
  },
  {
    id: 'redis-serverless-engine-change',
    patterns: [
      /only (supports )?cross-engine upgrades? to Valkey/i,
      /supports only cross-engine upgrades/i,
    ],
    cause:
      'A serverless cache can change its engine from Redis to Valkey only.',
    resolution:
      'Keep the version, or change the engine to Valkey. Then deploy again.',
    documentation: `${elastiCache}/VersionManagement.HowTo.html`,
  },
  {
    id: 'redis-version-too-exact',
    patterns: [/Specific version selection is not allowed/i],
    cause: 'ElastiCache takes a version as major and minor number only.',
    resolution: 'Write the version as 7.1, not 7.1.0. Then deploy again.',
    documentation: `${elastiCache}/VersionManagement.html`,
  },
  {
    id: 'redis-version-cannot-go-back',
    patterns: [
      /(engine )?(version )?downgrade .{0,40}not (supported|allowed)/i,
      /Cannot (downgrade|modify) .{0,40}(engine )?version .{0,40}(lower|older)/i,
    ],
    cause: 'The cache’s engine cannot go back to an older version.',
    resolution: 'Keep the version, or choose a later one.',
    documentation: `${elastiCache}/VersionManagement.html`,
  },
  {
    id: 'redis-failover-needs-two-nodes',
    patterns: [
      /automatic failover.{0,80}at least 2/i,
      /at least one read replica to enable autofailover/i,
      /(automatic failover|Multi-AZ).{0,80}(replica|two|2) /i,
    ],
    cause: 'Automatic failover needs at least two nodes.',
    resolution:
      'Give the cache at least one replica, or switch failover off. Then deploy again.',
    documentation: `${elastiCache}/AutoFailover.html`,
  },
  {
    id: 'redis-busy-other-change',
    patterns: [
      /Invalid(ReplicationGroup|CacheCluster|ServerlessCache)State/,
      /(Cluster|Replication group|cache) .{0,40}not in (an? )?available state/i,
      /(replication group|cache cluster) .{0,80}(modifying|snapshotting|creating)/i,
    ],
    cause: 'The cache is busy with another change.',
    resolution: 'Wait until the cache is available, then try again.',
    documentation: `${elastiCache}/Clusters.html`,
  },
  {
    id: 'redis-capacity',
    patterns: [/InsufficientCacheClusterCapacity/],
    cause:
      'ElastiCache has no capacity left for this node type in these zones just now.',
    resolution: 'Deploy again later, or choose another node type or region.',
    documentation: `${elastiCache}/ErrorMessages.html`,
  },
  {
    id: 'redis-size-unavailable',
    patterns: [
      /(CacheNodeType|cache node type|cache\.\w+\.\w+) .{0,80}(not (supported|available|valid)|invalid|cannot)/i,
      /Invalid (Cache )?Node ?Type/i,
    ],
    cause: 'ElastiCache does not offer this node type here.',
    resolution: 'Choose another node type or region.',
    documentation: `${elastiCache}/CacheNodes.SupportedTypes.html`,
  },
  {
    id: 'redis-parameter-group-wrong',
    patterns: [
      /Expected a parameter group of family \S+ but found/i,
      /CacheParameterGroup(NotFound| not found)/i,
    ],
    cause:
      'The cache’s parameter group does not exist, or is of another engine version.',
    resolution: 'Report this as an error of the platform.',
    documentation: `${elastiCache}/ParameterGroups.html`,
  },
  {
    id: 'redis-quota',
    patterns: [
      /(Node|Cluster|CacheCluster|ServerlessCache|ReplicationGroup|CacheSubnet|CacheParameterGroup)\w*Quota\w*Exceeded/,
      /exceed the allowed number of cache/i,
    ],
    cause: 'The account has reached a quota of caches.',
    resolution:
      'Delete caches that are no longer needed, or ask for a higher quota in Service Quotas. Then deploy again.',
    documentation: `${elastiCache}/quota-limits.html`,
  },
  {
    id: 'redis-name-taken',
    patterns: [
      /(ReplicationGroup|CacheCluster|ServerlessCache|CacheSubnetGroup|CacheParameterGroup)AlreadyExists/,
      /(replication group|cache cluster|serverless cache)( \S+)? already exists/i,
    ],
    cause: 'There is already a cache with this name.',
    resolution:
      'Choose another suffix, or delete the cache if it is left over from an earlier environment.',
    documentation: `${elastiCache}/Clusters.html`,
  },
  {
    id: 'kinesis-mode-change-too-often',
    patterns: [
      /Rate exceeded for stream/i,
      /(stream mode|StreamModeDetails|capacity mode) .{0,120}(24|twice|times)/i,
      /(UpdateStreamMode|UpdateShardCount) .{0,120}(24|times|exceed)/i,
    ],
    cause:
      'A Kinesis stream was changed too often: its capacity mode changes at most twice, and its shards at most ten times, in 24 hours.',
    resolution:
      'Wait until 24 hours have passed since the first of these changes, then deploy again.',
    documentation: kinesis,
  },
  {
    id: 'kinesis-too-many-creating',
    patterns: [/streams that can simultaneously be in CREATING or DELETING/i],
    cause: 'Too many Kinesis streams are being created or deleted at once.',
    resolution: 'Deploy again in a few minutes.',
    documentation: kinesis,
  },
  {
    id: 'kinesis-shard-quota',
    patterns: [
      /exceed the shard limit/i,
      /shard (limit|quota)/i,
      /(on-demand streams?).{0,60}(limit|quota)/i,
    ],
    cause: 'The account has reached its quota of Kinesis shards.',
    resolution:
      'Use fewer shards, or ask for a higher quota in Service Quotas. Then deploy again.',
    documentation: kinesis,
  },
  {
    id: 'kinesis-shard-count-step',
    patterns: [
      /TargetShardCount .{0,120}(double|half|twice|more than|less than)/i,
      /(more than double|less than half|below half).{0,60}shard/i,
    ],
    cause:
      'Kinesis changes the number of shards at most to the double or the half at once.',
    resolution:
      'Change the number of shards in steps of at most double or half.',
    documentation: kinesis,
  },
  {
    id: 'kinesis-name-taken',
    patterns: [/Stream \S+ (under account \S+ )?already exists/i],
    cause: 'There is already a Kinesis stream with this name.',
    resolution:
      'Choose another suffix, or delete the stream if it is left over from an earlier environment.',
    documentation: kinesis,
  },
  {
    id: 'queue-deleted-recently',
    patterns: [
      /QueueDeletedRecently/,
      /wait (60|sixty) seconds after deleting a queue/i,
      /queue .{0,60}deleted recently/i,
    ],
    cause: 'A queue with this name was deleted less than a minute ago.',
    resolution: 'Deploy again in a minute.',
    documentation:
      'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_CreateQueue.html',
  },
  {
    id: 'efs-mount-target-exists',
    patterns: [/mount target already exists/i, /MountTargetConflict/],
    cause: 'The file system already has a mount target in this zone.',
    resolution:
      'Delete the old mount target, or use one subnet in each zone. Then deploy again.',
    documentation:
      'https://docs.aws.amazon.com/efs/latest/ug/accessing-fs.html',
  },
  {
    id: 'efs-has-mount-targets',
    patterns: [/has mount targets/i, /FileSystemInUse/],
    cause: 'The file system still has mount targets.',
    resolution:
      'Delete the mount targets that were added by hand, then try again.',
    documentation:
      'https://docs.aws.amazon.com/efs/latest/ug/delete-efs-fs.html',
  },
  {
    id: 'bucket-not-empty',
    patterns: [/BucketNotEmpty/, /bucket .{0,120}(is )?not empty/i],
    cause: 'The bucket cannot be deleted while it has objects.',
    resolution: 'Empty the bucket, all versions included, then try again.',
    documentation:
      'https://docs.aws.amazon.com/AmazonS3/latest/userguide/empty-bucket.html',
  },
  {
    id: 'ecr-repository-not-empty',
    patterns: [
      /RepositoryNotEmpty/,
      /repository .{0,200}still contains images/i,
    ],
    cause: 'The image repository cannot be deleted while it has images.',
    resolution: 'Delete its images, then try again.',
    documentation:
      'https://docs.aws.amazon.com/AmazonECR/latest/userguide/repository-delete.html',
  },
];
