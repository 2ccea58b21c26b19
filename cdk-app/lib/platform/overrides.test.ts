import {
  blueprints,
  environmentInputJsonSchema,
  isValues,
  mergeValues,
  valueAt,
  type BlueprintDefaults,
  type EnvironmentSpec,
  type Values,
} from '@streamflix/backstage-plugin-streamflix-common/environment';
import { specOf, type TemplateBody } from '../__testUtils__/environment';
import { synthesizeEnvironment } from '../../synth/synthesizeEnvironment';

/**
 * A value that differs from the blueprint's, and its expected value in the template: id of the resource and path in its
 * properties, or a tag of the stack. Undefined means that the resource or property does not exist. Last, other values that the
 * override requires.
 */
type Arrival = [
  value: unknown,
  place: string,
  arrives: unknown,
  others?: Values,
];

const image = '123456789012.dkr.ecr.eu-west-2.amazonaws.com/video/content:1.2';
const spot = { CapacityProvider: 'FARGATE_SPOT', Weight: 3 };

function tasks(id: 'Service' | 'Worker') {
  const definition = `${id}TaskDefinition`;
  const shares = `${id}.CapacityProviderStrategy`;
  const cpu = `${id}CpuScaling.TargetTrackingScalingPolicyConfiguration`;
  return {
    image: [image, `${definition}.ContainerDefinitions.0.Image`, image],
    architecture: [
      'arm64',
      `${definition}.RuntimePlatform`,
      { CpuArchitecture: 'ARM64', OperatingSystemFamily: 'LINUX' },
    ],
    memory: [2048, `${definition}.Memory`, '2048'],
    minTasks: [3, `${id}Scaling.MinCapacity`, 3],
    maxTasks: [30, `${id}Scaling.MaxCapacity`, 30],
    cpuTarget: [50, `${cpu}.TargetValue`, 50],
    scaleInCooldown: [120, `${cpu}.ScaleInCooldown`, 120],
    scaleOutCooldown: [30, `${cpu}.ScaleOutCooldown`, 30],
    fargateBase: [3, `${shares}.0.Base`, 3],
    fargateWeight: [2, `${shares}.0.Weight`, 2],
    spotWeight: [3, `${shares}.1`, spot],
  } satisfies Record<string, Arrival>;
}

const iteratorAge =
  'WorkerIteratorAgeScaling.TargetTrackingScalingPolicyConfiguration';
const container = 'ServiceTaskDefinition.ContainerDefinitions.0';
const aurora = 'DatabaseCluster';
const capacity = `${aurora}.ServerlessV2ScalingConfiguration`;
const instance = 'DatabaseInstance';
const rds = { database: { kind: 'rds' } };
const limits = 'ServerlessCache.CacheUsageLimits';
const serverless = { cache: { kind: 'serverless' } };
const password = '{{resolve:secretsmanager:video/db:SecretString:password}}';
const tuesday = 'tue:05:00-tue:06:00';

type WholeSection = 'costCenter' | 'tags' | 'deletionProtection';
type Section = Exclude<keyof BlueprintDefaults, WholeSection>;

