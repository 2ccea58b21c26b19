/** A known cause of failure, and what it means to a person. */
export interface Cause {
  id: string;
  /** What AWS says when this is the cause. */
  says: RegExp;
  meaning: string;
  remedy: string;
}

/**
 * Known causes, the most particular first: the first that fits is told. A new cause is a new row and a new test.
 *
 * The words are AWS's own, from the services' error references and the registry's handler error codes
 * (https://docs.aws.amazon.com/cloudformation-cli/latest/userguide/resource-type-test-contract-errors.html).
 */
export const causes: readonly Cause[] = [
  {
    id: 'scp-denied',
    says: /explicit deny in an? (service|resource) control policy|service control polic/i,
    meaning: 'A service control policy of the AWS organisation forbids this.',
    remedy:
      'Ask the administrators of the organisation to allow it in this account and region, or deploy elsewhere.',
  },
  {
    id: 'pass-role',
    says: /iam:PassRole/i,
    meaning:
      'The credentials may not hand a role of the environment to the service that needs it.',
    remedy:
      'Allow iam:PassRole for the environment’s roles to the deploying role.',
  },
  {
    id: 'service-linked-role',
    says: /service[- ]linked role|AWSServiceRoleFor/i,
    meaning:
      'The account has not used this service yet, and its service-linked role does not exist.',
    remedy:
      'Try again in a minute: AWS makes the role at the first attempt. If it fails again, allow iam:CreateServiceLinkedRole.',
  },
  {
    id: 'api-log-role',
    says: /CloudWatch Logs role ARN must be set/i,
    meaning:
      'API Gateway may not write logs in this account and region yet, and a REST API has an access log.',
    remedy:
      'Set a CloudWatch log role ARN in API Gateway’s settings for this region, once for the whole account, then deploy again; or choose an HTTP API.',
  },
  {
    id: 'kms-denied',
    says: /KMS ?key ?not ?accessible|KMS(Key|AccessDenied|Disabled|InvalidState|NotFound)\w*|kms:\w+[^.]*(not authori[sz]ed|denied)|(not authori[sz]ed|denied)[^.]*kms:|KMS key[^.]*(disabled|pending deletion|does ?n[o']t exist|not (be )?(found|accessible|used)|not authori[sz]ed|denied|invalid)/i,
    meaning: 'An encryption key cannot be used.',
    remedy:
      'Check that the key exists, is enabled and is not about to be deleted, and that its policy lets the service and the deploying role use it.',
  },
  {
    id: 'secret-malformed',
    says: /Could not (parse|find) .*Secret(String)?.*JSON|Could not parse SecretString|(JSON )?key .* (is not|isn't|not) (found|present).*secret|retrieved secret .*did not contain json key|parameter Master(Username|UserPassword) is not|MasterUserPassword/i,
    meaning:
      'A secret exists but does not hold what the database needs: username and password, in a form PostgreSQL takes.',
    remedy:
      'Give the secret the keys username and password; a password has 8 to 128 printable characters without /, @, " and spaces.',
  },
  {
    id: 'secret-missing',
    says: /Secrets Manager can['’]?t find the specified secret|unable to (pull|retrieve) secrets?|secret.{0,80}(does not exist|not found|can['’]?t be found)|ResourceNotFoundException.{0,80}secret/i,
    meaning: 'A secret the environment names cannot be read.',
    remedy:
      'Check its name and region in Secrets Manager, that it is not about to be deleted, and that the tasks have a route to Secrets Manager.',
  },
  {
    id: 'registry-unreachable',
    says: /(CannotPull|pull).{0,600}(i\/o timeout|dial tcp|context deadline|timeout exceeded|no such host|connection refused)/is,
    meaning: 'The tasks cannot reach the image registry.',
    remedy:
      'Check that the private subnets have a route out through a NAT gateway, and that the registry’s host name is right.',
  },
  {
    id: 'registry-limit',
    says: /toomanyrequests|reached your (unauthenticated )?pull rate limit/i,
    meaning: 'The image registry allows no more pulls for now.',
    remedy: 'Copy the image to ECR or use public.ecr.aws, then deploy again.',
  },
  {
    id: 'image-missing',
    says: /CannotPull\w*|pull image manifest|manifest (for .* )?(unknown|not found)|manifest unknown|pull access denied|ImageNotFound|repository .{0,200}does not exist/i,
    meaning: 'The container image cannot be pulled.',
    remedy:
      'Check the image’s name and tag, that it is there, and that the execution role may read it; then deploy again.',
  },
  {
    id: 'out-of-memory',
    says: /OutOfMemory/i,
    meaning: 'The container needed more memory than its task has.',
    remedy: 'Raise the memory of the task, then deploy again.',
  },
  {
    id: 'health-check',
    says: /failed (\w+ ){0,3}health ?checks?|health ?checks? (\w+ ){0,3}failed|is unhealthy in|unhealthy target/i,
    meaning: 'The tasks start, but do not pass their health check.',
    remedy:
      'Check that the container listens on the configured port and answers 200 at the health check path, and look at its log.',
  },
  {
    id: 'container-exits',
    says: /Essential container in task exited|container exited|exit(ed)?( with)? code/i,
    meaning: 'The container starts and ends again at once.',
    remedy:
      'Look at its log in CloudWatch; often a setting or a secret it needs is missing.',
  },
  {
    id: 'subnet-full',
    says: /(not have enough|insufficient) (free|available)?\s*(ip )?addresses|InsufficientFreeAddresses|no (free|available) (ip )?addresses|PrivateIpAddressLimit/i,
    meaning: 'A subnet has no free addresses left.',
    remedy:
      'Lower the number of tasks, or give the environment a larger address range.',
  },
  {
    id: 'address-conflict',
    says: /conflicts with another subnet|InvalidSubnet\.\w+|CIDR .{0,80}(overlap|conflict|invalid)|InvalidVpc\.Range/i,
    meaning: 'An address range overlaps another or does not fit.',
    remedy:
      'Choose another VPC address range or other first subnets, then deploy again.',
  },
  {
    id: 'quota',
    says: /LimitExceeded|QuotaExceeded|exceeded (the |your |its )?(account )?(limit|quota|maximum)|(limit|quota)s?[^.]{0,60}(has been |was |been |is )?(exceeded|reached)|maximum number of .{0,80}(reached|exceeded|allowed)|too many .{0,60} (in|for) (this|the|your) account|ServiceLimitExceeded/i,
    meaning: 'The AWS account has reached a quota.',
    remedy:
      'Delete what is no longer needed in this account and region, or ask for a higher quota in Service Quotas, then deploy again.',
  },
  {
    id: 'capacity',
    says: /Insufficient\w*Capacity|insufficient capacity|capacity is unavailable|(not have|no) sufficient (\w+ ){0,3}capacity|RESOURCE:(CPU|MEMORY|ENI)/i,
    meaning: 'AWS has no capacity left for this size in this zone just now.',
    remedy:
      'Try again later, choose another size, or deploy to another region.',
  },
  {
    id: 'version-withdrawn',
    says: /Cannot find (upgrade |valid )?(version|target)|version .{0,60}(is|was|are)?\s*(not (available|supported|found|valid)|no longer|invalid|deprecated|unsupported)|(unsupported|invalid|no such) (engine )?version|does not support (engine )?version/i,
    meaning: 'AWS does not offer this engine version, or no longer does.',
    remedy:
      'Choose a version AWS offers; a major version alone takes its newest minor one.',
  },
  {
    id: 'size-unavailable',
    says: /(instance class|instance type|node type|DB instance|InvalidDBInstance).{0,120}(not (supported|available|offered|valid)|unsupported|isn't supported)|does not support the following combination/i,
    meaning: 'AWS does not offer this instance size here.',
    remedy: 'Choose another instance class or node type, or another region.',
  },
  {
    id: 'unsupported-in-region',
    says: /Unrecognized resource types?|not (currently )?(supported|available|offered) in (this|the|your|\w+-\w+-\d) ?(region|availability zone)?|is not supported in|UnsupportedAvailabilityZone|region .{0,40}not (supported|available)|TypeNotFound/i,
    meaning: 'AWS does not offer this service or setting in this region.',
    remedy: 'Deploy to another region, or switch this part off.',
  },
  {
    id: 'region-disabled',
    says: /OptInRequired|is not subscribed to this service|region is (disabled|not enabled)|not opted[- ]in/i,
    meaning: 'The account has not enabled this region or service.',
    remedy: 'Enable it in the account, or deploy to another region.',
  },
  {
    id: 'name-taken',
    says: /already exists|AlreadyExists|already in use|NameInUse|is not unique|EntityExists|same name/i,
    meaning: 'Something with this name is already there.',
    remedy:
      'Choose another suffix, or delete what has the name if it is left over from an earlier environment.',
  },
  {
    id: 'protected',
    says: /deletion ?protection|TerminationProtection|Cannot delete protected/i,
    meaning: 'The resource is protected against deletion.',
    remedy:
      'Switch deletion protection off by changing the environment, then try again.',
  },
  {
    id: 'not-empty',
    says: /not empty|NotEmpty|still contains/i,
    meaning: 'The resource cannot be deleted while it holds something.',
    remedy: 'Empty it, then try again.',
  },
  {
    id: 'in-use',
    says: /DependencyViolation|dependent object|has dependenc|(currently |still )?in use|is being used by|ResourceInUse|cannot be deleted (because|while|since)/i,
    meaning: 'Something else still uses the resource.',
    remedy:
      'Remove what was attached to it by hand, such as network interfaces or rules, then try again.',
  },
  {
    id: 'custom-name',
    says: /custom-named resource requires replac/i,
    meaning:
      'The change needs a new resource, and a named resource cannot stand beside its successor.',
    remedy:
      'Take the change back, or create an environment with another suffix and move to it.',
  },
  {
    id: 'credentials-expired',
    says: /security token .{0,60}(expired|invalid)|ExpiredToken|InvalidCredentials|credentials .{0,40}expired/i,
    meaning: 'The credentials ended while AWS was at work.',
    remedy: 'Renew the credentials, then deploy again.',
  },
  {
    id: 'access-denied',
    says: /Access ?Denied|not authori[sz]ed|Unauthorized\w*|(no|lacks?|insufficient) permission|is forbidden/i,
    meaning: 'The credentials lack a permission.',
    remedy:
      'Allow the action AWS names to the deploying role, then deploy again.',
  },
  {
    id: 'throttled',
    says: /Rate ?(limit )?exceeded|Throttl|TooManyRequests|RequestLimitExceeded/i,
    meaning: 'AWS was asked too much at once.',
    remedy: 'Deploy again in a few minutes, with fewer operations at a time.',
  },
  {
    id: 'hook',
    says: /hook(s|\(s\))?\b.{0,120}fail/i,
    meaning: 'A CloudFormation hook of the account refuses this.',
    remedy: 'Ask whoever runs the account which rule the hook checks.',
  },
  {
    id: 'circuit-breaker',
    says: /circuit breaker/i,
    meaning:
      'The tasks of a service did not stay up, and ECS gave up starting them.',
    remedy:
      'Check the image, its port and its health check, and look at the log of the tasks.',
  },
  {
    id: 'timeout',
    says: /did not stabili[sz]e|NotStabili[sz]ed|timed? ?out|Exceeded attempts to wait|ServiceTimeout|took too long/i,
    meaning: 'The resource did not become ready in the time AWS gives it.',
    remedy:
      'Try again; if it happens again, look at the resource in the AWS console.',
  },
  {
    id: 'aws-fault',
    says: /InternalFailure|Internal ?(Server|Service)? ?(Error|Failure)|ServiceInternalError|GeneralServiceException|ServiceUnavailable|NetworkFailure/i,
    meaning: 'AWS itself had a fault.',
    remedy: 'Try again; the AWS Health Dashboard may say more.',
  },
  {
    id: 'invalid-parameter',
    says: /Invalid ?(Parameter|Request|Input|Argument|Value|Property)|ValidationE|validation (failed|error)|failed to satisfy constraint|Properties? .{0,40}(cannot be empty|must be)|Template (error|format error)|Encountered unsupported property|extraneous key|not a valid/i,
    meaning: 'AWS does not accept one of the values.',
    remedy:
      'Change the value AWS names. If the form let it through, the platform’s rules need mending.',
  },
];

/** The most particular known cause that fits anything of what AWS said. */
export const findCause = (...awsSays: readonly string[]): Cause | undefined =>
  causes.find(({ says }) => awsSays.some(text => says.test(text)));
