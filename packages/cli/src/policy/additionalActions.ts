/** Actions a resource type needs that its handlers do not list. */
export interface AdditionalActions {
  /** Without `AWS::`. */
  type: string;
  /** Only when the resource has this property, at any depth. */
  when?: string;
  actions: readonly string[];
  /** AWS's documentation of it. */
  source: string;
}

const row = (
  type: string,
  when: string,
  actions: string,
  source: string,
): AdditionalActions => ({
  type,
  when: when || undefined,
  actions: actions.split(' '),
  source,
});

const rdsSecrets = 'RDS User Guide, Secrets Manager integration';
const efs = 'EFS API reference, mount targets';

/** Actions of resource types without handlers in the registry, and of calls a service makes on behalf of the caller. */
export const additionalActions: readonly AdditionalActions[] = [
  row(
    'ApiGatewayV2::Stage',
    '',
    'apigateway:POST apigateway:GET apigateway:PATCH apigateway:PUT apigateway:DELETE',
    'no handlers in the registry; API Gateway V2 API reference, stages',
  ),
  row(
    'ApiGatewayV2::Stage',
    'AccessLogSettings',
    'logs:CreateLogDelivery logs:GetLogDelivery logs:UpdateLogDelivery logs:DeleteLogDelivery logs:ListLogDeliveries logs:PutResourcePolicy logs:DescribeResourcePolicies logs:DescribeLogGroups',
    'API Gateway Developer Guide, logging for HTTP APIs',
  ),
  row(
    'EC2::VPCGatewayAttachment',
    '',
    'ec2:AttachInternetGateway ec2:DetachInternetGateway ec2:DescribeInternetGateways ec2:DescribeVpcs',
    'no handlers in the registry; EC2 API reference',
  ),
  row(
    'SNS::Subscription',
    '',
    'sns:Subscribe sns:Unsubscribe sns:GetSubscriptionAttributes sns:SetSubscriptionAttributes sns:GetTopicAttributes sns:ListSubscriptionsByTopic',
    'aws-cloudformation-resource-providers-sns; the registry has no handlers',
  ),
  row(
    'EC2::Subnet',
    'Fn::GetAZs',
    'ec2:DescribeAvailabilityZones ec2:DescribeAccountAttributes ec2:DescribeSubnets',
    'CloudFormation User Guide, Fn::GetAZs',
  ),
  row(
    'EFS::MountTarget',
    '',
    'ec2:DescribeSubnets ec2:DescribeNetworkInterfaces ec2:CreateNetworkInterface ec2:DeleteNetworkInterface ec2:ModifyNetworkInterfaceAttribute',
    efs,
  ),
  row(
    'RDS::DBCluster',
    'KmsKeyId',
    'kms:CreateGrant kms:DescribeKey',
    'RDS User Guide, encryption',
  ),
  row(
    'RDS::DBCluster',
    'MasterUserSecret',
    'kms:Decrypt kms:GenerateDataKey kms:CreateGrant kms:DescribeKey',
    rdsSecrets,
  ),
  row(
    'RDS::DBInstance',
    'MasterUserSecret',
    'kms:Decrypt kms:GenerateDataKey kms:CreateGrant kms:DescribeKey',
    rdsSecrets,
  ),
  row(
    'ElasticLoadBalancingV2::LoadBalancer',
    '',
    'iam:CreateServiceLinkedRole',
    'Elastic Load Balancing User Guide, service-linked roles',
  ),
  row(
    'ElastiCache::ServerlessCache',
    '',
    'iam:CreateServiceLinkedRole',
    'ElastiCache User Guide, service-linked roles',
  ),
  row(
    'EFS::MountTarget',
    '',
    'iam:CreateServiceLinkedRole',
    'EFS User Guide, service-linked roles',
  ),
];
