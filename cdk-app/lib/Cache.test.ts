import {
  bodyOf,
  templateOf,
  type Overrides,
} from './__testUtils__/environment';

describe('the cache', () => {
  it('is Valkey when asked, in a version Valkey has', () => {
    templateOf('complete', {
      cache: { engine: 'valkey', nodes: 3 },
    }).hasResourceProperties('AWS::ElastiCache::ReplicationGroup', {
      Engine: 'valkey',
      EngineVersion: '8.1',
      NumCacheClusters: 3,
      TransitEncryptionEnabled: true,
    });
  });

  it.each([
    ['redis', '6.2', 'default.redis6.x'],
    ['redis', '7.1', 'default.redis7'],
    ['valkey', '7.2', 'default.valkey7'],
    ['valkey', '8.1', 'default.valkey8'],
  ] as const)(
    'of %s %s names the parameter group of its version, so that the version can change',
    (engine, version, group) => {
      templateOf('complete', {
        cache: { engine, version },
      }).hasResourceProperties('AWS::ElastiCache::ReplicationGroup', {
        EngineVersion: version,
        CacheParameterGroupName: group,
      });
    },
  );

  it('is serverless when asked, limited in size and speed, and open on the port replicas answer on', () => {
    const template = templateOf('complete', {
      cache: { kind: 'serverless', maxStorageGiB: 20, maxEcpu: 8000 },
    });
    template.hasResourceProperties('AWS::ElastiCache::ServerlessCache', {
      CacheUsageLimits: {
        DataStorage: { Maximum: 20, Unit: 'GB' },
        ECPUPerSecond: { Maximum: 8000 },
      },
      KmsKeyId: { 'Fn::GetAtt': ['Key', 'Arn'] },
    });
    template.hasResourceProperties('AWS::EC2::SecurityGroup', {
      GroupName: 'cache-security-group-demo',
      SecurityGroupIngress: ['Service', 'Worker'].map(tasks => ({
        IpProtocol: 'tcp',
        FromPort: 6379,
        ToPort: 6380,
        SourceSecurityGroupId: { Ref: `${tasks}SecurityGroup` },
      })),
    });
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      AlarmName: 'cache-throttles-demo',
      Dimensions: [{ Name: 'clusterId', Value: 'serverless-cache-2-demo' }],
    });
  });

  it('has another name where it can only be another cache: of another engine, or in more zones', () => {
    const nameOf = (overrides: Overrides, type: string, key: string) =>
      Object.values(bodyOf('complete', overrides).Resources).find(
        ({ Type }) => Type === `AWS::ElastiCache::${type}`,
      )?.Properties?.[key];
    const groupOf = (engine: 'redis' | 'valkey') =>
      nameOf({ cache: { engine } }, 'ReplicationGroup', 'ReplicationGroupId');
    const serverlessIn = (zones: number) =>
      nameOf(
        { cache: { kind: 'serverless' }, network: { zones } },
        'ServerlessCache',
        'ServerlessCacheName',
      );

    expect(groupOf('redis')).toBe('redis-cache-demo');
    expect(groupOf('valkey')).toBe('valkey-cache-demo');
    expect(serverlessIn(2)).toBe('serverless-cache-2-demo');
    expect(serverlessIn(3)).toBe('serverless-cache-3-demo');
  });

  it('is not there when not wanted, nor is anything that belongs to it', () => {
    const body = bodyOf('complete', { cache: { kind: 'none' } });
    expect(
      [...Object.keys(body.Resources), ...Object.keys(body.Outputs)].filter(
        id => /cache/i.test(id),
      ),
    ).toEqual([]);
  });
});
