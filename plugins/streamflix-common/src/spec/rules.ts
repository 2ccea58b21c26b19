import { blueprints } from './blueprints';
import type { EnvironmentSpec } from './EnvironmentSpec';
import {
  offeredCacheVersions,
  offeredPostgresVersions,
} from './engineVersions';
import {
  parseTimeOfDayWindow,
  parseWeeklyWindow,
  windowsOverlap,
} from './formats';
import { parseCidr } from './parseCidr';

/** What a rule may look at besides the values. */
export interface RuleContext {
  /** Whether the person gave a value at this path, rather than the blueprint. */
  given(path: string): boolean;
  /** Regions the installation allows; undefined allows all. */
  allowedRegions?: readonly string[];
}

/** A statement about several fields. It runs only when every field it reads is well formed. */
export interface Rule {
  /** Fields it reads; the first is the one a problem is shown at. */
  reads: readonly [string, ...string[]];
  /** Sentences that say what is wrong and what would be right; none when all is well. */
  check(
    spec: EnvironmentSpec,
    context: RuleContext,
  ): string | string[] | undefined;
}

/** Memory in MiB that Fargate allows for each CPU size: from, to, in steps. Source: AWS, "Fargate task CPU and memory". */
const fargateMemory: Record<number, [from: number, to: number, step: number]> =
  {
    512: [1024, 4096, 1024],
    1024: [2048, 8192, 1024],
    2048: [4096, 16_384, 1024],
    4096: [8192, 30_720, 1024],
    8192: [16_384, 61_440, 4096],
    16_384: [32_768, 122_880, 8192],
  };

/** Tag keys the platform writes itself. */
export const reservedTags = [
  'Environment',
  'Owner',
  'CostCenter',
  'Blueprint',
  'Version',
  'ManagedBy',
] as const;

const list = (values: readonly string[]) => values.join(', ');

function tasksRules(part: 'service' | 'worker'): Rule[] {
  return [
    {
      reads: [`${part}.maxTasks`, `${part}.minTasks`],
      check: spec =>
        spec[part].minTasks > spec[part].maxTasks
          ? `Maximum ${part} tasks must be at least the minimum, ${spec[part].minTasks}; it is ${spec[part].maxTasks}.`
          : undefined,
    },
    {
      reads: [`${part}.memory`, `${part}.cpu`],
      check: spec => {
        const { cpu, memory } = spec[part];
        if (cpu === 256) {
          return [512, 1024, 2048].includes(memory)
            ? undefined
            : `Memory of a ${part} task must be 512, 1024 or 2048 MiB with 256 CPU units; it is ${memory}.`;
        }
        const [from, to, step] = fargateMemory[cpu];
        return memory >= from && memory <= to && memory % step === 0
          ? undefined
          : `Memory of a ${part} task must be from ${from} to ${to} MiB in steps of ${step} with ${cpu} CPU units; it is ${memory}.`;
      },
    },
    {
      reads: [`${part}.fargateWeight`, `${part}.spotWeight`],
      check: spec =>
        spec[part].fargateWeight + spec[part].spotWeight === 0
          ? `FARGATE weight of the ${part} and its FARGATE_SPOT weight must not both be 0.`
          : undefined,
    },
    {
      reads: [`${part}.fargateBase`, `${part}.fargateWeight`],
      check: spec =>
        spec[part].fargateBase > 0 && spec[part].fargateWeight === 0
          ? `On-demand base of the ${part} must be 0 when its FARGATE weight is 0.`
          : undefined,
    },
  ];
}

/** Two values that mean nothing together: refused when a person gave the one that would be ignored. */
function ignored(
  path: string,
  title: string,
  isIgnored: (spec: EnvironmentSpec) => string | undefined,
): Rule {
  return {
    reads: [path],
    check: (spec, { given }) => {
      const reason = given(path) ? isIgnored(spec) : undefined;
      return reason && `${title} must be left out: ${reason}.`;
    },
  };
}

const aurora = (spec: EnvironmentSpec) =>
  spec.database.kind === 'aurora'
    ? undefined
    : 'it belongs to Aurora, and the database is not Aurora';
const rds = (spec: EnvironmentSpec) =>
  spec.database.kind === 'rds'
    ? undefined
    : 'it belongs to RDS for PostgreSQL, and the database is not RDS';
const replicationGroup = (spec: EnvironmentSpec) =>
  spec.cache.kind === 'replication-group'
    ? undefined
    : 'it belongs to a replication group, and the cache is not one';
