import type { ResourceAction } from './Operation';

/**
 * Typical durations of creation, update and deletion without replacement in AWS by resource type, in seconds. They are what is
 * expected of a type until an operation in the account has shown how long it takes, and what local AWS takes, divided by its speed.
 */
const durations: Readonly<
  Record<string, readonly [create: number, update: number, remove: number]>
> = {
  'AWS::ApiGateway::Deployment': [3, 2, 2],
  'AWS::ApiGateway::RestApi': [5, 3, 5],
  'AWS::ApiGateway::VpcLink': [150, 20, 90],
  'AWS::ApiGatewayV2::VpcLink': [150, 20, 90],
  'AWS::CertificateManager::Certificate': [120, 5, 5],
  'AWS::CloudFront::Distribution': [240, 180, 240],
  'AWS::CloudWatch::Alarm': [5, 3, 3],
  'AWS::DynamoDB::Table': [20, 20, 15],
  'AWS::EC2::EIP': [16, 5, 8],
  'AWS::EC2::InternetGateway': [16, 3, 8],
  'AWS::EC2::NatGateway': [110, 10, 60],
  'AWS::EC2::SecurityGroup': [4, 5, 10],
  'AWS::EC2::Subnet': [5, 4, 5],
  'AWS::EC2::VPC': [15, 5, 8],
  'AWS::EC2::VPCEndpoint': [70, 15, 60],
  'AWS::EC2::VPCGatewayAttachment': [16, 8, 12],
  'AWS::ECS::Cluster': [12, 5, 8],
  'AWS::ECS::Service': [150, 110, 60],
  'AWS::ECS::TaskDefinition': [3, 2, 2],
  'AWS::EFS::AccessPoint': [8, 4, 6],
  'AWS::EFS::FileSystem': [12, 8, 10],
  'AWS::EFS::MountTarget': [85, 10, 60],
  'AWS::ElastiCache::ReplicationGroup': [600, 240, 300],
  'AWS::ElastiCache::ServerlessCache': [300, 90, 150],
  'AWS::ElasticLoadBalancingV2::LoadBalancer': [150, 10, 20],
  'AWS::IAM::InstanceProfile': [120, 5, 5],
  'AWS::IAM::ManagedPolicy': [18, 5, 5],
  'AWS::IAM::Policy': [18, 5, 5],
  'AWS::IAM::Role': [18, 5, 5],
  'AWS::KMS::Key': [60, 10, 5],
  'AWS::Kinesis::Stream': [30, 30, 30],
  'AWS::Lambda::Function': [10, 8, 5],
  'AWS::Logs::LogGroup': [4, 3, 3],
  'AWS::RDS::DBCluster': [75, 45, 90],
  'AWS::RDS::DBClusterParameterGroup': [10, 5, 5],
  'AWS::RDS::DBInstance': [420, 180, 240],
  'AWS::RDS::DBParameterGroup': [10, 5, 5],
  'AWS::RDS::DBSubnetGroup': [5, 4, 4],
  'AWS::SecretsManager::Secret': [4, 3, 3],
  'AWS::ServiceDiscovery::PrivateDnsNamespace': [45, 5, 45],
  'AWS::SQS::Queue': [66, 30, 62],
};

const others = [4, 3, 3] as const;

/**
 * How long an action on a resource typically takes in AWS, in seconds.
 *
 * @public
 */
export function typicalSeconds(type: string, action: ResourceAction): number {
  const [create, update, remove] = Object.hasOwn(durations, type)
    ? durations[type]
    : others;
  return { create, update, delete: remove }[action];
}
