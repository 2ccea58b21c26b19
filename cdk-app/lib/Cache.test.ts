import { bodyOf, templateOf } from './__testUtils__/environment';

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
      Dimensions: [{ Name: 'clusterId', Value: 'serverless-cache-demo' }],
    });
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
