import { causes, findCause } from './causes';

/** What AWS says, word for word but for the names, and the cause a person should be told. */
const said: [cause: string, words: string][] = [
  [
    'scp-denied',
    'User: arn:aws:sts::111122223333:assumed-role/backstage/backstage is not authorized to perform: rds:CreateDBCluster on resource: arn:aws:rds:eu-west-2:111122223333:cluster:database-abc with an explicit deny in a service control policy (Service: Rds, Status Code: 403)',
  ],
  [
    'pass-role',
    'User: arn:aws:sts::111122223333:assumed-role/backstage/backstage is not authorized to perform: iam:PassRole on resource: arn:aws:iam::111122223333:role/execution-role-abc because no identity-based policy allows the iam:PassRole action',
  ],
  [
    'service-linked-role',
    'Invalid request provided: CreateCluster Invalid Request: Unable to assume the service linked role. Please verify that the ECS service linked role exists. (Service: AmazonECS; Status Code: 400; Error Code: InvalidParameterException)',
  ],
  [
    'api-log-role',
    'CloudWatch Logs role ARN must be set in account settings to enable logging (Service: ApiGateway, Status Code: 400, HandlerErrorCode: InvalidRequest)',
  ],
  [
    'kms-denied',
    'The specified KMS key [arn:aws:kms:eu-west-2:111122223333:key/1] does not exist, is not enabled or you do not have permissions to access it. (Service: Rds, Status Code: 400, HandlerErrorCode: InvalidRequest) KMSKeyNotAccessibleFault',
  ],
  [
    'kms-denied',
    'User: arn:aws:iam::111122223333:user/ci is not authorized to perform: kms:CreateGrant on this resource (Service: AmazonElastiCache)',
  ],
  ['secret-malformed', 'Could not parse SecretString JSON'],
  [
    'secret-malformed',
    'The parameter MasterUserPassword is not a valid password because it is shorter than 8 characters. (Service: Rds, Status Code: 400)',
  ],
  [
    'secret-missing',
    "Secrets Manager can't find the specified secret. (Service: AWSSecretsManager; Status Code: 400; Error Code: ResourceNotFoundException)",
  ],
  [
    'secret-missing',
    'ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: unable to retrieve secret from asm: service call has been retried 1 time(s)',
  ],
  [
    'registry-unreachable',
    'CannotPullContainerError: The task cannot pull public.ecr.aws/nginx/nginx:stable from the registry public.ecr.aws/nginx/nginx:stable. There is a connection issue between the task and the registry. Check your task network configuration. : failed to copy: dial tcp 1.2.3.4:443: i/o timeout',
  ],
  [
    'registry-limit',
    'CannotPullContainerError: inspect image has been retried 5 time(s): toomanyrequests: You have reached your pull rate limit. You may increase the limit by authenticating and upgrading',
  ],
  [
    'image-missing',
    'CannotPullContainerError: The task cannot pull public.ecr.aws/streamflix/api:missing: pull image manifest has been retried 1 time(s): failed to resolve ref public.ecr.aws/streamflix/api:missing: not found',
  ],
  ['out-of-memory', 'OutOfMemoryError: Container killed due to memory usage'],
  [
    'health-check',
    'Task failed ELB health checks in (target-group arn:aws:elasticloadbalancing:eu-west-2:111122223333:targetgroup/content-abc/1)',
  ],
  ['container-exits', 'Essential container in task exited'],
  [
    'subnet-full',
    'subnet-0abc does not have enough free addresses to satisfy the request. (Service: Ec2, Status Code: 400) InsufficientFreeAddressesInSubnet',
  ],
  [
    'address-conflict',
    "The CIDR '10.0.1.0/24' conflicts with another subnet (Service: Ec2, Status Code: 400, Request ID: 1)",
  ],
  [
    'quota',
    'The maximum number of VPCs has been reached. (Service: Ec2, Status Code: 400, HandlerErrorCode: ServiceLimitExceeded)',
  ],
  [
    'quota',
    'Resource handler returned message: "The maximum number of addresses has been reached. (Service: Ec2, Status Code: 400)" (HandlerErrorCode: GeneralServiceException)',
  ],
  [
    'capacity',
    'Capacity is unavailable at this time. Please try again later or in a different availability zone',
  ],
  [
    'capacity',
    'Cannot create a cache cluster with cache.r7g.large because there is insufficient capacity (InsufficientCacheClusterCapacity)',
  ],
  [
    'version-withdrawn',
    'Cannot find version 16.2 for aurora-postgresql (Service: Rds, Status Code: 400, HandlerErrorCode: InvalidRequest)',
  ],
  [
    'size-unavailable',
    'RDS does not support creating a DB instance with the following combination: DBInstanceClass=db.t3.micro, Engine=postgres, EngineVersion=18.1. Instance class db.t3.micro is not supported',
  ],
  [
    'unsupported-in-region',
    'Template format error: Unrecognized resource types: [AWS::ElastiCache::ServerlessCache]',
  ],
  [
    'region-disabled',
    'You are not subscribed to this service. OptInRequired (Service: Ec2, Status Code: 401)',
  ],
  [
    'name-taken',
    "Resource of type 'AWS::ECS::Cluster' with identifier 'cluster-abc' already exists. (HandlerErrorCode: AlreadyExists)",
  ],
  [
    'protected',
    'Cannot delete protected Cluster, please disable deletion protection and try again. (Service: Rds, Status Code: 400)',
  ],
  [
    'not-empty',
    "The repository with name 'repository-abc' in registry with id '111122223333' cannot be deleted because it still contains images (RepositoryNotEmptyException)",
  ],
  [
    'in-use',
    'resource sg-0abc has a dependent object (Service: Ec2, Status Code: 400) DependencyViolation',
  ],
  [
    'custom-name',
    'CloudFormation cannot update a stack when a custom-named resource requires replacing. Rename stream-abc and update the stack again.',
  ],
  [
    'credentials-expired',
    'The security token included in the request is expired (Service: AmazonECS; Status Code: 400; Error Code: ExpiredTokenException)',
  ],
  [
    'access-denied',
    'User: arn:aws:sts::111122223333:assumed-role/backstage/backstage is not authorized to perform: kinesis:CreateStream on resource: arn:aws:kinesis:eu-west-2:111122223333:stream/stream-abc because no identity-based policy allows the kinesis:CreateStream action',
  ],
  [
    'throttled',
    'Rate exceeded (Service: AWSLogs; Status Code: 400; Error Code: ThrottlingException)',
  ],
  ['hook', 'The following hook(s) failed: [Private::Guard::TestHook]'],
  [
    'circuit-breaker',
    'Resource handler returned message: "Error occurred during operation \'ECS Deployment Circuit Breaker was triggered\'." (HandlerErrorCode: GeneralServiceException)',
  ],
  [
    'timeout',
    'Resource handler returned message: "Exceeded attempts to wait" (HandlerErrorCode: NotStabilized)',
  ],
  [
    'aws-fault',
    'Resource handler returned message: "Unexpected error" (HandlerErrorCode: InternalFailure)',
  ],
  [
    'invalid-parameter',
    'Properties validation failed for resource Stream with message: #/ShardCount: 0 is not greater or equal to 1',
  ],
];

describe('the known causes', () => {
  it.each(said)('tell %s from what AWS says: %s', (cause, words) => {
    expect(findCause(words)?.id).toBe(cause);
  });

  it('each have a test', () => {
    const tested = new Set(said.map(([cause]) => cause));
    expect(causes.map(({ id }) => id).filter(id => !tested.has(id))).toEqual(
      [],
    );
  });

  it('each say what it means and what to do, in sentences', () => {
    for (const { id, meaning, remedy } of causes) {
      expect([id, meaning]).toEqual([id, expect.stringMatching(/^[A-Z].*\.$/)]);
      expect([id, remedy]).toEqual([id, expect.stringMatching(/^[A-Z].*\.$/)]);
    }
  });

  it('claim nothing about words they do not know', () => {
    expect(findCause('The moon is in the wrong phase.')).toBeUndefined();
  });
});
