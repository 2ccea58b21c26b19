/** A quota of a new account for the resources of one type in a region. */
export interface DefaultQuota {
  readonly value: number;
  /** Code in Service Quotas; AWS lists none for some. */
  readonly code?: string;
  /** Service code in Service Quotas. */
  readonly service: string;
  readonly source: string;
}

/** By resource type. AWS's documented defaults; real accounts differ. */
export const DEFAULT_QUOTAS: Readonly<Record<string, DefaultQuota>> = {
  'AWS::EC2::VPC': {
    value: 5,
    code: 'L-F678F1CE',
    service: 'vpc',
    source:
      'https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html',
  },
  'AWS::EC2::EIP': {
    value: 5,
    code: 'L-0263D0A3',
    service: 'ec2',
    source: 'https://docs.aws.amazon.com/general/latest/gr/ec2-service.html',
  },
  'AWS::EC2::InternetGateway': {
    value: 5,
    code: 'L-A4707A72',
    service: 'vpc',
    source:
      'https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html',
  },
  'AWS::EC2::SecurityGroup': {
    value: 2500,
    code: 'L-E79EC296',
    service: 'vpc',
    source:
      'moto 5.2.5 servicequotas default_quotas/vpc.py (recorded answers of ListAWSDefaultServiceQuotas)',
  },
  'AWS::RDS::DBInstance': {
    value: 40,
    code: 'L-7B6409FD',
    service: 'rds',
    source: 'https://docs.aws.amazon.com/general/latest/gr/rds-service.html',
  },
  'AWS::RDS::DBCluster': {
    value: 40,
    code: 'L-952B80B8',
    service: 'rds',
    source: 'https://docs.aws.amazon.com/general/latest/gr/rds-service.html',
  },
  'AWS::RDS::DBClusterParameterGroup': {
    value: 50,
    code: 'L-E4C808A8',
    service: 'rds',
    source: 'https://docs.aws.amazon.com/general/latest/gr/rds-service.html',
  },
  'AWS::RDS::DBParameterGroup': {
    value: 50,
    code: 'L-DE55804A',
    service: 'rds',
    source: 'https://docs.aws.amazon.com/general/latest/gr/rds-service.html',
  },
  'AWS::RDS::DBSubnetGroup': {
    value: 50,
    code: 'L-48C6BF61',
    service: 'rds',
    source: 'https://docs.aws.amazon.com/general/latest/gr/rds-service.html',
  },
  'AWS::ElastiCache::ReplicationGroup': {
    value: 300,
    code: 'L-DFE45DF3',
    service: 'elasticache',
    source:
      'https://docs.aws.amazon.com/general/latest/gr/elasticache-service.html',
  },
  'AWS::ElastiCache::ServerlessCache': {
    value: 40,
    code: 'L-BBCDAECC',
    service: 'elasticache',
    source:
      'https://docs.aws.amazon.com/general/latest/gr/elasticache-service.html',
  },
  'AWS::ElastiCache::SubnetGroup': {
    value: 300,
    code: 'L-3E7F7726',
    service: 'elasticache',
    source:
      'https://docs.aws.amazon.com/general/latest/gr/elasticache-service.html',
  },
  'AWS::ElasticLoadBalancingV2::LoadBalancer': {
    value: 50,
    code: 'L-53DA6B97',
    service: 'elasticloadbalancing',
    source:
      'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html',
  },
  'AWS::ElasticLoadBalancingV2::TargetGroup': {
    value: 3000,
    code: 'L-B22855CB',
    service: 'elasticloadbalancing',
    source:
      'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html',
  },
  'AWS::EFS::FileSystem': {
    value: 1000,
    code: 'L-848C634D',
    service: 'elasticfilesystem',
    source: 'https://docs.aws.amazon.com/efs/latest/ug/limits.html',
  },
  'AWS::ApiGateway::RestApi': {
    value: 600,
    service: 'apigateway',
    source: 'https://docs.aws.amazon.com/general/latest/gr/apigateway.html',
  },
  'AWS::ApiGateway::VpcLink': {
    value: 20,
    code: 'L-A4C7274F',
    service: 'apigateway',
    source: 'https://docs.aws.amazon.com/general/latest/gr/apigateway.html',
  },
  'AWS::ApiGatewayV2::VpcLink': {
    value: 10,
    code: 'L-608BDCD4',
    service: 'apigateway',
    source: 'https://docs.aws.amazon.com/general/latest/gr/apigateway.html',
  },
  'AWS::IAM::Role': {
    value: 1000,
    code: 'L-FE177D64',
    service: 'iam',
    source:
      'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html',
  },
  'AWS::IAM::ManagedPolicy': {
    value: 1500,
    code: 'L-E95E4862',
    service: 'iam',
    source:
      'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html',
  },
  'AWS::Kinesis::Stream': {
    value: 1000,
    service: 'kinesis',
    source:
      'https://docs.aws.amazon.com/streams/latest/dev/service-sizes-and-limits.html',
  },
};
