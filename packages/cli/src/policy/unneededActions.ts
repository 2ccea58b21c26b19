/** Actions that a handler lists and the platform does not need. */
export interface UnneededActions {
  /** Resource types, without `AWS::`. */
  types: readonly string[];
  actions: readonly string[];
  /** Properties, at any depth, that need the actions: if the template sets one, the actions are kept. */
  unless?: readonly string[];
  reason: string;
}

const row = (
  types: string,
  actions: string,
  unless: string,
  reason: string,
): UnneededActions => ({
  types: types.split(' '),
  actions: actions.split(' '),
  unless: unless ? unless.split(' ') : undefined,
  reason,
});

const logDelivery =
  'logs:CreateLogStream logs:PutLogEvents logs:CreateLogDelivery logs:UpdateLogDelivery logs:DeleteLogDelivery logs:GetLogDelivery logs:ListLogDeliveries firehose:PutRecord firehose:PutRecordBatch firehose:TagDeliveryStream';
const keyUse =
  'kms:Decrypt kms:Encrypt kms:GenerateDataKey kms:GenerateDataKeyWithoutPlaintext kms:CreateGrant kms:DescribeKey';
const noKey = 'without a customer-managed key AWS uses its own';

/**
 * A handler's permissions cover every property of its resource type. This table removes what belongs to properties the template does
 * not set, each with the reason; the actions return as soon as a template sets the property.
 */