const overrides: Record<WholeSection, Arrival> & {
  [S in Section]: Record<keyof EnvironmentSpec[S], Arrival>;
} = {
  costCenter: ['films', 'tags.CostCenter', 'films'],
  network: {
    cidr: ['172.16.0.0/18', 'Vpc.CidrBlock', '172.16.0.0/18'],
    zones: [3, 'PrivateSubnet3.CidrBlock', '10.0.13.0/24'],
    zoneIds: [
      ['euw2-az2', 'euw2-az3'],
      'PrivateSubnet1.AvailabilityZoneId',
      'euw2-az2',
    ],
    nat: ['per-zone', 'PrivateDefaultRoute2.NatGatewayId.Ref', 'NatGateway2'],
    firstPublicSubnet: [5, 'PublicSubnet1.CidrBlock', '10.0.5.0/24'],
    firstPrivateSubnet: [20, 'PrivateSubnet1.CidrBlock', '10.0.20.0/24'],
  },
  service: {
    ...tasks('Service'),
    enabled: [false, 'Service', undefined, { api: { kind: 'none' } }],
    cpu: [
      1024,
      'ServiceTaskDefinition.Cpu',
      '1024',
      { service: { memory: 2048 } },
    ],
    port: [9000, `${container}.PortMappings.0.ContainerPort`, 9000],
    healthCheckPath: [
      '/alive',
      'LoadBalancerTargets.HealthCheckPath',
      '/alive',
    ],
  },
  worker: {
    ...tasks('Worker'),
    enabled: [false, 'Worker', undefined, { deadLetters: { enabled: false } }],
    cpu: [
      1024,
      'WorkerTaskDefinition.Cpu',
      '1024',
      { worker: { memory: 2048 } },
    ],
    iteratorAgeTarget: [120, `${iteratorAge}.TargetValue`, 120_000],
  },
  api: {
    kind: ['http', 'HttpRoute.RouteKey', 'GET /content'],
    method: ['ANY', 'RestMethod.HttpMethod', 'ANY'],
    path: ['/titles', 'RestPath1.PathPart', 'titles'],
    tracing: [false, 'RestStage.TracingEnabled', false],
  },
  database: {
    kind: ['rds', `${instance}.Engine`, 'postgres'],
    version: ['16.11', `${aurora}.EngineVersion`, '16.11'],
    name: ['films', `${aurora}.DatabaseName`, 'films'],
    minCapacity: [1, `${capacity}.MinCapacity`, 1],
    maxCapacity: [8, `${capacity}.MaxCapacity`, 8],
    instances: [3, 'DatabaseReader2.DBInstanceIdentifier', 'reader-2-demo'],
    instanceClass: [
      'db.t3.micro',
      `${instance}.DBInstanceClass`,
      'db.t3.micro',
      rds,
    ],
    storageGiB: [50, `${instance}.AllocatedStorage`, '50', rds],
    multiAz: [false, `${instance}.MultiAZ`, false, rds],
    backupDays: [14, `${aurora}.BackupRetentionPeriod`, 14],
    backupWindow: [
      '01:00-02:00',
      `${aurora}.PreferredBackupWindow`,
      '01:00-02:00',
    ],
    maintenanceWindow: [
      tuesday,
      `${aurora}.PreferredMaintenanceWindow`,
      tuesday,
    ],
  },
  cache: {
    kind: ['serverless', 'ServerlessCache.MajorEngineVersion', '7'],
    engine: ['valkey', 'Cache.Engine', 'valkey'],
    version: ['7.0', 'Cache.EngineVersion', '7.0'],
    nodeType: ['cache.t4g.small', 'Cache.CacheNodeType', 'cache.t4g.small'],
    nodes: [3, 'Cache.NumCacheClusters', 3],
    snapshots: [1, 'Cache.SnapshotRetentionLimit', 1],
    maxStorageGiB: [20, `${limits}.DataStorage.Maximum`, 20, serverless],
    maxEcpu: [8000, `${limits}.ECPUPerSecond.Maximum`, 8000, serverless],
  },
  storage: {
    enabled: [false, 'FileSystem', undefined],
    infrequentAccessDays: [
      7,
      'FileSystem.LifecyclePolicies.0.TransitionToIA',
      'AFTER_7_DAYS',
    ],
  },
  stream: {
    mode: ['on-demand', 'Stream.StreamModeDetails.StreamMode', 'ON_DEMAND'],
    shards: [8, 'Stream.ShardCount', 8],
    retentionHours: [48, 'Stream.RetentionPeriodHours', 48],
    shardMetrics: [false, 'Stream.DesiredShardLevelMetrics', undefined],
  },
  deadLetters: {
    enabled: [false, 'DeadLetterQueue', undefined],
    retentionDays: [7, 'DeadLetterQueue.MessageRetentionPeriod', 604_800],
  },
  registry: { enabled: [false, 'Repository', undefined] },
  encryption: { key: ['aws-managed', 'Key', undefined] },
  observability: {
    logRetentionDays: [365, 'ServiceLogs.RetentionInDays', 365],
    containerInsights: [
      'disabled',
      'Cluster.ClusterSettings.0.Value',
      'disabled',
    ],
    alarms: [false, 'AlarmTopic', undefined],
    alarmEmail: ['tv@example.com', 'AlarmEmail.Endpoint', 'tv@example.com'],
  },
  secrets: {
    database: ['video/db', `${aurora}.MasterUserPassword`, password],
    apiKeys: [['video/keys'], `${container}.Secrets.2.Name`, 'API_KEY_1'],
  },
  tags: [{ Team: 'video' }, 'tags.Team', 'video'],
  deletionProtection: [true, `${aurora}.DeletionProtection`, true],
};

const rows = Object.entries(overrides).flatMap(
  ([section, values]): [path: string, ...arrival: Arrival][] =>
    Array.isArray(values)
      ? [[section, ...values]]
      : Object.entries<Arrival>(values).map(([name, arrival]) => [
          `${section}.${name}`,
          ...arrival,
        ]),
);

/** The resulting template: properties of its resources by id, and its tags. */
function arrivalOf(overridden: Values): unknown {
  const { template, tags } = synthesizeEnvironment(
    specOf('complete', overridden),
  );
  const { Resources }: TemplateBody = JSON.parse(template);
  return {
    ...Object.fromEntries(
      Object.entries(Resources).map(([id, { Properties = {} }]) => [
        id,
        Properties,
      ]),
    ),
    tags,
  };
}

/** Like `valueAt`, but also supports lists. */
const at = (value: unknown, place: string) =>
  place
    .split('.')
    .reduce<unknown>(
      (inner, key) =>
        typeof inner === 'object' && inner !== null
          ? Reflect.get(inner, key)
          : undefined,
      value,
    );

const valuesAlong = (path: string, value: unknown): Values =>
  path
    .split('.')
    .reduceRight<unknown>((inner, key) => ({ [key]: inner }), value) as Values;

describe('a value that differs from the blueprint’s', () => {
  const plain = arrivalOf({});

  it.each(rows)(
    '%s %j shows at %s',
    (path, value, place, arrives, others = {}) => {
      expect(valueAt(blueprints.complete.defaults, path)).not.toEqual(value);
      const given = mergeValues(others, valuesAlong(path, value));
      expect(at(arrivalOf(given), place)).toEqual(arrives);
      expect(at(plain, place)).not.toEqual(arrives);
    },
  );

  it('is tested here for everything that may be given', () => {
    // Identity is no override: it selects the environment.
    const identity = ['suffix', 'region', 'blueprint', 'owner', 'account'];
    const given = Object.entries(environmentInputJsonSchema().properties)
      .filter(([name]) => !identity.includes(name))
      .flatMap(([section, { properties }]) =>
        isValues(properties)
          ? Object.keys(properties).map(name => `${section}.${name}`)
          : section,
      );
    expect(rows.map(([path]) => path).sort()).toEqual(given.sort());
  });
});
