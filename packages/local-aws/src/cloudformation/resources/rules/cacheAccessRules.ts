import { fieldsOf, listOf, stringOf, stringsOf } from '../../../world/values';
import { isCacheNodeType } from './databaseClassProblem';
import {
  form,
  isSet,
  isTrue,
  oneOf,
  rule,
  type ServiceRules,
  textOf,
} from './Rule';

const api =
  'https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/';
const group = `${api}API_CreateReplicationGroup.html`;

const zones = rule(group, candidate => {
  const { length } = listOf(candidate.properties.PreferredCacheClusterAZs);
  const nodes = textOf(candidate, 'NumCacheClusters');
  return length > 0 && Number(nodes) !== length
    ? 'When specifying preferred availability zones, the number of cache clusters must be specified and must match the number of preferred availability zones.'
    : undefined;
});

const zoneNames = rule(group, ({ region, properties }) => {
  const wrong = [
    ...stringsOf(properties.PreferredCacheClusterAZs),
    ...stringsOf(properties.PreferredAvailabilityZones),
    stringOf(properties.PreferredAvailabilityZone) ?? region,
  ].find(each => !each.startsWith(region));
  return wrong && `Invalid availability zone: ${wrong}`;
});

const shards = rule(group, candidate => {
  const all = listOf(candidate.properties.NodeGroupConfiguration).map(fieldsOf);
  const wanted = textOf(candidate, 'NumNodeGroups');
  if (all.length > 0 && wanted !== undefined && Number(wanted) !== all.length) {
    return 'The number of node groups must match the number of node group configurations.';
  }
  const unequal = all.some(
    ({ ReplicaCount, ReplicaAvailabilityZones }) =>
      ReplicaCount !== undefined &&
      ReplicaAvailabilityZones !== undefined &&
      Number(ReplicaCount) !== listOf(ReplicaAvailabilityZones).length,
  );
  return unequal
    ? 'The number of replica availability zones must match the replica count.'
    : undefined;
});

const tiering = rule(
  'https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/data-tiering.html',
  candidate => {
    const tiers = /^cache\.r6gd\./.test(
      textOf(candidate, 'CacheNodeType') ?? '',
    );
    if (isTrue(candidate, 'DataTieringEnabled') === tiers) return undefined;
    return tiers
      ? 'DataTieringEnabled must be set to true for nodes of the r6gd family.'
      : 'Data tiering is only supported for nodes of the r6gd family.';
  },
);

/** Addresses of version 6 need subnets that have them. */
const addresses = rule(
  'https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/network-type.html',
  ({ world, region, properties }) => {
    const type = String(properties.NetworkType ?? 'ipv4');
    if (type === 'ipv4') return undefined;
    const subnets = stringsOf(
      world.find(
        region,
        'AWS::ElastiCache::SubnetGroup',
        String(properties.CacheSubnetGroupName).toLowerCase(),
      )?.properties.SubnetIds,
    ).flatMap(id => world.find(region, 'AWS::EC2::Subnet', id) ?? []);
    return subnets.some(each => each.properties.Ipv6CidrBlock === undefined)
      ? `The network type ${type} is not supported by the subnets of the cache subnet group.`
      : undefined;
  },
);

const names = [
  oneOf(group, 'NetworkType', ['ipv4', 'ipv6', 'dual_stack']),
  oneOf(group, 'IpDiscovery', ['ipv4', 'ipv6']),
  form(
    group,
    'NotificationTopicArn',
    /^arn:[\w-]+:sns:/,
    arn => `Invalid topic ARN: ${arn}`,
  ),
];

