/**
 * Where moto 5.2.5 differs from AWS, and the consequence. Each run checks every difference; one that no longer exists is a
 * finding, so that the table in docs/checks.md stays correct.
 */
export const motoLimits: readonly string[] = [
  'DescribeEvents',
  'template of a change set',
  'tags of a change set',
  'change set by the ARN of its stack',
  'UpdateTerminationProtection',
  'DescribeDBEngineVersions',
  'DescribeCacheEngineVersions',
  'DescribeServerlessCaches',
  'outputs',
  'resource events',
  'event tokens',
];

/** Resource types of the platform that moto's CloudFormation accepts but does not create. */
export const unknownToMoto: readonly string[] = [
  'AWS::ApiGateway::RequestValidator',
  'AWS::ApiGateway::Stage',
  'AWS::ApiGatewayV2::Api',
  'AWS::ApiGatewayV2::Integration',
  'AWS::ApiGatewayV2::Route',
  'AWS::ApiGatewayV2::Stage',
  'AWS::ApiGatewayV2::VpcLink',
  'AWS::ApplicationAutoScaling::ScalableTarget',
  'AWS::ApplicationAutoScaling::ScalingPolicy',
  'AWS::CloudWatch::Alarm',
  'AWS::ElastiCache::ReplicationGroup',
  'AWS::ElastiCache::ServerlessCache',
  'AWS::ElastiCache::SubnetGroup',
  'AWS::RDS::DBCluster',
  'AWS::RDS::DBClusterParameterGroup',
  'AWS::SNS::TopicPolicy',
  'AWS::SQS::QueuePolicy',
];
