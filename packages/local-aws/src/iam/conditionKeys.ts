/** Condition keys that requests carry here. Source: the service authorization reference of each service. */
const keys: ReadonlySet<string> = new Set(
  [
    'application-autoscaling:service-namespace',
    'aws:RequestedRegion',
    'aws:TagKeys',
    'aws:ViaAWSService',
    'cloudformation:RoleArn',
    'ec2:CreateAction',
    'ecs:cluster',
    'elasticfilesystem:AccessPointArn',
    'elasticfilesystem:CreateAction',
    'elasticfilesystem:Encrypted',
    'iam:AWSServiceName',
    'iam:PassedToService',
    'iam:PermissionsBoundary',
    'iam:PolicyARN',
    'kms:EncryptionContext:SecretARN',
    'kms:GrantIsForAWSResource',
    'kms:ViaService',
  ].map(key => key.toLowerCase()),
);

/** Whether requests can carry a condition key. Names of keys have no case. */
export const knownConditionKey = (key: string): boolean =>
  keys.has(key.toLowerCase()) || /^aws:(Request|Resource)Tag\/./i.test(key);
