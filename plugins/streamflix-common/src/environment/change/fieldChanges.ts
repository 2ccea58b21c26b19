import type { EnvironmentSpec } from '../EnvironmentSpec';
import { exactPostgresVersion } from '../engineVersions';
import type { FieldChange } from './FieldChange';
import { isSameDatabase } from './fixedValues';

const cloudFormation = 'AWS CloudFormation Template Reference';
const rds = 'Amazon RDS User Guide';
const aurora = 'Amazon Aurora User Guide';
const elastiCache = 'Amazon ElastiCache User Guide';
const kinesis = 'Amazon Kinesis Data Streams API Reference';

/** Whether a version such as 16.4 is older than another; `17` is older than `17.1`. */
function isOlder(version: string, than: string): boolean {
  const [major, minor = 0] = version.split('.').map(Number);
  const [otherMajor, otherMinor = 0] = than.split('.').map(Number);
  return major === otherMajor ? minor < otherMinor : major < otherMajor;
}

const isSameCache = (running: EnvironmentSpec, next: EnvironmentSpec) =>
  running.cache.kind !== 'none' && running.cache.kind === next.cache.kind;

/** Splits a path into its last part, the parameter, and the parts before it. */
function splitPath(path: string): { before: string; parameter?: string } {
  const [, before = '', parameter] = /^(.*)\/(\{.*\})$/.exec(path) ?? [];
  return { before, parameter };
}

/** A REST API cannot have two parameters in the same place. */
function restPathProblem(from: string, to: string): string | undefined {
  const [one, other] = [from, to].map(splitPath);
  return one.parameter &&
    other.parameter &&
    one.parameter !== other.parameter &&
    one.before === other.before
    ? 'API path must keep the name of its parameter: a REST API cannot have two in the same place, and the new one is made before the old one goes.'
    : undefined;
}

const inPlace = (type: string, rule = 'Changes in place.'): FieldChange => ({
  kind: 'in place',
  rule,
  source: `${cloudFormation}, ${type}`,
  mark: 'documented',
});

const parts = (rule: string): FieldChange => ({
  kind: 'parts',
  rule,
  source: 'platform',
  mark: 'platform',
});

const data = (rule: string): FieldChange => ({
  kind: 'data',
  rule,
  source: 'platform',
  mark: 'platform',
});

/** Source: RDS User Guide, "Increasing DB instance storage capacity": by at least 10 percent. */
const storageLimits = (from: number) => ({
  least: Math.ceil((from * 11) / 10),
  most: 65_536,
});

const shardLimits = (from: number) => ({
  least: Math.ceil(from / 2),
  most: from * 2,
});

const another: FieldChange = {
  kind: 'identifies',
  rule: 'Another value is another environment.',
  source: 'platform',
  mark: 'platform',
};

/** A value that only replaces what it belongs to, according to the schema of its resource. */
const never = (type: string, property: string): FieldChange => ({
  kind: 'never',
  rule: `${property} of ${type} only changes with the resource.`,
  source: `CloudFormation registry schema, ${type}, createOnlyProperties`,
  mark: 'documented',
});

const ofDatabase = (rule?: string): FieldChange => ({
  ...inPlace('AWS::RDS::DBInstance, AWS::RDS::DBCluster', rule),
  store: 'database',
});

const ofCache = (rule?: string): FieldChange => ({
  ...inPlace(
    'AWS::ElastiCache::ReplicationGroup, AWS::ElastiCache::ServerlessCache',
    rule,
  ),
  store: 'cache',
});

const tasks = (part: 'service' | 'worker'): Record<string, FieldChange> => {
  const rolled = inPlace(
    'AWS::ECS::TaskDefinition',
    'ECS replaces the tasks one after another with those of a new revision.',
  );
  const scaled = inPlace('AWS::ApplicationAutoScaling::ScalableTarget');
  const policy = inPlace('AWS::ApplicationAutoScaling::ScalingPolicy');
  const strategy = inPlace(
    'AWS::ECS::Service, CapacityProviderStrategy',
    'Starts a new deployment of the service.',
  );
  return {
    [`${part}.enabled`]: parts(`Adds or removes the ${part}.`),
    [`${part}.image`]: rolled,
    [`${part}.architecture`]: rolled,
    [`${part}.cpu`]: rolled,
    [`${part}.memory`]: rolled,
    [`${part}.minTasks`]: scaled,
    [`${part}.maxTasks`]: scaled,
    [`${part}.cpuTarget`]: policy,
    [`${part}.scaleInCooldown`]: policy,
    [`${part}.scaleOutCooldown`]: policy,
    [`${part}.fargateBase`]: strategy,
    [`${part}.fargateWeight`]: strategy,
    [`${part}.spotWeight`]: strategy,
  };
};

/**
 * What may change of every value of the request once the environment exists: the form, the plan and the documentation follow it.
 *
 * @public
 */
