import { Match } from 'aws-cdk-lib/assertions';
import { bodyOf, templateOf } from './__testUtils__/environment';

const cidrsOf = (body: ReturnType<typeof bodyOf>, kind: string) =>
  Object.entries(body.Resources)
    .filter(([id]) => id.startsWith(kind) && /Subnet\d$/.test(id))
    .map(([, { Properties }]) => Properties?.CidrBlock);

describe('the blueprint content-delivery', () => {
  const body = bodyOf('content-delivery');
  const template = templateOf('content-delivery');

  it('has three zones, each private subnet routed to the NAT gateway of its own', () => {
    expect(cidrsOf(body, 'Public')).toEqual([
      '10.0.0.0/24',
      '10.0.1.0/24',
      '10.0.2.0/24',
    ]);
    expect(cidrsOf(body, 'Private')).toEqual([
      '10.0.10.0/24',
      '10.0.11.0/24',
      '10.0.12.0/24',
    ]);
    for (const zone of [1, 2, 3]) {
      template.hasResourceProperties('AWS::EC2::Route', {
        RouteTableId: { Ref: `PrivateRoutes${zone}` },
        NatGatewayId: { Ref: `NatGateway${zone}` },
      });
    }
  });

  it('runs small tasks on port 8080 with enhanced insights, and may scale them', () => {
    template.hasResourceProperties('AWS::ECS::TaskDefinition', {
      Cpu: '256',
      Memory: '512',
    });
    template.hasResourceProperties('AWS::ElasticLoadBalancingV2::TargetGroup', {
      Port: 8080,
      HealthCheckPath: '/health',
    });
    template.hasResourceProperties('AWS::ECS::Cluster', {
      ClusterSettings: [{ Name: 'containerInsights', Value: 'enhanced' }],
    });
    template.hasResourceProperties(
      'AWS::ApplicationAutoScaling::ScalableTarget',
      { MinCapacity: 2 },
    );
  });

  it('answers any method on any path through an HTTP API that deploys itself', () => {
    template.hasResourceProperties('AWS::ApiGatewayV2::Route', {
      RouteKey: 'ANY /{proxy+}',
    });
    template.hasResourceProperties('AWS::ApiGatewayV2::Stage', {
      StageName: 'prod',
      AutoDeploy: true,
    });
    template.hasResourceProperties('AWS::ApiGatewayV2::Integration', {
      ConnectionType: 'VPC_LINK',
      IntegrationUri: { Ref: 'LoadBalancerListener' },
    });
  });

  it('has a Multi-AZ RDS instance, a serverless Redis 7 and a scanned registry', () => {
    template.hasResourceProperties('AWS::RDS::DBInstance', {
      DBInstanceClass: 'db.t3.micro',
      EngineVersion: Match.stringLikeRegexp('^15\\.'),
      AllocatedStorage: '20',
      MultiAZ: true,
      DBName: 'streamflix',
      StorageEncrypted: true,
    });
    template.hasResourceProperties('AWS::ElastiCache::ServerlessCache', {
      Engine: 'redis',
      MajorEngineVersion: '7',
      SubnetIds: [1, 2, 3].map(zone => ({ Ref: `PrivateSubnet${zone}` })),
    });
    template.resourceCountIs('AWS::ECR::Repository', 1);
    template.resourceCountIs('AWS::CloudWatch::Alarm', 0);
  });
});
