import type { Blueprint, BlueprintDefaults } from './Blueprint';
import type { BlueprintId } from './blueprintIds';

/**
 * Responds with 200 on any configured port, so that an environment runs before its own image exists.
 *
 * @public
 */
export const placeholderImage =
  'public.ecr.aws/docker/library/nginx:stable-alpine';

/** Values that no old system set, or that all of them share. */
const common = {
  costCenter: 'streamflix',
  network: {
    cidr: '10.0.0.0/16',
    zones: 2,
    nat: 'single',
    firstPublicSubnet: 1,
    firstPrivateSubnet: 11,
  },
  service: {
    enabled: true,
    image: placeholderImage,
    architecture: 'x86_64',
    cpu: 512,
    memory: 1024,
    port: 8080,
    healthCheckPath: '/health',
    minTasks: 2,
    maxTasks: 10,
    cpuTarget: 70,
    scaleInCooldown: 300,
    scaleOutCooldown: 60,
    fargateBase: 0,
    fargateWeight: 1,
    spotWeight: 0,
  },
  worker: {
    enabled: false,
    image: placeholderImage,
    architecture: 'x86_64',
    cpu: 512,
    memory: 1024,
    minTasks: 1,
    maxTasks: 10,
    cpuTarget: 70,
    scaleInCooldown: 300,
    scaleOutCooldown: 60,
    fargateBase: 1,
    fargateWeight: 1,
    spotWeight: 4,
    iteratorAgeTarget: 60,
  },
  api: { kind: 'rest', method: 'GET', path: '/content', tracing: true },
  database: {
    kind: 'aurora',
    version: '16',
    name: 'streamflix',
    minCapacity: 0.5,
    maxCapacity: 4,
    instances: 2,
    instanceClass: 'db.t4g.medium',
    storageGiB: 20,
    multiAz: true,
    backupDays: 7,
    backupWindow: '03:00-04:00',
    maintenanceWindow: 'sun:04:00-sun:05:00',
  },
  cache: {
    kind: 'replication-group',
    engine: 'redis',
    version: '7.1',
    nodeType: 'cache.r7g.large',
    nodes: 2,
    snapshots: 5,
    maxStorageGiB: 10,
    maxEcpu: 5000,
  },
  storage: { enabled: false, infrequentAccessDays: 30 },
  stream: {
    mode: 'none',
    shards: 2,
    retentionHours: 24,
    shardMetrics: false,
  },
  deadLetters: { enabled: false, retentionDays: 14 },
  registry: { enabled: false },
  encryption: { key: 'aws-managed' },
  observability: {
    logRetentionDays: 7,
    containerInsights: 'enabled',
    alarms: false,
  },
  secrets: { apiKeys: [] },
  tags: {},
  deletionProtection: false,
} as const satisfies BlueprintDefaults;

/**
 * The platform's table of values, as data.
 *
 * @public
 */
export const blueprints: Readonly<Record<BlueprintId, Blueprint>> = {
  'media-processing': {
    id: 'media-processing',
    title: 'Media processing',
    purpose: 'Transcoding, metadata, sessions, analytics and a content API.',
    homeRegions: ['eu-west-2', 'ca-central-1'],
    defaults: {
      ...common,
      network: { ...common.network, firstPrivateSubnet: 3 },
      service: {
        ...common.service,
        cpu: 2048,
        memory: 4096,
        port: 443,
        maxTasks: 20,
        scaleInCooldown: 60,
      },
      database: {
        ...common.database,
        name: 'streamflixdb',
        maxCapacity: 16,
        maintenanceWindow: 'mon:04:00-mon:05:00',
      },
      storage: { ...common.storage, enabled: true },
      stream: { ...common.stream, mode: 'provisioned', shards: 4 },
    },
  },
  'content-delivery': {
    id: 'content-delivery',
    title: 'Content delivery',
    purpose: 'A low-latency API for content metadata.',
    homeRegions: ['eu-west-2'],
    defaults: {
      ...common,
      network: {
        ...common.network,
        zones: 3,
        nat: 'per-zone',
        firstPublicSubnet: 0,
        firstPrivateSubnet: 10,
      },
      service: { ...common.service, cpu: 256, memory: 512 },
      api: { kind: 'http', method: 'ANY', path: '/{proxy+}', tracing: false },
      database: {
        ...common.database,
        kind: 'rds',
        version: '15',
        instanceClass: 'db.t3.micro',
      },
      cache: { ...common.cache, kind: 'serverless', version: '7' },
      registry: { enabled: true },
      observability: {
        ...common.observability,
        containerInsights: 'enhanced',
      },
    },
  },
  'video-pipeline': {
    id: 'video-pipeline',
    title: 'Video pipeline',
    purpose: 'Ingests video from a stream and transcodes it.',
    homeRegions: ['eu-central-1'],
    defaults: {
      ...common,
      service: { ...common.service, enabled: false },
      worker: { ...common.worker, enabled: true },
      api: { ...common.api, kind: 'none' },
      database: { ...common.database, version: '15', maxCapacity: 2 },
      cache: { ...common.cache, kind: 'none' },
      stream: {
        ...common.stream,
        mode: 'provisioned',
        shards: 2,
        shardMetrics: true,
      },
      deadLetters: { ...common.deadLetters, enabled: true },
      observability: {
        logRetentionDays: 90,
        containerInsights: 'enabled',
        alarms: true,
      },
    },
  },
  broadcast: {
    id: 'broadcast',
    title: 'Broadcast',
    purpose:
      'Metadata extraction and fast access for a broadcaster under Japanese rules.',
    homeRegions: ['ap-northeast-1'],
    onlyRegions: {
      regions: ['ap-northeast-1'],
      reason: 'its data must stay in Japan',
    },
    requiredSecrets: {
      fields: ['database', 'apiKeys'],
      reason: 'it creates no secret of its own',
    },
    defaults: {
      ...common,
      service: { ...common.service, maxTasks: 6 },
      database: {
        ...common.database,
        kind: 'rds',
        instanceClass: 'db.t4g.medium',
        backupDays: 1,
      },
      storage: { ...common.storage, enabled: true },
      encryption: { key: 'customer-managed' },
      observability: {
        logRetentionDays: 30,
        containerInsights: 'enabled',
        alarms: true,
      },
    },
  },
  complete: {
    id: 'complete',
    title: 'Complete',
    purpose: 'Everything the other blueprints have.',
    homeRegions: ['eu-west-2'],
    defaults: {
      ...common,
      service: { ...common.service, fargateBase: 2 },
      worker: { ...common.worker, enabled: true },
      storage: { ...common.storage, enabled: true },
      stream: {
        ...common.stream,
        mode: 'provisioned',
        shardMetrics: true,
      },
      deadLetters: { ...common.deadLetters, enabled: true },
      registry: { enabled: true },
      encryption: { key: 'customer-managed' },
      observability: {
        logRetentionDays: 90,
        containerInsights: 'enhanced',
        alarms: true,
      },
    },
  },
};
