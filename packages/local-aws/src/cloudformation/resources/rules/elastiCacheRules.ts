import { fieldsOf, listOf, stringOf } from '../../../world/values';
import { engineFamily } from '../../../services/engines/engineFamilies';
import { isCacheNodeType } from './databaseClassProblem';
import {
  form,
  oneOf,
  isSet,
  isTrue,
  range,
  rule,
  type ServiceRules,
  textOf,
} from './Rule';
import { windowRules } from './windowRules';

const api =
  'https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/';
const group = `${api}API_CreateReplicationGroup.html`;
const serverless = `${api}API_CreateServerlessCache.html`;

const identifier = /^[A-Za-z](?!.*--)[A-Za-z0-9-]{0,39}(?<!-)$/;
const engines = (source: string, allowed: readonly string[]) =>
  rule(source, candidate => {
    const engine = textOf(candidate, 'Engine');
    return engine === undefined || allowed.includes(engine.toLowerCase())
      ? undefined
      : `Invalid engine: ${engine}. Valid values are ${allowed.join(', ')}.`;
  });

const snapshots = (source: string) =>
  range(
    source,
    'SnapshotRetentionLimit',
    [0, 35],
    days =>
      `Invalid snapshot retention limit: ${days}. It must be between 0 and 35.`,
  );

/** Of serverless caches. */
const majorVersions: Readonly<Record<string, readonly string[]>> = {
  memcached: ['1.6'],
  redis: ['7'],
  valkey: ['7', '8', '9'],
};

/** `default.redis7.cluster.on` is of family `redis7`. */
const familyOfDefault = (name: string) =>
  /^default\.(.+?)(\.cluster\.on)?$/.exec(name)?.[1];

