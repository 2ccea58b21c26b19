import type { Cause } from './Cause';
import { services } from './services';

const rds = 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide';
const elastiCache = 'https://docs.aws.amazon.com/AmazonElastiCache/latest/dg';
const kinesis =
  'https://docs.aws.amazon.com/streams/latest/dev/service-sizes-and-limits.html';

/** Databases, caches, streams, queues, file systems and buckets. */
export const dataCauses: readonly Cause[] = [
  {
    id: 'aurora-protection-only-on-cluster',
    services: services.rds,
    patterns: [/Deletion Protection can only be applied on the Cluster level/i],
    cause: 'Aurora protects clusters against deletion, not their instances.',
    resolution: 'Set deletion protection on the cluster only.',
    documentation: `${rds}/USER_DeleteInstance.html`,
  },
  {
    id: 'db-deletion-protected',
    services: services.rds,
    patterns: [
      /Cannot delete protected (DB )?(Instance|Cluster)/i,
      /\b(RDS|DB) .{0,160}Deletion ?Protection is enabled/i,
    ],
    cause: 'The database is protected against deletion.',
    resolution:
      'Of an environment that was never completed, deploy or destroy it again: that switches its protection off first. Of one that runs, switch deletion protection off by changing it, then try again. Where its destruction has failed it can no longer be changed: switch the protection of the database off in RDS, then destroy it again.',
    documentation: `${rds}/USER_DeleteInstance.html`,
  },
  {
    id: 'rds-storage-optimizing',
    services: services.rds,
    patterns: [
      /previous storage change is being optimized/i,
      /storage[- ]optimization/i,
      /can(no|')t (currently )?modify the storage/i,
    ],
    cause: 'RDS is still optimising the storage after its last change.',
    resolution:
      'Wait until the database is available without storage-optimization (hours), then deploy again.',
    documentation: `${rds}/USER_PIOPS.ModifyingExisting.html`,
  },
  {
    id: 'rds-iops-below-threshold',
    services: services.rds,
    patterns: [
      /(can't|cannot|can not) specify .{0,20}(iops|storage ?throughput)/i,
      /Invalid (iops|storage ?throughput)( value)? for engine/i,
    ],
    cause:
      'RDS takes IOPS and throughput only for some storage types, and above a certain size.',
    resolution:
      'Leave IOPS and throughput out, or raise the storage (for PostgreSQL to 400 GiB). Then deploy again.',
    documentation: `${rds}/CHAP_Storage.html`,
  },
  {
    id: 'rds-iops-missing',
    services: services.rds,
    patterns: [
      /specify a value for both allocated storage and iops/i,
      /must specify both the storage size and iops/i,
      /specify .{0,30}iops .{0,60}(storage|instance)/i,
      /requires `?'?(iops|allocated ?storage)'?`? to be specified/i,
    ],
    cause: 'RDS needs the storage size and its IOPS together.',
    resolution: 'Give both values, then deploy again.',
    documentation: `${rds}/USER_PIOPS.ModifyingExisting.html`,
  },
  {
    id: 'db-storage-size-invalid',
    services: services.rds,
    patterns: [
      /Max storage size must be/i,
      /Invalid storage size/i,
      /storage .{0,80}(increase|grow).{0,60}(10|ten) ?(%|percent)/i,
      /(allocated )?storage .{0,60}(cannot|can't) be (reduced|decreased|shrunk)/i,
      /Requested size .{0,60}(cannot|must)/i,
      /AllocatedStorage .{0,80}(must|cannot|invalid)/i,
      /Invalid (max )?storage size/i,
      /storage size must be (between|at least|greater)/i,
    ],
    cause: 'RDS does not accept this storage size.',
    resolution:
      'Choose a size that the storage type allows; it cannot shrink, and grows by at least 10 %. Then deploy again.',
    documentation: `${rds}/CHAP_Storage.html`,
  },
  {
    id: 'db-capacity',
    services: services.rds,
    patterns: [
      /no availability zones with sufficient capacity/i,
      /not have sufficient db\.\S+ capacity/i,
      /availability zones with sufficient capacity/i,
    ],
    codes: [
      /InsufficientDB(Instance|Cluster)Capacity/i,
      /InsufficientStorageClusterCapacity/,
    ],
    cause: 'RDS has no capacity left for this class in these zones just now.',
    resolution: 'Deploy again later, or choose another class or region.',
    documentation: `${rds}/CHAP_Troubleshooting.html`,
  },
  {
    id: 'db-size-unavailable',
    services: services.rds,
    patterns: [
      /RDS does not support creating a DB instance with the following combination/i,
      /Invalid DB Instance class/i,
      /DB(Cluster)?InstanceClass isn't supported/,
      /db\.\w+\.\w+ .{0,40}(is not supported|not available|not orderable)/i,
      /instance class .{0,80}(not|n't) support/i,
      /DB instance class .{0,60}(does not|doesn't) support/i,
      /DBInstanceClass=db\./i,
      /(not|n't) support the DB instance class/i,
    ],
    cause:
      'RDS does not offer this instance class for this engine version here.',
    resolution: 'Choose another instance class, engine version or region.',
    documentation: `${rds}/Concepts.DBInstanceClass.html`,
  },
  {
    id: 'rds-version-cannot-go-back',
    services: services.rds,
    patterns: [
      /Cannot find upgrade (path|target) from/i,
      /Cannot upgrade \S+ from [\d.]+\S* to/i,
      /not a valid upgrade (target|path)/i,
      /\b(DB|postgres|aurora|mysql|rds)\b.{0,80}(downgrad|lower version)/i,
    ],
    cause:
      'The database engine cannot go from its version to the requested one.',
    resolution:
      'Choose a later version that the present one can be upgraded to. No version goes back, and AWS may have raised the minor version by itself.',
    documentation: `${rds}/USER_UpgradeDBInstance.PostgreSQL.html`,
  },
  {
    id: 'db-major-upgrade-not-allowed',
    services: services.rds,
    patterns: [/AllowMajorVersionUpgrade/],
    cause:
      'The change upgrades the database to another major version, which was not allowed.',
    resolution:
      'Keep the major version, or allow major version upgrades explicitly.',
    documentation: `${rds}/USER_UpgradeDBInstance.PostgreSQL.html`,
  },
  {
    id: 'redis-version-cannot-go-back',
    services: services.elastiCache,
    patterns: [
      /Downgrading (redis|valkey) is not supported/i,
      /(cache|redis|valkey|replication group).{0,80}downgrad|downgrad.{0,80}(cache|redis|valkey|replication group)/i,
    ],
    cause: 'The cache’s engine cannot go back to an older version.',
    resolution: 'Keep the version, or choose a later one.',
    documentation: `${elastiCache}/VersionManagement.html`,
  },
  {
    id: 'engine-version-withdrawn',
    services: services.databases,
    patterns: [
      /engine version was not found/i,
      /Cannot find version \S+ for/i,
      /does not support major engine version/i,
      /Unsupported engine version/i,
      /engine version .{0,60}(no longer|not|isn't) (valid|supported|available|offered)/i,
      /Invalid (cache )?engine version/i,
      /engine mode \S+ you requested is currently unavailable/i,
    ],
    cause: 'AWS does not offer this engine version, or no longer does.',
    resolution:
      'Choose a version that AWS offers; a major version without a minor one means its newest minor version.',
    documentation: `${rds}/PostgreSQL.Concepts.General.DBVersions.html`,
  },
  {
    id: 'db-name-invalid',
    services: services.rds,
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
    services: services.rds,
    patterns: [
      /MasterUser(name)? .{0,64}(cannot be used|reserved|must (be|begin|contain|start|have))/i,
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
    services: services.rds,
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
    services: services.rds,
    patterns: [/DB instance and EC2 security group are in different VPCs/i],
    cause: 'The database and its security group are in different VPCs.',
    resolution: 'Report this as an error of the platform.',
    documentation: `${rds}/USER_VPC.WorkingWithRDSInstanceinaVPC.html`,
  },
  {
    id: 'other-vpc',
    patterns: [
      /belong to different networks/i,
      /cannot move a DB instance .{0,60} to a VPC/i,
      /does not belong to (the )?VPC/i,
      /not in the same VPC/i,
      /(are|is|belongs?) (in|to) (a )?different VPCs?/i,
      /must belong to the same VPC/i,
    ],
    cause: 'Two resources that belong together are in different VPCs.',
    resolution: 'Report this as an error of the platform.',
    documentation: `${rds}/USER_VPC.WorkingWithRDSInstanceinaVPC.html`,
  },
  {
    id: 'db-parameter-group-wrong',
    services: services.rds,
    patterns: [
      /Parameter ?Group \S+ with DBParameterGroupFamily/i,
      /Please use a Parameter Group with DB/i,
    ],
    codes: [/DB(Cluster)?ParameterGroupNotFound/],
    cause: 'The database’s parameter group is of another engine version.',
    resolution:
      'Deploy again with the major version that the parameter group is for; if the platform chose it, report this as an error of the platform.',
    documentation: `${rds}/USER_WorkingWithParamGroups.html`,
  },
  {
    id: 'db-parameter-invalid',
    services: services.rds,
    patterns: [
      /Cannot modify a default parameter group/i,
      /Could not find parameter with name/i,
      /Invalid parameter value: .{0,120}allowed values are/i,
      /(parameter value|parameter) .{0,80}(can't|cannot|can not) be (changed|modified)/i,
      /(Invalid|Unmodifiable|Unsupported)[ /]{1,3}DB Parameter/i,
      /apply method .{0,40}for static parameter/i,
    ],
    cause:
      'The database engine does not have this parameter, or does not accept its value.',
    resolution: 'Change the parameter AWS names, then deploy again.',
    documentation: `${rds}/USER_WorkingWithParamGroups.html`,
  },
  {
    id: 'performance-insights-unsupported',
    services: services.rds,
    patterns: [
      /Performance Insights .{0,60}(not supported|unsupported|not available)/i,
      /Database Insights .{0,80}(not supported|unsupported|requires|must)/i,
    ],
    cause:
      'RDS does not offer Performance Insights for this database like this.',
    resolution:
      'Choose a larger instance class, or switch Performance Insights off. Then deploy again.',
    documentation: `${rds}/USER_PerfInsights.Overview.Engines.html`,
  },
  {
    id: 'snapshot-name-taken',
    services: services.databases,
    patterns: [/snapshot .{0,120}already exists/i],
    codes: [/Snapshot(AlreadyExists|AlreadyInUse)/],
    cause: 'There is already a snapshot with this name.',
    resolution: 'Rename or delete the older snapshot, then try again.',
    documentation: `${rds}/USER_DeleteInstance.html`,
  },
  {
    id: 'final-snapshot-name-missing',
    services: services.rds,
    patterns: [/Final\w*SnapshotIdentifier is required/i],
    cause: 'RDS needs a name for the final snapshot.',
    resolution:
      'Delete the database in RDS with or without a final snapshot, then try again.',
    documentation: `${rds}/USER_DeleteInstance.html`,
  },
  {
    id: 'aurora-capacity-invalid',
    services: services.rds,
    patterns: [
      /Serverless v2 scaling configuration/i,
      /Serverless v2 .{0,80}capacity/i,
    ],
    cause: 'Aurora does not accept the capacity range.',
    resolution:
      'Choose a minimum and maximum capacity that the engine version offers, then deploy again.',
    documentation:
      'https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-serverless-v2.requirements.html',
  },
  {
    id: 'db-storage-full',
    services: services.rds,
    patterns: [/storage[- ]full/i],
    cause: 'The database has no storage left.',
    resolution: 'Raise the storage of the database, then try again.',
    documentation: `${rds}/CHAP_Troubleshooting.html`,
  },
  {
    id: 'db-incompatible-state',
    services: services.rds,
    patterns: [
      /incompatible-(parameters|network|restore|option-group|credentials|create)/i,
    ],
    cause: 'The database is in a state that it cannot leave by itself.',
    resolution:
      'Look at the events of the database in RDS and correct what they name, then deploy again.',
    documentation: `${rds}/accessing-monitoring.html`,
  },
  {
    id: 'db-password-managed',
    services: services.rds,
    patterns: [
      /can't specify MasterUserPassword .{0,60}ManageMasterUserPassword/i,
    ],
    cause: 'RDS manages the password of this database in a secret of its own.',
    resolution: 'Leave the password out of the request, then deploy again.',
    documentation: `${rds}/rds-secrets-manager.html`,
  },
  {
    id: 'db-parameter-group-in-use',
    services: services.rds,
    patterns: [
      /members of this parameter group/i,
      /parameter group .{0,60}(in use|cannot be deleted)/i,
    ],
    codes: [/InvalidDB(Cluster)?ParameterGroupState/],
    cause: 'The parameter group is still used by a database.',
    resolution: 'Delete or change the databases that use it, then try again.',
    documentation: `${rds}/USER_WorkingWithParamGroups.html`,
  },
  {
    id: 'db-subnet-group-in-use',
    services: services.databases,
    patterns: [
      /Cannot delete the subnet group/i,
      /subnet group .{0,80}(in use|is being used)/i,
    ],
    codes: [
      /InvalidDBSubnetGroupState/,
      /CacheSubnetGroupInUse/,
      /\bSubnetInUse\b/,
    ],
    cause: 'The subnet group is still used by a database or cache.',
    resolution: 'Delete what uses it, then try again.',
    documentation: `${rds}/USER_VPC.WorkingWithRDSInstanceinaVPC.html`,
  },
  {
    id: 'db-cluster-has-instances',
    services: services.rds,
    patterns: [/\bstill contains DB instances/i],
    cause: 'The cluster still has instances.',
    resolution: 'Delete the instances that were added by hand, then try again.',
    documentation: `${rds}/USER_DeleteInstance.html`,
  },
  {
    id: 'db-quota',
    services: services.rds,
    patterns: [
      /exceeding the allowed number of DB/i,
      /DB (instance|cluster) quota exceeded/i,
      /DB(Instance|Cluster)? ?quota exceeded/i,
    ],
    codes: [
      /(Instance|DBCluster|DBInstance|Storage|SnapshotQuota|DBSubnetGroup)\w*QuotaExceeded/,
      /DB(Cluster|Instance|ParameterGroup|SubnetGroup)\w*(Quota|Limit)\w*(Exceeded|Reached)/,
    ],
    cause: 'The account has reached a quota of databases.',
    resolution:
      'Delete databases or snapshots that are no longer needed, or ask for a higher quota in Service Quotas. Then deploy again.',
    documentation: `${rds}/CHAP_Limits.html`,
  },
  {
    id: 'db-busy-other-change',
    services: services.rds,
    patterns: [
      /while a previous \w+ is in progress/i,
      /(Database|DB) (instance|cluster):? .{0,60}(is )?not (currently )?in (the )?available state/i,
      /(DB|database) (instance|cluster) .{0,80}(modifying|upgrading|backing-up|rebooting|in progress)/i,
      /\binstance (?!i-)\S+ is (currently )?(creating|modifying|rebooting|backing-up|upgrading|deleting|starting|stopping)\b/i,
      /(instance|cluster) \S{1,80} is not in (the )?available state/i,
    ],
    codes: [
      /InvalidDB(Instance|Cluster)State(?!.{0,200}(not enabled|not supported|does not support))/,
    ],
    cause: 'The database is busy with another change.',
    resolution: 'Wait until the database is available, then try again.',
    documentation: `${rds}/accessing-monitoring.html`,
  },
  {
    id: 'db-missing',
    services: services.rds,
    patterns: [
      /(doesn't|does not) refer to an existing DB (instance|cluster)/i,
      /DB ?(Instance|Cluster):? ?\S* not found/i,
    ],
    codes: [/DB(Instance|Cluster)NotFound/],
    cause: 'The database does not exist any more.',
    resolution:
      'If it was deleted by hand, destroy the environment and create it again; a snapshot can be restored first.',
    documentation: `${rds}/CHAP_Troubleshooting.html`,
  },
  {
    id: 'db-name-taken',
    services: services.rds,
    patterns: [/DB (instance|cluster)( \S+)? already exists/i],
    codes: [/DB(Instance|Cluster)AlreadyExists/],
    cause: 'There is already a database with this identifier.',
    resolution:
      'Choose another suffix, or delete the database if it is left over from an earlier environment.',
    documentation: `${rds}/USER_DeleteInstance.html`,
  },
  {
    id: 'redis-serverless-engine-change',
    services: services.elastiCache,
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
    id: 'redis-auth-token-invalid',
    services: services.elastiCache,
    patterns: [/(Invalid )?AUTH ?token .{0,80}(invalid|valid|must|format)/i],
    cause: 'ElastiCache does not accept the AUTH token in the secret.',
    resolution:
      'Choose 16 to 128 printable characters without @, " and /, then deploy again.',
    documentation: `${elastiCache}/auth.html`,
  },
  {
    id: 'redis-encryption-change',
    services: services.elastiCache,
    patterns: [
      /requires encryption-in-transit/i,
      /To modify transit encryption mode/i,
      /(in-transit|transit|at-rest)[- ]encryption.{0,120}(cannot|can not|must|only|not supported|not allowed)/i,
    ],
    cause: 'The encryption of a cache cannot be changed like this.',
    resolution:
      'Keep the encryption; to change it, create an environment with another suffix and move to it.',
    documentation: `${elastiCache}/in-transit-encryption.html`,
  },
  {
    id: 'redis-version-too-exact',
    services: services.elastiCache,
    patterns: [
      /Specific version selection is not allowed/i,
      /(Redis|Valkey) .{0,60}use <?major>?\.<?minor>?/i,
    ],
    cause: 'ElastiCache takes a version as major and minor number only.',
    resolution: 'Write the version as 7.1, not 7.1.0. Then deploy again.',
    documentation: `${elastiCache}/VersionManagement.html`,
  },
  {
    id: 'redis-failover-needs-two-nodes',
    services: services.elastiCache,
    patterns: [
      /Must enable automatic failover/i,
      /automatic failover.{0,80}at least 2/i,
      /at least one read replica to enable autofailover/i,
      /(automatic failover|autofailover) .{0,80}at least (one|1|two|2)( read)? (replicas?|nodes?)/i,
      /at least (1|one) replica is required/i,
      /at least (one|1|two|2)\b.{0,60}(replica|node|cache cluster).{0,80}auto(matic)?[- ]?failover/i,
    ],
    cause: 'Automatic failover needs at least two nodes.',
    resolution:
      'Give the cache at least one replica, or switch failover off. Then deploy again.',
    documentation: `${elastiCache}/AutoFailover.html`,
  },
  {
    id: 'redis-busy-other-change',
    services: services.elastiCache,
    patterns: [
      /(cache cluster|replication group) \S+ is not in a valid state/i,
      /(Replication ?group|cache).{0,60}not in (an? )?available state/i,
      /(replication group|cache cluster) .{0,80}(modifying|snapshotting|creating)/i,
    ],
    codes: [/Invalid(CacheCluster|ServerlessCache)State/],
    cause: 'The cache is busy with another change.',
    resolution: 'Wait until the cache is available, then try again.',
    documentation: `${elastiCache}/Clusters.html`,
  },
  {
    id: 'redis-capacity',
    services: services.elastiCache,
    patterns: [
      /cache node type is not available in the specified Availability Zone/i,
    ],
    codes: [/InsufficientCacheClusterCapacity/],
    cause:
      'ElastiCache has no capacity left for this node type in these zones just now.',
    resolution: 'Deploy again later, or choose another node type or region.',
    documentation: `${elastiCache}/ErrorMessages.html`,
  },
  {
    id: 'redis-node-too-small',
    services: services.elastiCache,
    patterns: [
      /Failed to scale down to cache node type/i,
      /node has insufficient memory/i,
    ],
    cause:
      'The data of the cache does not fit into the memory of the smaller node type.',
    resolution:
      'Keep the node type, or delete data from the cache first. Then deploy again.',
    documentation: `${elastiCache}/scaling-redis-standalone.html`,
  },
  {
    id: 'redis-size-unavailable',
    services: services.elastiCache,
    patterns: [
      /Invalid Cache Node ?Type/i,
      /not supported for this node type/i,
      /(CacheNodeType|cache node type|cache\.\w+\.\w+) .{0,80}(not (supported|available|valid)|invalid|cannot)/i,
      /(cache node type|CacheNodeType|cache\.\w+\.\w+)\b.{0,100}(does not|doesn't|isn't|is not|unsupported)/i,
    ],
    cause: 'ElastiCache does not offer this node type here.',
    resolution: 'Choose another node type or region.',
    documentation: `${elastiCache}/CacheNodes.SupportedTypes.html`,
  },
  {
    id: 'redis-parameter-group-wrong',
    services: services.elastiCache,
    patterns: [
      /Expected a parameter group of family \S+ but found/i,
      /CacheParameterGroup(NotFound| not found)/i,
    ],
    codes: [/CacheParameterGroupNotFound/],
    cause:
      'The cache’s parameter group does not exist, or is of another engine version.',
    resolution: 'Report this as an error of the platform.',
    documentation: `${elastiCache}/ParameterGroups.html`,
  },
  {
    id: 'redis-quota',
    services: services.elastiCache,
    patterns: [/exceed the allowed number of cache/i],
    codes: [
      /(Node|Cluster|CacheCluster|ServerlessCache|ReplicationGroup|CacheSubnet|CacheParameterGroup)\w*Quota\w*Exceeded/,
    ],
    cause: 'The account has reached a quota of caches.',
    resolution:
      'Delete caches that are no longer needed, or ask for a higher quota in Service Quotas. Then deploy again.',
    documentation: `${elastiCache}/quota-limits.html`,
  },
  {
    id: 'redis-name-taken',
    services: services.elastiCache,
    patterns: [
      /(replication group|cache cluster|serverless cache)( \S+)? already exists/i,
      /ElastiCache .{0,160}already exists/i,
    ],
    codes: [
      /(ReplicationGroup|CacheCluster|ServerlessCache|CacheSubnetGroup|CacheParameterGroup)AlreadyExists/,
    ],
    cause: 'There is already a cache with this name.',
    resolution:
      'Choose another suffix, or delete the cache if it is left over from an earlier environment.',
    documentation: `${elastiCache}/Clusters.html`,
  },
  {
    id: 'kinesis-mode-change-too-often',
    services: services.kinesis,
    patterns: [
      /(stream mode|StreamModeDetails|capacity mode) .{0,120}(24|twice|times)/i,
      /stream.{0,200}24[- ]?(hour|hr)/i,
    ],
    cause:
      'A Kinesis stream was changed too often: its capacity mode changes at most twice, and its shards at most ten times, in 24 hours.',
    resolution:
      'Wait until 24 hours have passed since the first of these changes, then deploy again.',
    documentation: kinesis,
  },
  {
    // Kinesis says the same of a change of the stream and of a read.
    id: 'kinesis-rate-exceeded',
    services: services.kinesis,
    patterns: [/Rate exceeded for stream/i],
    cause:
      'Kinesis received too many requests for the stream at once, or its capacity mode was changed more than twice in 24 hours.',
    resolution:
      'Deploy again in a few minutes. If a change of the capacity mode fails again, wait until 24 hours have passed since the first.',
    documentation: kinesis,
  },
  {
    id: 'kinesis-too-many-creating',
    services: services.kinesis,
    patterns: [/streams that can simultaneously be in CREATING or DELETING/i],
    cause: 'Too many Kinesis streams are being created or deleted at once.',
    resolution: 'Deploy again in a few minutes.',
    documentation: kinesis,
  },
  {
    id: 'kinesis-shard-quota',
    services: services.kinesis,
    patterns: [/exceed the shard limit/i, /shard (limit|quota)/i],
    cause: 'The account has reached its quota of Kinesis shards.',
    resolution:
      'Use fewer shards, or ask for a higher quota in Service Quotas. Then deploy again.',
    documentation: kinesis,
  },
  {
    id: 'kinesis-shard-count-step',
    services: services.kinesis,
    patterns: [
      /cannot scale (up|down) .{0,60}open shard count/i,
      /(more than double|less than half|below half).{0,60}shard/i,
    ],
    cause:
      'Kinesis changes the number of shards at most to the double or the half at once.',
    resolution:
      'Change the number of shards in steps of at most double or half.',
    documentation: kinesis,
  },
  {
    id: 'kinesis-missing',
    services: services.kinesis,
    patterns: [/Stream \S+ under account \S+ not found/i],
    cause: 'The Kinesis stream does not exist any more.',
    resolution:
      'If it was deleted by hand, destroy the environment and create it again.',
    documentation: `${kinesis}`,
  },
  {
    id: 'kinesis-busy',
    services: services.kinesis,
    patterns: [
      /Stream \S+ .{0,40}not ACTIVE/i,
      /instead in state (CREATING|UPDATING|DELETING)/i,
      /Check if the given kinesis stream is in ACTIVE state/i,
    ],
    cause: 'The Kinesis stream is busy with another change.',
    resolution: 'Deploy again in a few minutes.',
    documentation: `${kinesis}`,
  },
  {
    id: 'kinesis-name-taken',
    services: services.kinesis,
    patterns: [/Stream \S+ (under account (\S+ )?)?already exists/i],
    cause: 'There is already a Kinesis stream with this name.',
    resolution:
      'Choose another suffix, or delete the stream if it is left over from an earlier environment.',
    documentation: kinesis,
  },
  {
    id: 'queue-deleted-recently',
    services: services.sqs,
    patterns: [
      /wait (60|sixty) seconds after deleting a queue/i,
      /queue .{0,60}deleted recently/i,
    ],
    codes: [/QueueDeletedRecently/],
    cause: 'A queue with this name was deleted less than a minute ago.',
    resolution: 'Deploy again in a minute.',
    documentation:
      'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_CreateQueue.html',
  },
  {
    id: 'queue-name-taken',
    services: services.sqs,
    patterns: [/queue (already exists|with this name already exists)/i],
    codes: [/QueueNameExists/],
    cause: 'There is already a queue with this name and other attributes.',
    resolution:
      'Choose another suffix, or delete the queue if it is left over from an earlier environment.',
    documentation:
      'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_CreateQueue.html',
  },
  {
    id: 'efs-mount-target-exists',
    services: services.efs,
    patterns: [/mount target already exists/i],
    codes: [/MountTargetConflict/],
    cause: 'The file system already has a mount target in this zone.',
    resolution:
      'Delete the old mount target, or use one subnet in each zone. Then deploy again.',
    documentation:
      'https://docs.aws.amazon.com/efs/latest/ug/accessing-fs.html',
  },
  {
    id: 'efs-has-mount-targets',
    services: services.efs,
    patterns: [/has mount targets/i],
    codes: [/FileSystemInUse/],
    cause: 'The file system still has mount targets.',
    resolution:
      'Delete the mount targets that were added by hand, then try again.',
    documentation:
      'https://docs.aws.amazon.com/efs/latest/ug/delete-efs-fs.html',
  },
  {
    id: 'bucket-name-taken',
    services: services.s3,
    patterns: [
      /bucket (name )?.{0,80}(already exists|is not available|already owned by you)/i,
    ],
    codes: [
      /already exists \(Service: (Amazon )?S3\b/i,
      /BucketAlready(Exists|OwnedByYou)/,
    ],
    cause:
      'There is already a bucket with this name, in this account or another.',
    resolution:
      'Choose another suffix: names of buckets are unique across all accounts. Delete the bucket if it is left over from an earlier environment.',
    documentation:
      'https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html',
  },
  {
    id: 'bucket-missing',
    services: services.s3,
    patterns: [/specified bucket does not exist/i],
    codes: [/NoSuchBucket/],
    cause: 'The bucket does not exist.',
    resolution: 'Check its name and region, or create it. Then deploy again.',
    documentation:
      'https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html',
  },
  {
    id: 'bucket-in-other-region',
    services: services.s3,
    patterns: [
      /requested bucket from "?[\w-]+"?, actual location/i,
      /bucket is in this region: /i,
      /must be addressed using the specified endpoint/i,
    ],
    codes: [/PermanentRedirect/],
    cause: 'The bucket is in another region.',
    resolution: 'Name a bucket of the environment’s region, then deploy again.',
    documentation:
      'https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingBucket.html',
  },
  {
    id: 'bucket-name-invalid',
    services: services.s3,
    patterns: [/Bucket name should not/i, /specified bucket is not valid/i],
    codes: [/InvalidBucketName/],
    cause: 'The name of a bucket is not valid.',
    resolution:
      'Choose another suffix: lower-case letters, digits and hyphens. Then deploy again.',
    documentation:
      'https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html',
  },
  {
    id: 'bucket-not-empty',
    services: services.s3,
    patterns: [/bucket .{0,120}(is )?not empty/i],
    codes: [/BucketNotEmpty/],
    cause: 'The bucket cannot be deleted while it has objects.',
    resolution: 'Empty the bucket, all versions included, then try again.',
    documentation:
      'https://docs.aws.amazon.com/AmazonS3/latest/userguide/empty-bucket.html',
  },
  {
    id: 'ecr-repository-not-empty',
    services: services.ecr,
    patterns: [/repository .{0,200}still contains images/i],
    codes: [/RepositoryNotEmpty/],
    cause: 'The image repository cannot be deleted while it has images.',
    resolution: 'Delete its images, then try again.',
    documentation:
      'https://docs.aws.amazon.com/AmazonECR/latest/userguide/repository-delete.html',
  },
  {
    id: 'db-option-unsupported',
    services: services.rds,
    patterns: [
      /not supported for (this|the) (configuration|DB (instance|engine|cluster)|engine)/i,
    ],
    cause: 'RDS does not offer this setting for this class or engine version.',
    resolution:
      'Choose another instance class or engine version, or switch the setting off. Then deploy again.',
    documentation: `${rds}/Concepts.RDS_Fea_Regions_DB-eng.Feature.html`,
  },
];
