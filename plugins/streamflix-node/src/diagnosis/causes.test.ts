import { causes, findCause } from './causes';

/**
 * AWS messages, verbatim except for names and ids, with the expected cause and the source: a user's report or AWS's
 * documentation; a dash where the source is unknown.
 */
const said: [cause: string, source: string, words: string][] = [
  [
    'scp-denied',
    'IAM User Guide, access denied error messages',
    'User: arn:aws:sts::111122223333:assumed-role/backstage/backstage is not authorized to perform: rds:CreateDBCluster on resource: arn:aws:rds:eu-west-2:111122223333:cluster:database-abc with an explicit deny in a service control policy',
  ],
  [
    'scp-denied',
    'IAM User Guide, access denied error messages',
    'User: arn:aws:iam::111122223333:user/JohnDoe is not authorized to perform: codecommit:ListRepositories because no service control policy allows the codecommit:ListRepositories action',
  ],
  [
    'execution-role',
    'awslabs/route53-dynamic-dns-with-lambda#55',
    'Role arn:aws:iam::111122223333:role/cdk-hnb659fds-cfn-exec-role-111122223333-us-east-2 is invalid or cannot be assumed',
  ],
  [
    'pass-role',
    'IAM User Guide',
    'User: arn:aws:sts::111122223333:assumed-role/backstage/backstage is not authorized to perform: iam:PassRole on resource: arn:aws:iam::111122223333:role/execution-role-abc because no identity-based policy allows the iam:PassRole action',
  ],
  [
    'service-linked-role',
    '1Password/scim-examples#288',
    'Invalid request provided: CreateCluster Invalid Request: Unable to assume the service linked role. Please verify that the ECS service linked role exists.',
  ],
  [
    'service-linked-role',
    'terraform-aws-modules/terraform-aws-rds#364',
    'InvalidParameterValue: Missing necessary credentials. Please check http://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.IAM.ServiceLinkedRoles.html',
  ],
  [
    'service-linked-role',
    'IAM User Guide',
    'User: arn:aws:iam::111122223333:user/ci is not authorized to perform: iam:CreateServiceLinkedRole on resource: arn:aws:iam::111122223333:role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS',
  ],
  [
    'api-log-role',
    '—',
    'CloudWatch Logs role ARN must be set in account settings to enable logging (Service: ApiGateway, Status Code: 400, Request ID: 1)',
  ],
  [
    'kms-denied',
    'pbudzon/aws-maintenance#13',
    'The source snapshot KMS key does not exist, is not enabled or you do not have permissions to access it',
  ],
  [
    'kms-denied',
    'tryolabs/aws-workshop#6',
    'The ciphertext refers to a customer master key that does not exist, does not exist in this region, or you are not allowed to access. (Service: AWSKMS; Status Code: 400; Error Code: AccessDeniedException; Request ID: 1)',
  ],
  [
    'kms-denied',
    'IAM User Guide',
    'User: arn:aws:sts::111122223333:assumed-role/AWSServiceRoleForRDS/rds is not authorized to perform: kms:CreateGrant on resource: arn:aws:kms:eu-west-2:111122223333:key/1',
  ],
  [
    'kms-denied',
    'RDS API Reference, CreateDBCluster',
    'An error occurred accessing an Amazon Web Services KMS key. (Service: AmazonRDS; Status Code: 400; Error Code: KMSKeyNotAccessibleFault; Request ID: 1)',
  ],
  [
    'kms-denied',
    'Kinesis API Reference, StartStreamEncryption',
    "The request was rejected because the specified customer master key (CMK) isn't enabled. (Service: AmazonKinesis; Status Code: 400; Error Code: KMSDisabledException; Request ID: 1)",
  ],
  [
    'kms-denied',
    '—',
    'arn:aws:kms:eu-west-2:111122223333:key/1 is pending deletion. (Service: Kms, Status Code: 400, Request ID: 1)',
  ],
  [
    'kms-denied',
    'mongodb/mongodbatlas-cloudformation-resources#982',
    'Resource handler returned message: "AccessDeniedException: Access to KMS is not allowed"',
  ],
  [
    'secret-malformed',
    'aws-cloudformation/cloudformation-coverage-roadmap#1822',
    'Could not find a value associated with JSONKey in SecretString',
  ],
  ['secret-malformed', '—', 'Could not parse SecretString JSON'],
  [
    'secret-malformed',
    '—',
    'ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: unable to retrieve secret from asm: service call has been retried 1 time(s): retrieved secret from Secrets Manager did not contain json key api_key',
  ],
  [
    'secret-malformed',
    'crossplane/crossplane#88',
    "The parameter MasterUserPassword is not a valid password. Only printable ASCII characters besides '/', '@', '\"', ' ' may be used.",
  ],
  [
    'secret-malformed',
    'aws-cloudformation/cfn-lint#4070',
    'The parameter MasterUsername must be provided and must not be blank',
  ],
  [
    'secret-malformed',
    'aws/aws-cdk#5076',
    'MasterUsername admin cannot be used as it is a reserved word used by the engine (Service: AmazonRDS; Status Code: 400; Error Code: InvalidParameterValue; Request ID: 1)',
  ],
  [
    'secret-missing',
    '—',
    "Secrets Manager can't find the specified secret. (Service: AWSSecretsManager; Status Code: 400; Error Code: ResourceNotFoundException)",
  ],
  [
    'secret-missing',
    'Releem/releem-agent#195',
    'ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: unable to retrieve secret from asm: service call has been retried 5 time(s): failed to fetch secret arn:aws:secretsmanager:us-west-2:111122223333:secret:DBPasswordSecret-1 from secrets manager: RequestCanceled: request context canceled caused by: context deadline exceeded. Please check your task network configuration.',
  ],
  [
    'secret-missing',
    'umotif-public/terraform-aws-ecs-fargate#50',
    'ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: unable to retrieve secrets from ssm: service call has been retried 5 time(s): RequestCanceled: request context canceled caused by: context deadli...',
  ],
  [
    'registry-unreachable',
    'aws/copilot-cli#5927',
    'ResourceInitializationError: unable to pull secrets or registry auth: The task cannot pull registry auth from Amazon ECR: There is a connection issue between the task and Amazon ECR. Check your task network configuration. RequestError: send request failed caused by: Post "https://api.ecr.us-east-1.amazonaws.com/": dial tcp 172.40.1.94:443: i/o timeout',
  ],
  [
    'registry-unreachable',
    'doctorray117/minecraft-ondemand#74',
    'ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: unable to retrieve ecr registry auth: service call has been retried 3 time(s): RequestError: send request failed caused by: Post "https://api.ecr.us-east-2.amazonaws.com/": dial tcp 3.17.137.51:443: i/o timeout. Please check your task network configuration.',
  ],
  [
    'registry-unreachable',
    'ActionIQ/terraform-aws-retool-ecs-fargate#20',
    'CannotPullContainerError: pull image manifest has been retried 5 time(s): failed to resolve ref docker.io/tryretool/backend:2.110.5: failed to do request: Head "https://registry-1.docker.io/v2/tryretool/backend/manifests/2.110.5": dial tcp 34.205.13.154:443: i/o timeout',
  ],
  [
    'registry-unreachable',
    'ECS Developer Guide, CannotPullContainer task errors',
    'CannotPullContainerError: The task cannot pull public.ecr.aws/nginx/nginx:stable from the registry public.ecr.aws/nginx/nginx:stable. There is a connection issue between the task and the registry. Check your task network configuration.',
  ],
  [
    'registry-limit',
    'docker.com/increase-rate-limit',
    'CannotPullContainerError: inspect image has been retried 5 time(s): toomanyrequests: You have reached your pull rate limit. You may increase the limit by authenticating and upgrading: https://www.docker.com/increase-rate-limit',
  ],
  [
    'registry-limit',
    'gitlab.com/cki-project/infrastructure#900',
    'Error response from daemon: toomanyrequests: You have reached your unauthenticated pull rate limit. https://www.docker.com/increase-rate-limit',
  ],
  [
    'registry-limit',
    '—',
    'CannotPullContainerError: pull image manifest has been retried 1 time(s): failed to resolve ref public.ecr.aws/nginx/nginx:stable: toomanyrequests: Rate exceeded',
  ],
  [
    'image-missing',
    'aws/containers-roadmap#2687',
    'CannotPullContainerError: pull image manifest has been retried 1 time(s): failed to resolve ref 111122223333.dkr.ecr.eu-west-1.amazonaws.com/example-service:image-tag@sha256:1: not found',
  ],
  [
    'image-missing',
    'aws/containers-roadmap#2493',
    'CannotPullContainerError: pull image manifest has been retried 1 time(s): failed to resolve ref 111122223333.dkr.ecr.us-west-2.amazonaws.com/otel-collector:latest@sha256:863: unexpected status from HEAD request to https://111122223333.dkr.ecr.us-west-2.amazonaws.com/v2/otel-collector/blobs/sha256:863: 403 Forbidden',
  ],
  [
    'image-missing',
    'CircleCI-Public/circleci-demo-aws-ecs-ecr#4',
    'CannotPullContainerError: Error response from daemon: manifest for nginx:0f6b3cdf not found',
  ],
  [
    'image-missing',
    'ECS Developer Guide, CannotPullContainer task errors',
    "CannotPullContainerError: Error response from daemon: pull access denied for team/worker, repository does not exist or may require 'docker login'",
  ],
  [
    'out-of-memory',
    'ECS Developer Guide, OutOfMemoryError errors',
    'OutOfMemoryError: Container killed due to memory usage',
  ],
  [
    'health-check',
    'boltops-tools/ufo#171',
    'Task failed ELB health checks in (target-group arn:aws:elasticloadbalancing:eu-west-2:111122223333:targetgroup/content-abc/1)',
  ],
  [
    'health-check',
    'aws/amazon-ecs-cli#953',
    '(service worker) (task 1) failed container health checks.',
  ],
  [
    'health-check',
    'aws/amazon-ecs-agent#1872',
    'service example-service (instance i-016b0a460d9974567) (port 1047) is unhealthy in target-group example-service due to (reason Request timed out)',
  ],
  [
    'health-check',
    'ECS Developer Guide, service unhealthy event messages',
    '(service content) (task 1) (port 80) is unhealthy in (target-group content-abc) due to (reason Health checks failed with these codes: [500])',
  ],
  [
    'container-unstartable',
    '—',
    'CannotStartContainerError: Error response from daemon: OCI runtime create failed: container_linux.go:370: starting container process caused: exec: "worker": executable file not found in $PATH: unknown',
  ],
  [
    'container-exits',
    'ECS Developer Guide, stopped tasks error messages',
    'Essential container in task exited',
  ],
  [
    'container-exits',
    'readStoppedTasks',
    'Container worker exited with code 1',
  ],
  [
    'subnet-full',
    'PrairieLearn/PrairieLearn#3271',
    "There are not enough free addresses in subnet 'subnet-66d3dd2c' to satisfy the requested number of instances.",
  ],
  [
    'subnet-full',
    'EC2 API Reference, error codes',
    'The specified subnet does not contain enough free private IP addresses to fulfill your request.',
  ],
  [
    'subnet-full',
    'aws/aws-rfdk#621',
    'Not enough IP space available in subnet-08885c5805228af7a. ELB requires at least 8 free IP addresses in each subnet. (Service: AmazonElasticLoadBalancing; Status Code: 400; Error Code: InvalidSubnet; Request ID: 1; Proxy: null)',
  ],
  [
    'subnet-full',
    'AviatrixSystems/Docs#282',
    'An error occurred (InsufficientFreeAddressesInSubnet) when calling the CreateTransitGatewayVpcAttachment operation: Insufficient Free IP Addresses in subnet.',
  ],
  [
    'address-conflict',
    'EC2 API Reference, error codes',
    "The CIDR '10.0.1.0/24' conflicts with another subnet (Service: Ec2, Status Code: 400, Request ID: 1)",
  ],
  [
    'address-conflict',
    'EC2 API Reference, error codes',
    "The CIDR '10.0.0.0/8' is invalid. (Service: AmazonEC2; Status Code: 400; Error Code: InvalidVpc.Range; Request ID: 1)",
  ],
  [
    'throttled',
    'cloudfoundry/bosh-aws-cpi-release#61',
    'Request limit exceeded. (Service: AmazonEC2; Status Code: 503; Error Code: RequestLimitExceeded; Request ID: 7fd6cf20)',
  ],
  [
    'throttled',
    'CloudSnorkel/cdk-github-runners#946',
    'Request limit exceeded. Account 111122223333 has been throttled on ec2:RunInstances because it exceeded its request rate limit. (Service: Ec2, Status Code: 503, Request ID: 1)',
  ],
  [
    'throttled',
    'awslabs/amazon-kinesis-producer#257',
    'LimitExceededException Message: Rate exceeded for stream',
  ],
  [
    'throttled',
    '—',
    'Rate exceeded (Service: AWSLogs; Status Code: 400; Error Code: ThrottlingException)',
  ],
  [
    'throttled',
    'handler error codes',
    'Resource handler returned message: "Rate limit exceeded" (RequestToken: 1, HandlerErrorCode: Throttling)',
  ],
  [
    'throttled',
    'aws/aws-cdk#9521',
    'Invalid request provided: Too Many Requests (Service: ApiGateway, Status Code: 429, Request ID: 1, Extended Request ID: null)',
  ],
  [
    'throttled',
    '—',
    'Too Many Requests (Service: AmazonApiGateway; Status Code: 429; Error Code: TooManyRequestsException; Request ID: 1; Proxy: null)',
  ],
  [
    'quota',
    'awslabs/landing-zone-accelerator-on-aws#241',
    'Resource handler returned message: "The maximum number of VPCs has been reached. (Service: Ec2, Status Code: 400, Request ID: 1)" (RequestToken: 1, HandlerErrorCode: GeneralServiceException)',
  ],
  [
    'quota',
    'eksctl-io/eksctl#1646',
    'The maximum number of addresses has been reached. (Service: AmazonEC2; Status Code: 400; Error Code: AddressLimitExceeded; Request ID: 1)',
  ],
  [
    'quota',
    'eksctl-io/eksctl#560',
    'Performing this operation would exceed the limit of 5 NAT gateways (Service: AmazonEC2; Status Code: 400; Error Code: NatGatewayLimitExceeded; Request ID: 1)',
  ],
  [
    'quota',
    'serverless-nextjs/serverless-next.js#2234',
    'LimitExceeded: Cannot exceed quota for RolesPerAccount: 1000',
  ],
  [
    'quota',
    'aws/eks-hybrid#741',
    'Resource handler returned message: "Cannot exceed quota for PoliciesPerRole: 10 (Service: Iam, Status Code: 409, Request ID: 1) (SDK Attempt Count: 1)" (RequestToken: 1, HandlerErrorCode: ServiceLimitExceeded)',
  ],
  [
    'quota',
    'mhart/kinesalite#72',
    'This request would exceed the shard limit for the account 111122223333 in us-east-1. Current shard count for the account: 4. Limit: 3. Number of additional shards that would have resulted from this request: 1.',
  ],
  [
    'quota',
    'flightcontrol.dev/docs/troubleshooting/concurrent-cpu-limit',
    "(service production) (deployment ecs-svc/1) deployment failed: tasks failed to start. (service production) was unable to place a task. Reason: You've reached the limit on the number of vCPUs you can run concurrently. For more information, see the Troubleshooting section of the Amazon ECS Developer Guide.",
  ],
  [
    'quota',
    'wellcomecollection/platform#3875',
    "service storage-prod-bag-unpacker was unable to place a task. Reason: You've reached the limit on the number of tasks you can run concurrently. For more information, see the Troubleshooting section.",
  ],
  [
    'quota',
    'serverless/serverless#2605',
    'Resource limit exceeded. (Service: AWSLogs; Status Code: 400; Error Code: LimitExceededException; Request ID: 1)',
  ],
  [
    'quota',
    'serverless/serverless#149',
    'LimitExceededException: Limit for stacks has been exceeded',
  ],
  [
    'quota',
    'RDS API Reference, CreateDBInstance',
    'The request would result in the user exceeding the allowed number of DB instances. (Service: AmazonRDS; Status Code: 400; Error Code: InstanceQuotaExceeded; Request ID: 1)',
  ],
  [
    'quota',
    'ElastiCache API Reference, CreateReplicationGroup',
    'The request cannot be processed because it would exceed the allowed number of cache nodes per customer. (Service: AmazonElastiCache; Status Code: 400; Error Code: NodeQuotaForCustomerExceeded; Request ID: 1)',
  ],
  [
    'capacity',
    'sil-org/ecs-deploy#277',
    '(service worker) was unable to place a task. Reason: Capacity is unavailable at this time. Please try again later or in a different availability zone. For more information, see the Troubleshooting section of the Amazon ECS Developer Guide.',
  ],
  [
    'capacity',
    'Fraudmarc/fraudmarc-ce#50',
    'An error occurred (InsufficientDBInstanceCapacity) when calling the CreateDBInstance operation: Cannot create a db.t2.micro database instance because there are no availability zones with sufficient capacity for non-VPC and storage type : gp2 for db.t2.micro. Please try the request again at a later time.',
  ],
  [
    'capacity',
    'commonwarexyz/monorepo#2859',
    'We currently do not have sufficient t4g.xlarge capacity in the Availability Zone you requested (eu-north-1a). Our system will be working on provisioning additional capacity.',
  ],
  [
    'version-unreachable',
    'ministryofjustice/cloud-platform-environments#23174',
    'Cannot find upgrade path from 14.10 to 14.7.',
  ],
  [
    'version-unreachable',
    'reown-com/blockchain-api#1064',
    'Cannot upgrade aurora-postgresql from 15.10 to 15.5 (Service: Rds, Status Code: 400, Request ID: 1)',
  ],
  [
    'version-withdrawn',
    'aws-samples/aws-saas-factory-serverless-workshop#48',
    'Resource handler returned message: "Cannot find version 13.6 for aurora-postgresql (Service: Rds, Status Code: 400, Request ID: 1)" (RequestToken: 1, HandlerErrorCode: InvalidRequest)',
  ],
  [
    'version-withdrawn',
    'open-constructs/aws-cdk-library#76',
    'Specified engine does not support major engine version 8',
  ],
  [
    'version-withdrawn',
    'crossplane-contrib/provider-aws#1617',
    "InvalidParameterValue: Specific version selection is not allowed for '6.2.6', please use '6.2'",
  ],
  [
    'size-unavailable',
    'aws-cloudformation/cfn-lint#4048',
    'Resource handler returned message: "RDS does not support creating a DB instance with the following combination: DBInstanceClass=db.t2.small, Engine=mysql, EngineVersion=8.0.39, LicenseModel=general-public-license. For supported combinations of instance class and database engine version, see the documentation. (Service: Rds, Status Code: 400, Request ID: 1) (SDK Attempt Count: 1)" (RequestToken: 1, HandlerErrorCode: InvalidRequest)',
  ],
  [
    'size-unavailable',
    '—',
    'Invalid DB Instance class: db.t9.micro (Service: Rds, Status Code: 400, Request ID: 1)',
  ],
  [
    'size-unavailable',
    'firesim/firesim#872',
    'Your requested instance type (f1.4xlarge) is not supported in your requested Availability Zone (us-east-1f). Please retry your request by not specifying an Availability Zone or choosing us-east-1a, us-east-1b.',
  ],
  [
    'unsupported-in-region',
    'aws-cloudformation/cloudformation-coverage-roadmap#904',
    'Template format error: Unrecognized resource types: [AWS::ElastiCache::UserGroup, AWS::ElastiCache::User]',
  ],
  [
    'unsupported-in-region',
    'awsdocs/amazon-eks-user-guide#262',
    'Fargate is not supported in the requested availability zone: ca-central-1d',
  ],
  [
    'region-disabled',
    'Appliscale/cloud-security-audit#24',
    'OptInRequired: You are not subscribed to this service. Please go to http://aws.amazon.com to subscribe.',
  ],
  [
    'region-disabled',
    'aws-amplify/amplify-cli#4446',
    'OptInRequired: The AWS Access Key Id needs a subscription for the service',
  ],
  [
    'region-disabled',
    '—',
    'STS is not activated in this region for account:111122223333. Your account administrator can activate STS in this region using the IAM Console.',
  ],
  [
    'name-taken',
    'aws/aws-cdk-cli#1000',
    "Resource of type 'AWS::Lambda::Function' with identifier 'my-lambda-function' already exists.",
  ],
  [
    'name-taken',
    'aws-cloudformation/cloudformation-coverage-roadmap#2515',
    'Resource handler returned message: "null" (HandlerErrorCode: AlreadyExists)',
  ],
  [
    'name-taken',
    '—',
    "A target group with the same name 'content-abc' exists, but with different settings",
  ],
  [
    'name-taken',
    '—',
    "You can't create this secret because a secret with this name is already scheduled for deletion.",
  ],
  [
    'protected',
    'aws-cloudformation/rain#187',
    "Load balancer 'arn:aws:elasticloadbalancing:us-east-1:111122223333:loadbalancer/app/ecs-c-LoadB-2GALVJMRB92E/1' cannot be deleted because deletion protection is enabled (Service: AmazonElasticLoadBalancing; Status Code: 400; Error Code: OperationNotPermitted; Request ID: 1; Proxy: null)",
  ],
  [
    'protected',
    '—',
    'Cannot delete protected Cluster, please disable deletion protection and try again. (Service: Rds, Status Code: 400, Request ID: 1)',
  ],
  [
    'protected',
    '—',
    'Stack [streamflix-abc] cannot be deleted while TerminationProtection is enabled',
  ],
  [
    'not-empty',
    'aws-cloudformation/rain#744',
    "The bucket 'test-early-validation' is not empty. You must either delete all objects and versions or use the deletion policy to retain it, otherwise the delete operation will fail.",
  ],
  [
    'not-empty',
    'brentley/appmeshworkshop#31',
    "The repository with name 'appme-cryst' in registry with id '111122223333' cannot be deleted because it still contains images (Service: AmazonECR; Status Code: 400; Error Code: RepositoryNotEmptyException; Request ID: 1)",
  ],
  [
    'not-empty',
    '—',
    'Cluster cannot be deleted, it still contains DB instances in non-deleting state. (Service: Rds, Status Code: 400, Request ID: 1)',
  ],
  [
    'in-use',
    'gruntwork-io/cloud-nuke#316',
    'DependencyViolation: resource sg-07e70ed691d14d9aa has a dependent object',
  ],
  [
    'in-use',
    'aws/aws-cdk#14456',
    "The subnet 'subnet-00974e267b4554553' has dependencies and cannot be deleted. (Service: AmazonEC2; Status Code: 400; Error Code: DependencyViolation; Request ID: 1; Proxy: null)",
  ],
  [
    'in-use',
    '—',
    "Target group 'arn:aws:elasticloadbalancing:eu-west-2:111122223333:targetgroup/content-abc/1' is currently in use by a listener or a rule",
  ],
  [
    'in-use',
    '—',
    "Cannot delete the subnet group 'database-abc' because at least one database instance: writer-abc is still using it.",
  ],
  [
    'in-use',
    '—',
    'The Cluster cannot be deleted while Services are active. (Service: AmazonECS; Status Code: 400; Error Code: ClusterContainsServicesException; Request ID: 1)',
  ],
  ['in-use', '—', 'file system has mount targets'],
  [
    'custom-name',
    'CloudFormation User Guide, Name type',
    'CloudFormation cannot update a stack when a custom-named resource requires replacing. Rename stream-abc and update the stack again.',
  ],
  [
    'credentials-expired',
    'ekristen/aws-nuke#591',
    'ExpiredToken: The security token included in the request is expired',
  ],
  [
    'credentials-expired',
    'aws-samples/aws-serverless-saas-workshop#58',
    'The security token included in the request is invalid (Service: AmazonIdentityManagement; Status Code: 403; Error Code: InvalidClientTokenId; Request ID: 1; Proxy: null)',
  ],
  [
    'credentials-expired',
    'handler error codes',
    'Resource handler returned message: "null" (RequestToken: 1, HandlerErrorCode: InvalidCredentials)',
  ],
  [
    'access-denied',
    'aws/aws-cdk-cli#1676',
    'User: arn:aws:sts::111122223333:assumed-role/backstage/backstage is not authorized to perform: s3:CreateBucket on resource: "arn:aws:s3:::bucket-abc" because no identity-based policy allows the s3:CreateBucket action',
  ],
  [
    'access-denied',
    'aws-samples/unishop-monolith-to-microservices#47',
    'Resource handler returned message: "Access Denied (Service: S3, Status Code: 403, Request ID: 1, Extended Request ID: 1" (RequestToken: 1, HandlerErrorCode: AccessDenied)',
  ],
  [
    'access-denied',
    'handler error codes',
    'Resource handler returned message: "null" (RequestToken: 1, HandlerErrorCode: UnauthorizedTaggingOperation)',
  ],
  [
    'access-denied',
    '—',
    'ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: unable to retrieve ecr registry auth: service call has been retried 1 time(s): AccessDeniedException: User: arn:aws:sts::111122223333:assumed-role/execution-role-abc/1 is not authorized to perform: ecr:GetAuthorizationToken on resource: *',
  ],
  [
    'hook',
    'CloudFormation Hooks User Guide',
    'The following hook(s) failed: [Private::Guard::TestHook]',
  ],
  [
    'hook',
    '—',
    'The following hook(s)/validation failed: [AWS::EarlyValidation::ResourceExistenceCheck, Private::Guard::TestHook]. To troubleshoot Early Validation errors, use the DescribeEvents API for detailed failure information.',
  ],
  [
    'circuit-breaker',
    'aws/copilot-cli#5296',
    'Resource handler returned message: "Error occurred during operation \'ECS Deployment Circuit Breaker was triggered\'." (RequestToken: 1, HandlerErrorCode: GeneralServiceException)',
  ],
  [
    'timeout',
    'aws/aws-cdk-cli#1253',
    'Resource handler returned message: "Exceeded attempts to wait" (RequestToken: 1, HandlerErrorCode: NotStabilized)',
  ],
  [
    'timeout',
    'aws-cloudformation/cloudformation-cli-java-plugin#364',
    "Resource of type 'AWS::EC2::FlowLog' with identifier 'fl-1' did not stabilize.",
  ],
  [
    'timeout',
    'aws-cloudformation/cloudformation-cli-java-plugin#210',
    'Resource timed out waiting for creation of physical resource',
  ],
  [
    'aws-fault',
    'handler error codes',
    'Resource handler returned message: "Unexpected error" (RequestToken: 1, HandlerErrorCode: InternalFailure)',
  ],
  [
    'aws-fault',
    'handler error codes',
    'Resource handler returned message: "null" (RequestToken: 1, HandlerErrorCode: ServiceInternalError)',
  ],
  [
    'aws-fault',
    'handler error codes',
    'Resource handler returned message: "null" (RequestToken: 1, HandlerErrorCode: NetworkFailure)',
  ],
  [
    'aws-fault',
    'CloudFormation API Reference, common errors',
    'The request has failed due to a temporary failure of the server. (Service: AmazonSNS; Status Code: 503; Error Code: ServiceUnavailable; Request ID: 1)',
  ],
  [
    'invalid-parameter',
    '—',
    'Invalid request provided: CreateService error: The target group with targetGroupArn arn:aws:elasticloadbalancing:eu-west-2:111122223333:targetgroup/content-abc/1 does not have an associated load balancer.',
  ],
  [
    'invalid-parameter',
    'kasmtech/terraform#5',
    'ValidationError: At least two subnets in two different Availability Zones must be specified',
  ],
  [
    'invalid-parameter',
    '—',
    'Properties validation failed for resource Stage with message: #/DefaultRouteSettings/ThrottlingBurstLimit: expected type: Number, found: String',
  ],
  [
    'invalid-parameter',
    '—',
    "1 validation error detected: Value '0' at 'shardCount' failed to satisfy constraint: Member must have value greater than or equal to 1",
  ],
  [
    'invalid-parameter',
    '—',
    'Value of property TimeoutInMinutes must be of type Integer',
  ],
  [
    'invalid-parameter',
    'aws/aws-cdk-cli#1463',
    'Required property [PolicyDocument] not found',
  ],
  [
    'invalid-parameter',
    '—',
    '#/LoadBalancers/0: required key [ContainerPort] not found',
  ],
  ['invalid-parameter', '—', '#: extraneous key [Colour] is not permitted'],
  [
    'invalid-parameter',
    '—',
    'Encountered unsupported property DeletionProtectionn',
  ],
  [
    'invalid-parameter',
    '—',
    'Template error: resource Stream does not support attribute type Colour in Fn::GetAtt',
  ],
];