/** ElastiCache. */
export const elastiCacheRules: ServiceRules = {
  service: 'ElastiCache',
  rules: {
    'AWS::ElastiCache::ReplicationGroup': [
      engines(group, ['redis', 'valkey']),
      form(
        group,
        'ReplicationGroupId',
        identifier,
        () =>
          'The parameter ReplicationGroupIdentifier is not a valid identifier. Identifiers must begin with a letter; must contain only ASCII letters, digits, and hyphens; must not end with a hyphen or contain two consecutive hyphens, and must have at most 40 characters.',
      ),
      rule(group, candidate => {
        const type = textOf(candidate, 'CacheNodeType');
        return type === undefined || isCacheNodeType(type)
          ? undefined
          : `Invalid Cache Node Type: ${type}.`;
      }),
      rule(
        'https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/auth.html',
        candidate => {
          if (!isSet(candidate, 'AuthToken')) return undefined;
          if (!isTrue(candidate, 'TransitEncryptionEnabled')) {
            return 'Invalid AuthToken provided. Authentication tokens require encryption in-transit.';
          }
          const token = textOf(candidate, 'AuthToken');
          return token === undefined || /^[^\s/"@]{16,128}$/.test(token)
            ? undefined
            : 'Invalid AuthToken provided.';
        },
      ),
      rule(
        'https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/Clusters.RBAC.html',
        candidate =>
          listOf(candidate.properties.UserGroupIds).length > 0 &&
          !isTrue(candidate, 'TransitEncryptionEnabled')
            ? 'User group based access control is available only when encryption-in-transit is enabled.'
            : undefined,
      ),
      rule(
        'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-elasticache-replicationgroup.html',
        candidate =>
          textOf(candidate, 'Engine') === 'valkey' &&
          !isSet(candidate, 'TransitEncryptionEnabled')
            ? 'TransitEncryptionEnabled is required when creating a valkey replication group.'
            : undefined,
        'create',
      ),
      snapshots(group),
      oneOf(group, 'TransitEncryptionMode', ['preferred', 'required']),
      oneOf(group, 'ClusterMode', ['enabled', 'disabled', 'compatible']),
      range(
        group,
        'Port',
        [1, 65_535],
        value => `Invalid port ${value}. It must be from 1 to 65535.`,
      ),
      rule(group, candidate =>
        isSet(candidate, 'TransitEncryptionMode') &&
        !isTrue(candidate, 'TransitEncryptionEnabled')
          ? 'TransitEncryptionMode can only be specified when encryption in-transit is enabled.'
          : undefined,
      ),
      rule(
        group,
        candidate =>
          isSet(candidate, 'CacheNodeType') ||
          isSet(candidate, 'GlobalReplicationGroupId') ||
          isSet(candidate, 'SnapshotName')
            ? undefined
            : 'The parameter CacheNodeType must be provided and must not be blank.',
        'create',
      ),
      range(
        group,
        'NumCacheClusters',
        [1, 6],
        number =>
          `Invalid number of cache clusters: ${number}. It must be between 1 and 6.`,
      ),
      range(
        group,
        'ReplicasPerNodeGroup',
        [0, 5],
        number =>
          `Invalid number of replicas per node group: ${number}. It must be between 0 and 5.`,
      ),
      range(
        group,
        'NumNodeGroups',
        [1, 500],
        number => `Invalid number of node groups: ${number}.`,
      ),
      rule(group, candidate =>
        isTrue(candidate, 'MultiAZEnabled') &&
        !isTrue(candidate, 'AutomaticFailoverEnabled')
          ? 'Must enable automatic failover to enable Multi-AZ for a replication group.'
          : undefined,
      ),
      rule(group, candidate => {
        const name = textOf(candidate, 'CacheParameterGroupName');
        const version = textOf(candidate, 'EngineVersion');
        if (name === undefined || version === undefined) return undefined;
        const own = candidate.world.find(
          candidate.region,
          'AWS::ElastiCache::ParameterGroup',
          name,
        )?.properties.CacheParameterGroupFamily;
        const found = own === undefined ? familyOfDefault(name) : String(own);
        const expected = engineFamily(
          textOf(candidate, 'Engine') ?? 'redis',
          version,
        );
        return found === undefined || found === expected
          ? undefined
          : `Expected a parameter group of family ${expected} but found one of family ${found}`;
      }),
      rule(group, candidate =>
        isSet(candidate, 'KmsKeyId') &&
        !isTrue(candidate, 'AtRestEncryptionEnabled')
          ? 'KmsKeyId can only be specified when encryption at rest is enabled.'
          : undefined,
      ),
      ...windowRules({
        source: group,
        daily: 'SnapshotWindow',
        name: 'snapshot',
        leastDaily: 60,
        leastWeekly: 60,
      }),
      rule(group, candidate =>
        isSet(candidate, 'NumCacheClusters') &&
        isSet(candidate, 'NumNodeGroups') &&
        Number(textOf(candidate, 'NumNodeGroups')) > 1
          ? 'Cannot specify both NumCacheClusters and NumNodeGroups.'
          : undefined,
      ),
      rule(group, candidate =>
        Number(textOf(candidate, 'NumNodeGroups')) > 1 &&
        textOf(candidate, 'AutomaticFailoverEnabled') === 'false'
          ? 'Redis with cluster mode enabled cannot be created with auto failover turned off.'
          : undefined,
      ),
      rule(
        'https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_LogDeliveryConfigurationRequest.html',
        ({ properties }) =>
          listOf(properties.LogDeliveryConfigurations)
            .map(fieldsOf)
            .flatMap(({ LogType, LogFormat, DestinationType }) => [
              ...(/^(slow|engine)-log$/.test(String(LogType))
                ? []
                : [`Invalid LogType: ${String(LogType)}`]),
              ...(/^(text|json)$/.test(String(LogFormat))
                ? []
                : [`Invalid LogFormat: ${String(LogFormat)}`]),
              ...(/^(cloudwatch-logs|kinesis-firehose)$/.test(
                String(DestinationType),
              )
                ? []
                : [`Invalid DestinationType: ${String(DestinationType)}`]),
            ])[0],
      ),
      rule(
        'https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_LogDeliveryConfigurationRequest.html',
        ({ properties }) => {
          const all = listOf(properties.LogDeliveryConfigurations).map(
            fieldsOf,
          );
          const types = all.map(({ LogType }) => LogType);
          if (new Set(types).size < types.length) {
            return 'Each log type can be specified only once.';
          }
          const unfit = all.find(({ DestinationType, DestinationDetails }) => {
            const details = fieldsOf(DestinationDetails);
            return DestinationType === 'cloudwatch-logs'
              ? details.CloudWatchLogsDetails === undefined
              : details.KinesisFirehoseDetails === undefined;
          });
          return (
            unfit &&
            `DestinationDetails do not match DestinationType ${String(
              unfit.DestinationType,
            )}.`
          );
        },
      ),
    ],
    'AWS::ElastiCache::ServerlessCache': [
      engines(serverless, ['redis', 'valkey', 'memcached']),
      form(
        serverless,
        'ServerlessCacheName',
        identifier,
        () =>
          'The parameter ServerlessCacheName is not a valid identifier. It must begin with a letter, contain only ASCII letters, digits and hyphens, and have at most 40 characters.',
      ),
      snapshots(serverless),
      rule(serverless, ({ world, region, properties }) => {
        const { SubnetIds } = properties;
        const { length } = listOf(SubnetIds);
        const zones = listOf(SubnetIds).flatMap(
          id =>
            stringOf(
              world.find(region, 'AWS::EC2::Subnet', String(id))?.attributes
                .AvailabilityZone,
            ) ?? [],
        );
        return SubnetIds !== undefined &&
          (length < 2 || length > 3 || new Set(zones).size < zones.length)
          ? 'A serverless cache needs two or three subnets, each in another Availability Zone.'
          : undefined;
      }),
      form(
        serverless,
        'MajorEngineVersion',
        /^([789]|1\.6)$/,
        version => `Invalid major engine version: ${version}.`,
      ),
      rule(serverless, candidate => {
        const engine = textOf(candidate, 'Engine')?.toLowerCase() ?? '';
        const version = textOf(candidate, 'MajorEngineVersion');
        return version === undefined ||
          (majorVersions[engine] ?? [version]).includes(version)
          ? undefined
          : `Engine ${engine} has no major version ${version}.`;
      }),
      form(
        serverless,
        'DailySnapshotTime',
        /^([01]\d|2[0-3]):[0-5]\d$/,
        text => `Invalid daily snapshot time: ${text}.`,
      ),
      rule(
        'https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/Scaling.html',
        candidate => {
          const limits = fieldsOf(candidate.properties.CacheUsageLimits);
          const ranges = {
            DataStorage: [1, 5000],
            ECPUPerSecond: [1000, 15_000_000],
          } as const;
          const { Unit = 'GB' } = fieldsOf(limits.DataStorage);
          if (Unit !== 'GB') {
            return `Invalid unit of DataStorage: ${String(
              Unit,
            )}. It must be GB.`;
          }
          for (const [name, [from, to]] of Object.entries(ranges)) {
            const { Minimum, Maximum } = fieldsOf(limits[name]);
            const given = [Minimum, Maximum].flatMap(value =>
              value === undefined ? [] : [Number(value)],
            );
            const wrong = given.find(value => !(value >= from && value <= to));
            if (wrong !== undefined) {
              return `Invalid value ${wrong} for ${name}. It must be from ${from} to ${to}.`;
            }
            if (given.length === 2 && given[0] > given[1]) {
              return `The minimum value of ${name}, ${given[0]}, must not be greater than its maximum, ${given[1]}.`;
            }
          }
          return undefined;
        },
      ),
    ],
    'AWS::ElastiCache::ParameterGroup': [
      form(
        `${api}API_CreateCacheParameterGroup.html`,
        'CacheParameterGroupFamily',
        /^(memcached1\.[456]|redis(2\.[68]|3\.2|4\.0|5\.0|6\.x|7)|valkey[789])$/,
        family => `CacheParameterGroupFamily ${family} is not a valid family`,
      ),
    ],
    'AWS::ElastiCache::SubnetGroup': [
      rule(`${api}API_CreateCacheSubnetGroup.html`, ({ properties }) =>
        listOf(properties.SubnetIds).length > 0
          ? undefined
          : 'The parameter SubnetIds must be provided.',
      ),
      form(
        `${api}API_CreateCacheSubnetGroup.html`,
        'CacheSubnetGroupName',
        /^[A-Za-z0-9-]{1,255}$/,
        name =>
          `The parameter CacheSubnetGroupName ${name} must contain only alphanumeric characters or hyphens.`,
      ),
    ],
  },
};