/** Who may use caches, where their nodes are, and caches outside replication groups. */
export const cacheAccessRules: ServiceRules = {
  service: 'ElastiCache',
  rules: {
    'AWS::ElastiCache::ReplicationGroup': [
      zones,
      zoneNames,
      shards,
      tiering,
      addresses,
      ...names,
      rule(group, candidate =>
        isSet(candidate, 'AuthToken') &&
        listOf(candidate.properties.UserGroupIds).length > 0
          ? 'AuthToken and UserGroupIds cannot be specified together.'
          : undefined,
      ),
      rule(group, candidate =>
        listOf(candidate.properties.UserGroupIds).length > 1
          ? 'Only one user group can be associated with a replication group.'
          : undefined,
      ),
    ],
    'AWS::ElastiCache::ServerlessCache': [
      rule(`${api}API_CreateServerlessCache.html`, candidate =>
        isSet(candidate, 'UserGroupId') &&
        textOf(candidate, 'Engine')?.toLowerCase() === 'memcached'
          ? 'User groups are not supported for memcached.'
          : undefined,
      ),
    ],
    'AWS::ElastiCache::CacheCluster': [
      zoneNames,
      oneOf(`${api}API_CreateCacheCluster.html`, 'Engine', [
        'memcached',
        'redis',
        'valkey',
      ]),
      oneOf(`${api}API_CreateCacheCluster.html`, 'AZMode', [
        'single-az',
        'cross-az',
      ]),
      rule(`${api}API_CreateCacheCluster.html`, candidate => {
        const type = textOf(candidate, 'CacheNodeType');
        return type === undefined || isCacheNodeType(type)
          ? undefined
          : `Invalid Cache Node Type: ${type}.`;
      }),
      rule(`${api}API_CreateCacheCluster.html`, candidate => {
        const nodes = Number(textOf(candidate, 'NumCacheNodes') ?? 1);
        const isMemcached = textOf(candidate, 'Engine') === 'memcached';
        if (nodes < 1 || nodes > (isMemcached ? 60 : 1)) {
          return `Invalid number of cache nodes: ${nodes}.`;
        }
        return textOf(candidate, 'AZMode') === 'cross-az' &&
          (nodes < 2 || !isMemcached)
          ? 'cross-az mode requires several memcached nodes.'
          : undefined;
      }),
    ],
    'AWS::ElastiCache::SubnetGroup': [
      rule(`${api}API_CreateCacheSubnetGroup.html`, candidate =>
        textOf(candidate, 'CacheSubnetGroupName')?.toLowerCase() === 'default'
          ? 'The cache subnet group name default is reserved.'
          : undefined,
      ),
    ],
    'AWS::ElastiCache::User': [
      oneOf(`${api}API_CreateUser.html`, 'Engine', ['redis', 'valkey']),
      form(
        `${api}API_CreateUser.html`,
        'AccessString',
        /^(on|off)(\s|$)/,
        text => `Invalid access string: ${text}. It must begin with on or off.`,
      ),
      rule(`${api}API_CreateUser.html`, candidate => {
        const mode = fieldsOf(candidate.properties.AuthenticationMode);
        const passwords = [
          ...listOf(candidate.properties.Passwords),
          ...listOf(mode.Passwords),
        ].map(String);
        const isFree =
          isTrue(candidate, 'NoPasswordRequired') ||
          mode.Type === 'no-password-required';
        if (isFree && passwords.length > 0) {
          return 'Passwords cannot be specified when no password is required.';
        }
        if (!isFree && passwords.length === 0 && mode.Type !== 'iam') {
          return 'Input Authentication type: password is not in the allowed list or no password was specified.';
        }
        if (passwords.length > 2) return 'A user can have at most 2 passwords.';
        return passwords.every(
          text =>
            text.includes('{{resolve:') ||
            (text.length >= 16 && text.length <= 128),
        )
          ? undefined
          : 'Passwords length must be between 16-128 characters.';
      }),
    ],
    'AWS::ElastiCache::UserGroup': [
      oneOf(`${api}API_CreateUserGroup.html`, 'Engine', ['redis', 'valkey']),
      rule(`${api}API_CreateUserGroup.html`, candidate => {
        const { world, region, properties } = candidate;
        const ids = stringsOf(properties.UserIds);
        const users = world.list(region, 'AWS::ElastiCache::User');
        const named = (id: string) =>
          users.find(
            each => each.physicalId === id || each.properties.UserId === id,
          );
        const unknown = ids.find(id => id !== 'default' && !named(id));
        if (unknown !== undefined) return `User ${unknown} not found.`;
        const isRedis = textOf(candidate, 'Engine') === 'redis';
        const hasDefault = ids.some(
          id =>
            id === 'default' || named(id)?.properties.UserName === 'default',
        );
        if (isRedis && !hasDefault) {
          return 'The user group must contain a user with the user name default.';
        }
        const userNames = ids.map(
          id => stringOf(named(id)?.properties.UserName) ?? id,
        );
        return new Set(userNames).size < userNames.length
          ? 'The user group contains users with the same user name.'
          : undefined;
      }),
    ],
  },
};