/** AWS messages without a known cause: AWS's own message is better than a guess. */
const unknown: [source: string, words: string][] = [
  ['faults matrix', 'The moon is in the wrong phase.'],
  [
    'neo4j-partners/neo4j-aws-cloudformation#122',
    'Resource handler returned message: "The Launch Configuration creation operation is not available in your account. Use launch templates to create configuration templates for your Auto Scaling groups. (Service: AutoScaling, Status Code: 400, Request ID: 1)" (RequestToken: 1, HandlerErrorCode: GeneralServiceException)',
  ],
  [
    'aws/aws-cdk-cli#1000',
    'The following hook(s)/validation failed: [AWS::EarlyValidation::ResourceExistenceCheck, AWS::EarlyValidation::PropertyValidation]. To troubleshoot Early Validation errors, use the DescribeEvents API for detailed failure information.',
  ],
  [
    'thecodeteam/labs#43',
    'This account is currently blocked and not recognized as a valid account. Please contact aws-verification@amazon.com if you have questions.',
  ],
];

describe('the known causes', () => {
  it.each(said)('tell %s from what AWS says (%s): %s', (cause, _, words) => {
    expect(findCause(words)?.id).toBe(cause);
  });

  it.each(unknown)(
    'claim nothing about words they do not know (%s): %s',
    (_, words) => {
      expect(findCause(words)).toBeUndefined();
    },
  );

  it.each(['GeneralServiceException', 'InvalidRequest'])(
    'are told inside the frame of a resource handler too, which leaves the service’s error code out and gives %s',
    code => {
      const missed = said
        .map(([cause, , words]): [string, string] => {
          const sentence = words.replace(/ \(Service: [^)]*\)/, '');
          return [
            cause,
            `Resource handler returned message: "${sentence} (Service: Any, Status Code: 400, Request ID: 1)" (RequestToken: 1, HandlerErrorCode: ${code})`,
          ];
        })
        .filter(([cause, words]) => findCause(words)?.id !== cause);
      expect(missed).toEqual([]);
    },
  );

  it('are each told by each of their patterns, none of which is hidden by an earlier row', () => {
    const unproven = causes.flatMap(({ id, messages }) => {
      const proofs = said.filter(
        ([cause, , words]) => cause === id && findCause(words)?.id === id,
      );
      return messages
        .filter(pattern => !proofs.some(([, , words]) => pattern.test(words)))
        .map(pattern => `${id}: ${pattern}`);
    });
    expect(unproven).toEqual([]);
  });

  it('each have a cause and a resolution in whole sentences', () => {
    for (const { id, cause, resolution } of causes) {
      expect([id, cause]).toEqual([id, expect.stringMatching(/^[A-Z].*\.$/)]);
      expect([id, resolution]).toEqual([
        id,
        expect.stringMatching(/^[A-Z].*\.$/),
      ]);
    }
    const texts = causes.map(({ cause }) => cause);
    expect(new Set(texts).size).toBe(texts.length);
  });
});