export const fieldChanges: Readonly<Record<string, FieldChange>> = {
  suffix: another,
  region: another,
  account: another,
  blueprint: {
    ...another,
    kind: 'parts',
    rule: 'Adds and removes the parts in which the blueprints differ.',
  },
  owner: inPlace('Tag'),
  costCenter: inPlace('Tag'),
  'network.cidr': never('AWS::EC2::VPC', 'CidrBlock'),
  'network.zones': {
    kind: 'data',
    rule: 'Never fewer while a database or a replication group lives in them; another serverless cache takes the place of the old one.',
    source: `${cloudFormation}, AWS::RDS::DBSubnetGroup; AWS::ElastiCache::SubnetGroup`,
    mark: 'assumed',
    check: (running, next) =>
      next.network.zones < running.network.zones &&
      (isSameDatabase(running, next) ||
        (isSameCache(running, next) && next.cache.kind !== 'serverless'))
        ? `Availability zones must not be fewer than the ${running.network.zones} the environment has: its database or cache may live in any of them.`
        : undefined,
  },
  'network.zoneIds': {
    kind: 'limits',
    rule: 'Begin with those there are: a subnet cannot move.',
    source:
      'CloudFormation registry schema, AWS::EC2::Subnet, createOnlyProperties',
    mark: 'documented',
    check: (running, next) => {
      const [from, to] = [running.network.zoneIds, next.network.zoneIds];
      if (!from) {
        return (
          to &&
          'Zone ids must be left out: the environment was made without them, and a subnet cannot move.'
        );
      }
      // Where none are requested, the plan keeps those of the environment.
      return to && from.some((id, index) => to[index] !== id)
        ? `Zone ids must begin with those the environment has, ${from.join(
            ', ',
          )}: a subnet cannot move.`
        : undefined;
    },
  },
  'network.nat': parts('Adds or removes NAT gateways and their addresses.'),
  'network.firstPublicSubnet': never('AWS::EC2::Subnet', 'CidrBlock'),
  'network.firstPrivateSubnet': never('AWS::EC2::Subnet', 'CidrBlock'),
  ...tasks('service'),
  'service.port': parts(
    'A target group with the new port takes the place of the old one; its name contains the port.',
  ),
  'service.healthCheckPath': inPlace(
    'AWS::ElasticLoadBalancingV2::TargetGroup',
  ),
  ...tasks('worker'),
  'worker.iteratorAgeTarget': inPlace(
    'AWS::ApplicationAutoScaling::ScalingPolicy',
  ),
  'api.kind': parts('Another API with another address takes its place.'),
  'api.method': parts('Another route takes the place of the old one.'),
  'api.path': {
    kind: 'limits',
    rule: 'A REST API keeps the parameter at the end of a path, unless what is before it changes; an HTTP API does not go from `/a/{proxy+}` to `/a`, which the first also serves.',
    source:
      'Amazon API Gateway API Reference, CreateResource; CreateRoute, ConflictException',
    mark: 'documented',
    check: ({ api: from }, { api: to }) => {
      if (from.kind !== to.kind) return undefined;
      if (from.kind === 'rest') return restPathProblem(from.path, to.path);
      const root = /^(.*)\/\{\w+\+\}$/.exec(from.path)?.[1];
      return from.kind === 'http' &&
        to.path === root &&
        to.method === from.method
        ? `API path must not be ${root}, which ${from.path} also serves: an HTTP API cannot have a route twice, and the new one is made before the old one goes. Change it to another path first.`
        : undefined;
    },
  },
  'api.tracing': inPlace('AWS::ApiGateway::Stage'),
  'database.kind': data(
    'Another database takes the place of the old one, or none.',
  ),
  'database.version': {
    kind: 'limits',
    rule: 'Never older, and only to a version to which AWS upgrades the database.',
    source: 'Amazon RDS API Reference, UpgradeTarget',
    mark: 'documented',
    store: 'database',
    check: (running, next) => {
      if (!isSameDatabase(running, next)) return undefined;
      const [from, to] = [running, next].map(exactPostgresVersion);
      const wanted = next.database.version;
      // The plan keeps a version that is still what was requested, also one newer than the versions compiled in.
      if (from === wanted || from.startsWith(`${wanted}.`)) return undefined;
      return isOlder(to, from)
        ? `PostgreSQL version must not be older than the database's, ${from}: AWS upgrades a database but never takes it back.`
        : undefined;
    },
  },
  'database.name': never(
    'AWS::RDS::DBInstance and AWS::RDS::DBCluster',
    'The name of the database',
  ),
  'database.minCapacity': ofDatabase(),
  'database.maxCapacity': ofDatabase(),
  'database.instances': {
    ...ofDatabase('Adds or removes readers, which hold no data of their own.'),
    kind: 'parts',
    source: `${aurora}, Replication with Aurora`,
  },
  'database.instanceClass': ofDatabase(
    'Changes in place, to a class that AWS offers; the database is restarted.',
  ),
  'database.storageGiB': {
    kind: 'limits',
    rule: 'Never smaller; larger by at least 10 %, and not while RDS optimizes the last change.',
    source: `${rds}, Increasing DB instance storage capacity`,
    mark: 'documented',
    store: 'database',
    refusedIn: ['storage-optimization'],
    perDay: 4,
    between: storageLimits,
    check: (running, next) => {
      if (next.database.kind !== 'rds' || !isSameDatabase(running, next)) {
        return undefined;
      }
      const [from, to] = [running, next].map(
        ({ database }) => database.storageGiB,
      );
      const { least } = storageLimits(from);
      if (to < from) {
        return `Database storage must be at least the ${from} GiB the database has: AWS enlarges storage but never shrinks it. It is ${to}.`;
      }
      return to > from && to < least
        ? `Database storage must stay ${from} GiB or be at least ${least}: AWS enlarges storage by at least 10 %. It is ${to}.`
        : undefined;
    },
  },
  'database.multiAz': ofDatabase(),
  'database.backupDays': ofDatabase(),
  'database.backupWindow': ofDatabase(),
  'database.maintenanceWindow': ofDatabase(),
  'cache.kind': data('Another cache takes the place of the old one, or none.'),
  'cache.engine': {
    ...data(
      'Another replication group takes the place of the old one; a serverless cache goes from Redis to Valkey in place, and back only in version 7.',
    ),
    source: `${elastiCache}, Version management`,
    mark: 'documented',
    store: 'cache',
    check: (running, next) =>
      isSameCache(running, next) &&
      next.cache.kind === 'serverless' &&
      running.cache.engine === 'valkey' &&
      running.cache.version !== '7' &&
      next.cache.engine === 'redis'
        ? 'Cache engine must stay valkey: AWS takes a serverless cache from Valkey to Redis only in version 7.'
        : undefined,
  },
  'cache.version': {
    kind: 'limits',
    rule: 'Never older.',
    source: `${elastiCache}, Version management`,
    mark: 'documented',
    store: 'cache',
    check: (running, next) =>
      isSameCache(running, next) &&
      running.cache.engine === next.cache.engine &&
      isOlder(next.cache.version, running.cache.version)
        ? `Cache version must not be older than the cache's, ${running.cache.version}: AWS upgrades a cache but never takes it back.`
        : undefined,
  },
  'cache.nodeType': ofCache(
    'Changes in place, to a type with enough memory for what the cache holds.',
  ),
  'cache.nodes': ofCache('Adds or removes replicas.'),
  'cache.snapshots': ofCache(),
  'cache.maxStorageGiB': ofCache(),
  'cache.maxEcpu': ofCache(),
  'storage.enabled': data('Removes the file system, or makes an empty one.'),
  'storage.infrequentAccessDays': inPlace('AWS::EFS::FileSystem'),
  'stream.mode': {
    ...data(
      'Between provisioned and on-demand in place; none removes the stream with what it holds.',
    ),
    source: `${kinesis}, UpdateStreamMode`,
    mark: 'documented',
    store: 'stream',
    perDay: 2,
  },
  'stream.shards': {
    kind: 'limits',
    rule: 'At most halved or doubled at once.',
    source: `${kinesis}, UpdateShardCount`,
    mark: 'documented',
    store: 'stream',
    perDay: 10,
    between: shardLimits,
    check: ({ stream: from }, { stream: to }) => {
      if (from.mode !== 'provisioned' || to.mode !== 'provisioned') {
        return undefined;
      }
      const { least, most } = shardLimits(from.shards);
      return to.shards < least || to.shards > most
        ? `Shards must be from ${least} to ${most}: Kinesis at most halves or doubles the ${from.shards} there are in one change. It is ${to.shards}.`
        : undefined;
    },
  },
  'stream.retentionHours': {
    ...inPlace('AWS::Kinesis::Stream'),
    store: 'stream',
  },
  'stream.shardMetrics': {
    ...inPlace('AWS::Kinesis::Stream'),
    store: 'stream',
  },
  'deadLetters.enabled': data('Removes the queue with what it holds.'),
  'deadLetters.retentionDays': inPlace('AWS::SQS::Queue'),
  'registry.enabled': data('Removes the repository with its images.'),
  'encryption.key': never(
    'AWS::RDS::DBCluster, AWS::RDS::DBInstance, AWS::EFS::FileSystem and the caches',
    'The encryption key',
  ),
  'observability.logRetentionDays': inPlace('AWS::Logs::LogGroup'),
  'observability.containerInsights': parts(
    'Changes in place, and adds or removes the log group of the insights.',
  ),
  'observability.alarms': parts('Adds or removes alarms.'),
  'observability.alarmEmail': parts('Another subscription takes its place.'),
  'secrets.database': never(
    'AWS::RDS::DBInstance and AWS::RDS::DBCluster',
    'MasterUsername, which the secret holds,',
  ),
  'secrets.apiKeys': parts(
    'Adds or removes the permission to read them; ECS replaces the tasks one after another.',
  ),
  tags: inPlace('Tag'),
  deletionProtection: inPlace('AWS::RDS::DBCluster, AWS::EC2::VPC'),
};
