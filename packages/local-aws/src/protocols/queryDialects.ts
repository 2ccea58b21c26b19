/** Differences between services that use Query. */
interface QueryDialect {
  readonly namespace: string;
  /** The XML element of list items by the list's member name, if other than `member`. */
  readonly items?: Readonly<Record<string, string>>;
}

/**
 * By signing name. The item names are those of the API models, for the imitated operations. RDS and ElastiCache predate the
 * convention of `member`.
 */
export const queryDialects: Readonly<Record<string, QueryDialect>> = {
  cloudformation: {
    namespace: 'http://cloudformation.amazonaws.com/doc/2010-05-15/',
  },
  monitoring: { namespace: 'http://monitoring.amazonaws.com/doc/2010-08-01/' },
  iam: { namespace: 'https://iam.amazonaws.com/doc/2010-05-08/' },
  sts: { namespace: 'https://sts.amazonaws.com/doc/2011-06-15/' },
  rds: {
    namespace: 'http://rds.amazonaws.com/doc/2014-10-31/',
    items: {
      AvailabilityZones: 'AvailabilityZone',
      DBClusterMembers: 'DBClusterMember',
      DBClusters: 'DBCluster',
      DBEngineVersions: 'DBEngineVersion',
      DBInstances: 'DBInstance',
      DBParameterGroups: 'DBParameterGroup',
      EventCategories: 'EventCategory',
      Events: 'Event',
      OptionGroupMemberships: 'OptionGroupMembership',
      OrderableDBInstanceOptions: 'OrderableDBInstanceOption',
      Subnets: 'Subnet',
      TagList: 'Tag',
      ValidUpgradeTarget: 'UpgradeTarget',
      VpcSecurityGroups: 'VpcSecurityGroupMembership',
    },
  },
  elasticache: {
    namespace: 'http://elasticache.amazonaws.com/doc/2015-02-02/',
    items: {
      CacheClusters: 'CacheCluster',
      CacheEngineVersions: 'CacheEngineVersion',
      CacheNodes: 'CacheNode',
      MemberClusters: 'ClusterId',
      NodeGroupMembers: 'NodeGroupMember',
      NodeGroups: 'NodeGroup',
      RecurringCharges: 'RecurringCharge',
      ReplicationGroups: 'ReplicationGroup',
      ReservedCacheNodesOfferings: 'ReservedCacheNodesOffering',
      SecurityGroupIds: 'SecurityGroupId',
      SubnetIds: 'SubnetId',
      TagList: 'Tag',
    },
  },
};
