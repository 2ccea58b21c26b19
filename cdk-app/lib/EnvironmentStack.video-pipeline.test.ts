import { Match } from 'aws-cdk-lib/assertions';
import { templateOf } from './__testUtils__/environment';

describe('the blueprint video-pipeline', () => {
  const template = templateOf('video-pipeline');

  it('runs a worker alone: no load balancer, no API', () => {
    template.resourceCountIs('AWS::ECS::Service', 1);
    template.hasResourceProperties('AWS::ECS::Service', {
      ServiceName: 'worker-demo',
      LoadBalancers: Match.absent(),
      CapacityProviderStrategy: [
        { CapacityProvider: 'FARGATE', Base: 1, Weight: 1 },
        { CapacityProvider: 'FARGATE_SPOT', Weight: 4 },
      ],
    });
    template.resourceCountIs('AWS::ElasticLoadBalancingV2::LoadBalancer', 0);
    template.resourceCountIs('AWS::ApiGateway::RestApi', 0);
  });

  it('reads an encrypted stream with shard metrics, and keeps dead letters', () => {
    template.hasResourceProperties('AWS::Kinesis::Stream', {
      ShardCount: 2,
      StreamEncryption: { EncryptionType: 'KMS', KeyId: 'alias/aws/kinesis' },
      DesiredShardLevelMetrics: Array(7).fill(Match.anyValue()),
    });
    template.hasResourceProperties('AWS::SQS::Queue', {
      MessageRetentionPeriod: 1_209_600,
      SqsManagedSseEnabled: true,
    });
  });

  it('has an Aurora cluster that has instances, unlike the system it replaces', () => {
    template.hasResourceProperties('AWS::RDS::DBCluster', {
      EngineVersion: Match.stringLikeRegexp('^15\\.'),
      ServerlessV2ScalingConfiguration: { MinCapacity: 0.5, MaxCapacity: 2 },
    });
    template.hasResourceProperties('AWS::RDS::DBInstance', {
      DBClusterIdentifier: { Ref: 'DatabaseCluster' },
      DBInstanceClass: 'db.serverless',
    });
  });

  it.each([
    ['stream-age', 'GetRecords.IteratorAgeMilliseconds', 60_000, 2],
    ['stream-throughput', 'WriteProvisionedThroughputExceeded', 0, 1],
    ['worker-cpu', 'CPUUtilization', 80, 2],
    ['worker-memory', 'MemoryUtilization', 80, 2],
    ['database-cpu', 'CPUUtilization', 80, 2],
    ['database-connections', 'DatabaseConnections', 80, 2],
  ])(
    'alarms on %s: %s above %d for %d periods of five minutes',
    (name, metric, threshold, periods) => {
      template.hasResourceProperties('AWS::CloudWatch::Alarm', {
        AlarmName: `${name}-demo`,
        MetricName: metric,
        Threshold: threshold,
        EvaluationPeriods: periods,
        Period: 300,
        AlarmActions: [{ Ref: 'AlarmTopic' }],
      });
    },
  );

  it('lets the worker read and write the stream and send to the queue, and keeps its log for 90 days', () => {
    template.hasResourceProperties('AWS::IAM::Role', {
      RoleName: 'worker-task-role-eu-central-1-demo',
      Policies: [
        {
          PolicyDocument: {
            Statement: Match.arrayWith([
              Match.objectLike({
                Action: Match.arrayWith([
                  'kinesis:GetRecords',
                  'kinesis:PutRecords',
                ]),
              }),
              Match.objectLike({ Action: 'sqs:SendMessage' }),
            ]),
          },
        },
      ],
    });
    template.hasResourceProperties('AWS::Logs::LogGroup', {
      LogGroupName: '/ecs/worker-demo',
      RetentionInDays: 90,
    });
  });
});
