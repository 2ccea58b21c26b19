import type { EnvironmentInput } from '@streamflix/backstage-plugin-streamflix-common/environment';

const image = '111122223333.dkr.ecr.eu-west-2.amazonaws.com/streamflix:1';
const secrets = {
  database: 'team/database',
  apiKeys: ['team/key', 'a-secret'],
};

/** Variants of `complete` for checks and tests: each creates other resources, or the same ones with other properties. */
export const variants: Readonly<
  Record<string, Partial<Omit<EnvironmentInput, 'blueprint'>>>
> = {
  'AWS-managed keys': { encryption: { key: 'aws-managed' } },
  'HTTP API': {
    api: { kind: 'http', method: 'ANY', path: '/{proxy+}', tracing: false },
  },
  'REST API with a greedy path': { api: { method: 'ANY', path: '/{proxy+}' } },
  'RDS in two zones': { database: { kind: 'rds' } },
  'RDS in one zone, protected': {
    database: { kind: 'rds', multiAz: false, backupDays: 1 },
    deletionProtection: true,
  },
  'one Aurora instance, protected': {
    database: { instances: 1, backupDays: 1 },
    deletionProtection: true,
  },
  'no database': { database: { kind: 'none' } },
  'Valkey without snapshots': {
    cache: { engine: 'valkey', version: '8.1', snapshots: 0 },
  },
  'serverless Redis': { cache: { kind: 'serverless' } },
  'serverless Valkey, AWS-managed keys': {
    cache: { kind: 'serverless', engine: 'valkey', snapshots: 0 },
    encryption: { key: 'aws-managed' },
  },
  'no cache': { cache: { kind: 'none' } },
  'existing secrets': { secrets },
  'existing secrets in China': { secrets, region: 'cn-north-1' },
  'existing secrets in GovCloud': { secrets, region: 'us-gov-west-1' },
  'existing secrets of an RDS database': {
    secrets,
    database: { kind: 'rds' },
    encryption: { key: 'aws-managed' },
  },
  'private images': { service: { image }, worker: { image } },
  'on-demand stream, AWS-managed keys': {
    stream: { mode: 'on-demand' },
    encryption: { key: 'aws-managed' },
  },
  'no worker, no stream': {
    worker: { enabled: false },
    stream: { mode: 'none' },
    deadLetters: { enabled: false },
  },
  'worker only': { service: { enabled: false }, api: { kind: 'none' } },
  'three zones, a gateway in each': {
    network: { zones: 3, nat: 'per-zone' },
  },
  'no media storage, no registry': {
    storage: { enabled: false },
    registry: { enabled: false },
  },
  'alarms by e-mail, AWS-managed keys': {
    observability: { alarmEmail: 'operations@example.com' },
    encryption: { key: 'aws-managed' },
  },
  'no alarms, no Container Insights': {
    observability: { alarms: false, containerInsights: 'disabled' },
  },
};