export const unneededActions: readonly UnneededActions[] = [
  row(
    'ElastiCache::ReplicationGroup',
    logDelivery,
    'LogDeliveryConfigurations',
    'no cache log is delivered',
  ),
  row(
    'ElastiCache::ReplicationGroup',
    's3:GetObject',
    'SnapshotArns',
    'no cache is filled from a snapshot',
  ),
  row(
    'ElastiCache::ReplicationGroup',
    'elasticache:CreateSnapshot',
    '',
    'no final snapshot is taken',
  ),
  row(
    'ElastiCache::ReplicationGroup ElastiCache::ServerlessCache EFS::FileSystem RDS::DBInstance',
    keyUse,
    'KmsKeyId',
    noKey,
  ),
  row(
    'ECR::Repository',
    'kms:DescribeKey kms:CreateGrant kms:RetireGrant',
    'KmsKey',
    noKey,
  ),
  row('ECS::Cluster', 'kms:DescribeKey', 'Configuration', noKey),
  row(
    'ApiGateway::RestApi ApiGatewayV2::Api',
    's3:GetObject',
    'BodyS3Location',
    'no API is read from a bucket',
  ),
  row(
    'ApiGateway::RestApi ApiGateway::Method',
    'iam:PassRole',
    'Credentials',
    'API Gateway is given no role',
  ),
  row(
    'ApiGateway::RestApi',
    'apigateway:UpdateRestApiPolicy',
    'Policy',
    'the API has no resource policy',
  ),
  row(
    'ApiGatewayV2::VpcLink',
    'iam:DeleteServiceLinkedRole iam:GetServiceLinkedRoleDeletionStatus',
    '',
    'the service-linked role belongs to the account, and others may use it',
  ),
  row(
    'ApiGatewayV2::VpcLink',
    'apigateway:TagResource apigateway:UnTagResource',
    '',
    'IAM knows no such actions: tags are PUT and DELETE on /tags',
  ),
  row(
    'ApplicationAutoScaling::ScalableTarget',
    'iam:PassRole',
    'RoleARN',
    'scaling uses its service-linked role',
  ),
  row(
    'ApplicationAutoScaling::ScalableTarget',
    'lambda:GetProvisionedConcurrencyConfig lambda:PutProvisionedConcurrencyConfig lambda:DeleteProvisionedConcurrencyConfig',
    '',
    'nothing but ECS services is scaled',
  ),
  row(
    'ApplicationAutoScaling::ScalableTarget',
    'application-autoscaling:PutScheduledAction application-autoscaling:DeleteScheduledAction',
    'ScheduledActions',
    'nothing is scaled by the clock',
  ),
  row(
    'EC2::EIP',
    'ec2:AcceptAddressTransfer',
    'TransferAddress',
    'no address comes from another account',
  ),
  row(
    'EC2::EIP',
    'ec2:AssociateAddress ec2:DisassociateAddress',
    'InstanceId',
    'no instance has an address; NAT gateways take theirs themselves',
  ),
  row(
    'EC2::FlowLog',
    'logs:CreateLogDelivery logs:DeleteLogDelivery s3:GetBucketPolicy s3:PutBucketPolicy',
    'LogDestination',
    'flow logs go to a log group, with a role of their own',
  ),
  row(
    'EC2::NatGateway',
    'ec2:AssociateNatGatewayAddress ec2:DisassociateNatGatewayAddress ec2:AssignPrivateNatGatewayAddress ec2:UnassignPrivateNatGatewayAddress',
    'SecondaryAllocationIds SecondaryPrivateIpAddresses',
    'a NAT gateway has one address',
  ),
  row(
    'EC2::Subnet',
    'ec2:AssociateSubnetCidrBlock ec2:DisassociateSubnetCidrBlock',
    'Ipv6CidrBlock',
    'subnets have no second block',
  ),
  row(
    'EC2::VPC',
    'ec2:CreateVpcEncryptionControl',
    'VpcEncryptionControl',
    'VPC encryption control is not used',
  ),
  row(
    'EC2::VPC',
    'ec2:ModifyVpcTenancy',
    'InstanceTenancy',
    'tenancy is never changed',
  ),
  row(
    'ECR::Repository',
    'ecr:PutLifecyclePolicy ecr:DeleteLifecyclePolicy',
    'LifecyclePolicy',
    'the registry has no lifecycle policy',
  ),
  row(
    'ECR::Repository',
    'ecr:SetRepositoryPolicy ecr:DeleteRepositoryPolicy',
    'RepositoryPolicyText',
    'the registry has no policy of its own',
  ),
  row(
    'ECS::Cluster',
    'ecs:PutAccountSetting ecs:PutAccountSettingDefault',
    '',
    'no setting of the whole account is written',
  ),
  row(
    'ECS::Service',
    'iam:PassRole',
    'Role',
    'the service uses its service-linked role',
  ),
  row(
    'EFS::FileSystem',
    'elasticfilesystem:CreateReplicationConfiguration elasticfilesystem:DeleteReplicationConfiguration',
    'ReplicationConfiguration',
    'the file system is not replicated',
  ),
  row(
    'EFS::FileSystem',
    'elasticfilesystem:UpdateFileSystemProtection',
    'FileSystemProtection',
    'replication protection is not set',
  ),
  row(
    'EFS::FileSystem',
    'elasticfilesystem:PutBackupPolicy',
    'BackupPolicy',
    'AWS Backup is not used',
  ),
  row(
    'ElasticLoadBalancingV2::Listener ElasticLoadBalancingV2::ListenerRule',
    'cognito-idp:DescribeUserPoolClient',
    'AuthenticateCognitoConfig',
    'Cognito is not used',
  ),
  row(
    'ElasticLoadBalancingV2::LoadBalancer',
    'elasticloadbalancing:SetIpAddressType',
    'IpAddressType',
    'the address type is never set',
  ),
  row(
    'ElasticLoadBalancingV2::TargetGroup',
    'elasticloadbalancing:RegisterTargets elasticloadbalancing:DeregisterTargets',
    'Targets',
    'ECS registers the targets, with its service-linked role',
  ),
  row(
    'IAM::ManagedPolicy',
    'iam:AttachGroupPolicy iam:DetachGroupPolicy iam:AttachUserPolicy iam:DetachUserPolicy',
    'Groups Users',
    'the policy is attached to roles only',
  ),
  row(
    'IAM::Role',
    'iam:AttachRolePolicy iam:DetachRolePolicy',
    'ManagedPolicyArns',
    'roles name no managed policy; the policy names its roles',
  ),
  row(
    'IAM::Role',
    'iam:PutRolePermissionsBoundary iam:DeleteRolePermissionsBoundary',
    '',
    'no boundary is ever removed; derivePolicy.ts adds the first action where roles have one',
  ),
  row(
    'KMS::Key',
    'kms:EnableKey kms:DisableKey',
    'Enabled',
    'the key is never switched off',
  ),
  row('KMS::Key', 'kms:DisableKeyRotation', '', 'rotation is always on'),
  row(
    'Kinesis::Stream',
    'kinesis:UpdateMaxRecordSize',
    'MaxRecordSizeInKiB',
    'records have the usual size',
  ),
  row(
    'Kinesis::Stream',
    'kinesis:UpdateStreamWarmThroughput',
    'WarmThroughputMiBps',
    'the stream is not warmed',
  ),
  row(
    'Logs::LogGroup',
    'logs:CreateLogDelivery s3:REST.PUT.OBJECT firehose:TagDeliveryStream',
    '',
    'for data protection findings; the second is no IAM action at all',
  ),
  row(
    'Logs::LogGroup',
    'logs:PutDataProtectionPolicy logs:DeleteDataProtectionPolicy',
    'DataProtectionPolicy',
    'log groups have no data protection policy',
  ),
  row(
    'Logs::LogGroup',
    'logs:PutResourcePolicy logs:DescribeResourcePolicies',
    'ResourcePolicyDocument',
    'log groups have no resource policy',
  ),
  row(
    'RDS::DBCluster RDS::DBInstance',
    'iam:PassRole iam:GetRole iam:ListRoles',
    'MonitoringRoleArn',
    'enhanced monitoring is off',
  ),
  row(
    'RDS::DBCluster RDS::DBInstance',
    'rds:AddRoleToDBCluster rds:RemoveRoleFromDBCluster rds:AddRoleToDBInstance rds:RemoveRoleFromDBInstance',
    'AssociatedRoles',
    'the database is given no role',
  ),
  row(
    'RDS::DBCluster RDS::DBInstance',
    'rds:RestoreDBClusterFromSnapshot rds:RestoreDBClusterToPointInTime rds:RestoreDBInstanceFromDBSnapshot rds:RestoreDBInstanceToPointInTime rds:DescribeDBClusterSnapshots rds:DescribeDBSnapshots rds:DescribeDBInstanceAutomatedBackups',
    'SnapshotIdentifier DBSnapshotIdentifier DBClusterSnapshotIdentifier RestoreTime RestoreToTime',
    'no database is made from another',
  ),
  row(
    'RDS::DBCluster RDS::DBInstance',
    'rds:CreateDBClusterSnapshot rds:CreateDBSnapshot',
    '',
    'no final snapshot is taken',
  ),
  row(
    'RDS::DBCluster',
    'rds:EnableHttpEndpoint rds:DisableHttpEndpoint',
    'EnableHttpEndpoint',
    'the data API is off',
  ),
  row(
    'RDS::DBCluster',
    'rds:RemoveFromGlobalCluster rds:DescribeGlobalClusters',
    'GlobalClusterIdentifier',
    'there is no global database',
  ),
  row(
    'RDS::DBCluster RDS::DBInstance',
    'secretsmanager:CreateSecret secretsmanager:TagResource',
    'ManageMasterUserPassword',
    'the database uses an existing secret',
  ),
  row(
    'RDS::DBInstance',
    'rds:CreateDBInstanceReadReplica rds:PromoteReadReplica',
    'SourceDBInstanceIdentifier',
    'there is no replica of another instance',
  ),
  row(
    'RDS::DBInstance',
    'rds:StartDBInstanceAutomatedBackupsReplication rds:StopDBInstanceAutomatedBackupsReplication',
    'AutomaticBackupReplicationRegion',
    'backups stay in their region',
  ),
  row(
    'KMS::Alias',
    'kms:UpdateAlias',
    '',
    'an alias keeps its key: no change replaces a key',
  ),
  row(
    'SNS::Topic',
    'sns:Subscribe sns:Unsubscribe',
    'Subscription',
    'a subscription is a resource of its own',
  ),
  row(
    'SNS::Topic',
    'sns:PutDataProtectionPolicy',
    'DataProtectionPolicy',
    'the topic has no data protection policy',
  ),
  row(
    'SNS::Topic',
    'iam:GetRole iam:PassRole',
    'DeliveryStatusLogging',
    'deliveries are not logged',
  ),
];