const serverlessCache = (spec: EnvironmentSpec) =>
  spec.cache.kind === 'serverless'
    ? undefined
    : 'it belongs to a serverless cache, and the cache is not one';

/** Every rule that concerns more than one field. A new rule is a new row. */
export const rules: readonly Rule[] = [
  {
    reads: ['region', 'blueprint'],
    check: spec => {
      const { title, onlyRegions } = blueprints[spec.blueprint];
      return onlyRegions && !onlyRegions.regions.includes(spec.region)
        ? `Region must be ${list(
            onlyRegions.regions,
          )} for the blueprint ${title}: ${onlyRegions.reason}. It is ${
            spec.region
          }.`
        : undefined;
    },
  },
  {
    reads: ['region'],
    check: (spec, { allowedRegions }) =>
      allowedRegions && !allowedRegions.includes(spec.region)
        ? `Region must be one this installation allows: ${list(
            allowedRegions,
          )}. It is ${spec.region}.`
        : undefined,
  },
  {
    reads: ['secrets.database', 'blueprint'],
    check: ({ blueprint, secrets }) => {
      const { title, requiredSecrets } = blueprints[blueprint];
      return requiredSecrets?.fields.includes('database') && !secrets.database
        ? `Database secret must name an existing secret for the blueprint ${title}: ${requiredSecrets.reason}.`
        : undefined;
    },
  },
  {
    reads: ['secrets.apiKeys', 'blueprint'],
    check: ({ blueprint, secrets }) => {
      const { title, requiredSecrets } = blueprints[blueprint];
      return requiredSecrets?.fields.includes('apiKeys') &&
        secrets.apiKeys.length === 0
        ? `API key secrets must name at least one existing secret for the blueprint ${title}: ${requiredSecrets.reason}.`
        : undefined;
    },
  },
  {
    reads: ['secrets.database', 'database.kind'],
    check: spec =>
      spec.secrets.database && spec.database.kind === 'none'
        ? 'Database secret must be left out: the environment has no database.'
        : undefined,
  },
  {
    reads: ['secrets.apiKeys'],
    check: spec =>
      new Set(spec.secrets.apiKeys).size < spec.secrets.apiKeys.length
        ? 'API key secrets must not name a secret twice.'
        : undefined,
  },
  {
    reads: ['service.enabled', 'worker.enabled'],
    check: spec =>
      !spec.service.enabled && !spec.worker.enabled
        ? 'API service or Stream worker must be on: an environment runs at least one of them.'
        : undefined,
  },
  {
    reads: ['api.kind', 'service.enabled'],
    check: spec => {
      if (spec.api.kind !== 'none' && !spec.service.enabled) {
        return 'API must be none when the API service is off: it would have nothing to call.';
      }
      return spec.api.kind === 'none' && spec.service.enabled
        ? 'API must be rest or http when the API service is on: the service is reached through it alone.'
        : undefined;
    },
  },
  ignored('api.tracing', 'X-Ray tracing', spec =>
    spec.api.tracing && spec.api.kind !== 'rest'
      ? 'only REST APIs trace, and the API is not REST'
      : undefined,
  ),
  {
    reads: ['worker.enabled', 'stream.mode'],
    check: spec =>
      spec.worker.enabled && spec.stream.mode === 'none'
        ? 'Stream worker must be off when there is no ingest stream: it would have nothing to read.'
        : undefined,
  },
  {
    reads: ['deadLetters.enabled', 'worker.enabled'],
    check: spec =>
      spec.deadLetters.enabled && !spec.worker.enabled
        ? 'Dead-letter queue must be off when the stream worker is off: nothing would send to it.'
        : undefined,
  },
  ...tasksRules('service'),
  ...tasksRules('worker'),
  {
    reads: ['database.maxCapacity', 'database.minCapacity'],
    check: spec =>
      spec.database.minCapacity > spec.database.maxCapacity
        ? `Maximum database capacity must be at least the minimum, ${spec.database.minCapacity}; it is ${spec.database.maxCapacity}.`
        : undefined,
  },
  {
    reads: ['database.version', 'database.kind'],
    check: spec => {
      const { kind, version } = spec.database;
      if (kind === 'none') return undefined;
      const offered = offeredPostgresVersions(kind);
      return offered.includes(version)
        ? undefined
        : `PostgreSQL version must be one AWS offers for ${
            kind === 'aurora' ? 'Aurora' : 'RDS'
          }: ${list(offered)}. It is ${version}.`;
    },
  },
  {
    reads: ['database.backupWindow', 'database.maintenanceWindow'],
    check: spec => {
      const backup = parseTimeOfDayWindow(spec.database.backupWindow);
      const maintenance = parseWeeklyWindow(spec.database.maintenanceWindow);
      return [
        backup.length < 30
          ? 'Backup window must last at least 30 minutes.'
          : '',
        maintenance.length < 30 || maintenance.length > 24 * 60
          ? 'Maintenance window must last from 30 minutes to 24 hours.'
          : '',
        windowsOverlap(backup, maintenance)
          ? 'Backup window and Maintenance window must not overlap.'
          : '',
      ].filter(Boolean);
    },
  },
  ignored('database.minCapacity', 'Minimum database capacity', aurora),
  ignored('database.maxCapacity', 'Maximum database capacity', aurora),
  ignored('database.instances', 'Aurora instances', aurora),
  ignored('database.instanceClass', 'Database instance class', rds),
  ignored('database.storageGiB', 'Database storage', rds),
  ignored('database.multiAz', 'Standby in a second zone', rds),
  {
    reads: ['cache.version', 'cache.kind', 'cache.engine'],
    check: spec => {
      const { kind, engine, version } = spec.cache;
      if (kind === 'none') return undefined;
      const offered: readonly string[] = offeredCacheVersions[kind][engine];
      return offered.includes(version)
        ? undefined
        : `Cache version must be one AWS offers for ${engine} as a ${
            kind === 'serverless' ? 'serverless cache' : 'replication group'
          }: ${list(offered)}. It is ${version}.`;
    },
  },
  ignored('cache.nodeType', 'Cache node type', replicationGroup),
  ignored('cache.nodes', 'Cache nodes', replicationGroup),
  ignored('cache.maxStorageGiB', 'Maximum cache storage', serverlessCache),
  ignored('cache.maxEcpu', 'Maximum cache ECPU', serverlessCache),
  ignored('stream.shards', 'Shards', spec =>
    spec.stream.mode === 'provisioned'
      ? undefined
      : 'it belongs to a provisioned stream, and the stream is not one',
  ),
  {
    reads: ['observability.alarmEmail', 'observability.alarms'],
    check: spec =>
      spec.observability.alarmEmail && !spec.observability.alarms
        ? 'Alarm e-mail must be left out when alarms are off.'
        : undefined,
  },
  {
    reads: [
      'network.firstPrivateSubnet',
      'network.cidr',
      'network.zones',
      'network.firstPublicSubnet',
    ],
    check: spec => {
      const { cidr, zones, firstPublicSubnet, firstPrivateSubnet } =
        spec.network;
      const { first, size } = parseCidr(cidr);
      const blocks = size / 256;
      const beyond = (start: number) => start + zones > blocks;
      return [
        first % size !== 0
          ? `VPC address range must begin at a multiple of its size; ${cidr} does not.`
          : '',
        beyond(firstPublicSubnet)
          ? `First public subnet must be at most ${
              blocks - zones
            } for ${zones} zones in ${cidr}; it is ${firstPublicSubnet}.`
          : '',
        beyond(firstPrivateSubnet)
          ? `First private subnet must be at most ${
              blocks - zones
            } for ${zones} zones in ${cidr}; it is ${firstPrivateSubnet}.`
          : '',
        Math.abs(firstPublicSubnet - firstPrivateSubnet) < zones
          ? `First private subnet must be at least ${zones} blocks away from the first public one, ${firstPublicSubnet}; it is ${firstPrivateSubnet}.`
          : '',
      ].filter(Boolean);
    },
  },
  {
    reads: ['tags'],
    check: spec => {
      const keys = Object.keys(spec.tags);
      return [
        ...keys
          .filter(key => /^(aws|streamflix):/i.test(key))
          .map(
            key => `Tags must not begin with aws: or streamflix:; ${key} does.`,
          ),
        ...keys
          .filter(key =>
            reservedTags.some(tag => tag.toLowerCase() === key.toLowerCase()),
          )
          .map(
            key => `Tags must not set ${key}: the platform writes it itself.`,
          ),
        // AWS allows 50 on a resource; the platform and CloudFormation need the rest.
        keys.length > 35
          ? `Tags must be at most 35; there are ${keys.length}.`
          : '',
      ].filter(Boolean);
    },
  },
];
