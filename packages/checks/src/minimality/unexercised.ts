/** Why a statement allows an action that no exercise needs, by statement and action. */
export const unexercised: Readonly<Record<string, string>> = {
  'Ec2VpcOurs ec2:CreateVpcEndpoint':
    'CreateServerlessCache, which creates an endpoint in the VPC of its subnets (service authorization reference of EC2: the VPC is required)',
  'Ec2Interfaces ec2:ModifyNetworkInterfaceAttribute':
    'UpdateResource of AWS::EFS::MountTarget, when its security group is replaced (EFS API reference, ModifyMountTargetSecurityGroups)',
  'EfsFileSystemOurs elasticfilesystem:ModifyMountTargetSecurityGroups':
    'UpdateResource of AWS::EFS::MountTarget, when its security group is replaced (handler in the registry)',
  'ElastiCacheCluster elasticache:AddTagsToResource':
    'AddTagsToResource of a replication group, which tags its clusters (ElastiCache User Guide, "Tagging your ElastiCache resources"; assumed: authorized on them)',
  'ElastiCacheCluster elasticache:ListTagsForResource':
    'ListTagsForResource of a replication group (assumed: authorized on its clusters)',
  'ElastiCacheCluster elasticache:RemoveTagsFromResource':
    'RemoveTagsFromResource of a replication group, as AddTagsToResource',
  'KmsReadSecrets kms:Decrypt':
    'GetSecretValue of a secret with a key of the account, which local AWS does not have (Secrets Manager User Guide, "Secret encryption and decryption")',
  'StacksChangeset cloudformation:TagResource':
    'CreateChangeSet with tags (the service authorization reference lists stack and change set)',
  'StacksStack cloudformation:DeleteChangeSet':
    'DeleteChangeSet: the reference lists the stack, local AWS authorizes the ARN of the change set, as has been reported',
  'StacksStack cloudformation:ExecuteChangeSet':
    'ExecuteChangeSet: as DeleteChangeSet',
  'StacksStackRead cloudformation:DescribeEvents':
    'DescribeEvents of a change set: as DeleteChangeSet',
};
