import { blueprints } from './blueprints';

/** The cells of the platform's table that hold a value. */
describe('the blueprints', () => {
  it('give media-processing the values of the system it replaces', () => {
    const {
      network,
      service,
      database,
      cache,
      storage,
      stream,
      observability,
    } = blueprints['media-processing'].defaults;
    expect(network).toMatchObject({
      cidr: '10.0.0.0/16',
      zones: 2,
      nat: 'single',
      firstPublicSubnet: 1,
      firstPrivateSubnet: 3,
    });
    expect(service).toMatchObject({
      cpu: 2048,
      memory: 4096,
      port: 443,
      minTasks: 2,
      maxTasks: 20,
      cpuTarget: 70,
      scaleInCooldown: 60,
      scaleOutCooldown: 60,
    });
    expect(database).toMatchObject({
      kind: 'aurora',
      version: '16',
      name: 'streamflixdb',
      minCapacity: 0.5,
      maxCapacity: 16,
      instances: 2,
      backupDays: 7,
      backupWindow: '03:00-04:00',
      maintenanceWindow: 'mon:04:00-mon:05:00',
    });
    expect(cache).toMatchObject({
      kind: 'replication-group',
      nodeType: 'cache.r7g.large',
      nodes: 2,
      snapshots: 5,
    });
    expect(storage).toEqual({ enabled: true, infrequentAccessDays: 30 });
    expect(stream).toMatchObject({
      mode: 'provisioned',
      shards: 4,
      retentionHours: 24,
    });
    expect(observability.logRetentionDays).toBe(7);
  });

  it('give content-delivery the values of the system it replaces', () => {
    const { network, service, api, database, cache, registry, observability } =
      blueprints['content-delivery'].defaults;
    expect(network).toMatchObject({
      zones: 3,
      nat: 'per-zone',
      firstPublicSubnet: 0,
      firstPrivateSubnet: 10,
    });
    expect(service).toMatchObject({
      cpu: 256,
      memory: 512,
      port: 8080,
      healthCheckPath: '/health',
      minTasks: 2,
    });
    expect(api).toMatchObject({
      kind: 'http',
      method: 'ANY',
      path: '/{proxy+}',
    });
    expect(database).toMatchObject({
      kind: 'rds',
      version: '15',
      instanceClass: 'db.t3.micro',
      storageGiB: 20,
      multiAz: true,
      name: 'streamflix',
    });
    expect(cache).toMatchObject({
      kind: 'serverless',
      engine: 'redis',
      version: '7',
    });
    expect(registry.enabled).toBe(true);
    expect(observability).toMatchObject({
      logRetentionDays: 7,
      containerInsights: 'enhanced',
    });
  });

  it('give video-pipeline the values of the system it replaces', () => {
    const {
      network,
      service,
      worker,
      api,
      database,
      cache,
      stream,
      deadLetters,
      observability,
    } = blueprints['video-pipeline'].defaults;
    expect(network).toMatchObject({
      zones: 2,
      nat: 'single',
      firstPublicSubnet: 1,
      firstPrivateSubnet: 11,
    });
    expect(service.enabled).toBe(false);
    expect(api.kind).toBe('none');
    expect(worker).toMatchObject({
      enabled: true,
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
    });
    expect(database).toMatchObject({
      kind: 'aurora',
      version: '15',
      minCapacity: 0.5,
      maxCapacity: 2,
      backupDays: 7,
      maintenanceWindow: 'sun:04:00-sun:05:00',
    });
    expect(cache.kind).toBe('none');
    expect(stream).toEqual({
      mode: 'provisioned',
      shards: 2,
      retentionHours: 24,
      shardMetrics: true,
    });
    expect(deadLetters).toEqual({ enabled: true, retentionDays: 14 });
    expect(observability).toMatchObject({ logRetentionDays: 90, alarms: true });
  });

  it('keep broadcast in Japan, on existing secrets and one key of its own', () => {
    const { onlyRegions, requiredSecrets, defaults } = blueprints.broadcast;
    expect(onlyRegions?.regions).toEqual(['ap-northeast-1']);
    expect(requiredSecrets?.fields).toEqual(['database', 'apiKeys']);
    expect(defaults.encryption.key).toBe('customer-managed');
    expect(defaults.database).toMatchObject({ kind: 'rds', multiAz: true });
    expect(defaults.cache).toMatchObject({
      kind: 'replication-group',
      nodes: 2,
    });
    expect(defaults.storage.enabled).toBe(true);
    expect(defaults.api.kind).toBe('rest');
  });

  it('give complete every part there is', () => {
    const { defaults } = blueprints.complete;
    expect(defaults.service.enabled).toBe(true);
    expect(defaults.worker.enabled).toBe(true);
    expect(defaults.api.kind).not.toBe('none');
    expect(defaults.database.kind).not.toBe('none');
    expect(defaults.cache.kind).not.toBe('none');
    expect(defaults.stream.mode).not.toBe('none');
    expect(defaults.storage.enabled).toBe(true);
    expect(defaults.deadLetters.enabled).toBe(true);
    expect(defaults.registry.enabled).toBe(true);
    expect(defaults.observability.alarms).toBe(true);
    expect(defaults.encryption.key).toBe('customer-managed');
  });
});
