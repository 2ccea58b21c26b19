import { Match } from 'aws-cdk-lib/assertions';
import { bodyOf, templateOf } from './__testUtils__/environment';

const cidrsOf = (body: ReturnType<typeof bodyOf>, kind: string) =>
  Object.entries(body.Resources)
    .filter(([id]) => id.startsWith(kind) && /Subnet\d$/.test(id))
    .map(([, { Properties }]) => Properties?.CidrBlock);

describe('the blueprint media-processing', () => {
  const body = bodyOf('media-processing');
  const template = templateOf('media-processing');

  it('has public subnets 1 and 2, private subnets 3 and 4, and one NAT gateway', () => {
    expect(cidrsOf(body, 'Public')).toEqual(['10.0.1.0/24', '10.0.2.0/24']);
    expect(cidrsOf(body, 'Private')).toEqual(['10.0.3.0/24', '10.0.4.0/24']);
    template.resourceCountIs('AWS::EC2::NatGateway', 1);
  });

  it('runs 2 to 20 tasks of 2048 CPU and 4096 MiB on port 443', () => {
    template.hasResourceProperties('AWS::ECS::TaskDefinition', {
      Cpu: '2048',
      Memory: '4096',
      ContainerDefinitions: [
        Match.objectLike({ PortMappings: [{ ContainerPort: 443 }] }),
      ],
    });
    template.hasResourceProperties(
      'AWS::ApplicationAutoScaling::ScalableTarget',
      { MinCapacity: 2, MaxCapacity: 20 },
    );
    template.hasResourceProperties(
      'AWS::ApplicationAutoScaling::ScalingPolicy',
      {
        TargetTrackingScalingPolicyConfiguration: {
          TargetValue: 70,
          ScaleInCooldown: 60,
          ScaleOutCooldown: 60,
        },
      },
    );
  });

  it('keeps streamflixdb in Aurora between 0.5 and 16 capacity units', () => {
    template.hasResourceProperties('AWS::RDS::DBCluster', {
      DatabaseName: 'streamflixdb',
      ServerlessV2ScalingConfiguration: { MinCapacity: 0.5, MaxCapacity: 16 },
      PreferredMaintenanceWindow: 'mon:04:00-mon:05:00',
      KmsKeyId: Match.absent(),
      StorageEncrypted: true,
    });
    template.resourceCountIs('AWS::RDS::DBInstance', 2);
  });

  it('has a traced REST API, a cache, media storage and four shards, and keeps logs for 7 days', () => {
    template.hasResourceProperties('AWS::ApiGateway::Stage', {
      TracingEnabled: true,
    });
    template.resourceCountIs('AWS::ElastiCache::ReplicationGroup', 1);
    template.resourceCountIs('AWS::EFS::FileSystem', 1);
    template.hasResourceProperties('AWS::Kinesis::Stream', { ShardCount: 4 });
    template.allResourcesProperties('AWS::Logs::LogGroup', {
      RetentionInDays: 7,
    });
  });

  it('lets its tasks put records and describe the stream, and mount and write the storage', () => {
    template.hasResourceProperties('AWS::IAM::Role', {
      RoleName: 'service-task-role-eu-west-2-demo',
      Policies: [
        {
          PolicyDocument: {
            Statement: Match.arrayWith([
              Match.objectLike({
                Action: [
                  'elasticfilesystem:ClientMount',
                  'elasticfilesystem:ClientWrite',
                ],
              }),
              Match.objectLike({
                Action: [
                  'kinesis:DescribeStreamSummary',
                  'kinesis:PutRecord',
                  'kinesis:PutRecords',
                ],
              }),
            ]),
          },
        },
      ],
    });
  });
});
