/** A known cause of failure, explained for users. */
export interface Cause {
  id: string;
  /** AWS messages with this cause: matches any of these, each as AWS words it. */
  messages: readonly RegExp[];
  cause: string;
  resolution: string;
  /** Documentation of the cause. */
  documentation?: string;
}

/**
 * Known causes, the most specific first: the first match is used. To add a cause, add a row, and an example for each of its
 * patterns in the test.
 *
 * The wording is AWS's own, from the services' error references, messages that users reported, and the registry's handler error
 * codes (https://docs.aws.amazon.com/cloudformation-cli/latest/userguide/resource-type-test-contract-errors.html).
 * GeneralServiceException is not a cause: it stands for anything without a handler error code.
 */
export const causes: readonly Cause[] = [
  {
    id: 'scp-denied',
    messages: [
      /explicit deny in a (service|resource) control policy/i,
      /no (service|resource) control policy allows/i,
    ],
    cause: 'A service control policy of the AWS organisation forbids this.',
    resolution:
      'Ask the administrators of the organisation to allow it in this account and region, or deploy elsewhere.',
  },
  {
    id: 'execution-role',
    messages: [/Role arn:\S+ is invalid or cannot be assumed/i],
    cause:
      'The role CloudFormation acts with on this stack was deleted, or CloudFormation may not assume it.',
    resolution:
      'Create the role again under the same name, with a trust policy for cloudformation.amazonaws.com; or name another as streamflix.aws.executionRole. Then try again.',
  },
  {
    id: 'pass-role',
    messages: [/iam:PassRole/i],
    cause:
      'The credentials may not hand a role of the environment to the service that needs it.',
    resolution:
      'Allow iam:PassRole for the environment’s roles to the deploying role.',
  },
  {
    id: 'service-linked-role',
    messages: [/service[- ]?linked ?role/i],
    cause:
      'The account has not used this service yet, and its service-linked role does not exist.',
    resolution:
      'Try again in a minute: AWS makes the role at the first attempt. If it fails again, allow iam:CreateServiceLinkedRole.',
  },
  {
    id: 'api-log-role',
    messages: [/CloudWatch Logs role ARN must be set/i],
    cause:
      'API Gateway may not write logs in this account and region yet, and a REST API has an access log.',
    resolution:
      'Set a CloudWatch log role ARN in API Gateway’s settings for this region, once for the whole account, then deploy again; or choose an HTTP API.',
  },
  {
    id: 'kms-denied',
    messages: [
      /not authori[sz]ed to perform: kms:/i,
      /(KMS|customer master) key\b.{0,100} (does not exist|is not enabled|isn't enabled)/i,
      /error occurred accessing .{0,40}KMS key/i,
      /KMSKeyNotAccessible/,
      /KMS\.?(AccessDenied|Disabled|InvalidState|NotFound)/,
      /:key\/\S+ is (disabled|pending (deletion|import))/i,
      /Access to KMS is not allowed/i,
    ],
    cause: 'An encryption key cannot be used.',
    resolution:
      'Check that the key exists, is enabled and is not about to be deleted, and that its policy lets the service and the deploying role use it.',
  },
  {
    id: 'secret-malformed',
    messages: [
      /Could not (parse|find) .*SecretString/i,
      /did not contain json key/i,
      /parameter MasterUser(name|Password) (is not|must)/i,
      /MasterUsername .{1,64} cannot be used/i,
    ],
    cause:
      'A secret exists but does not hold what the database needs: username and password, in a form PostgreSQL takes.',
    resolution:
      'Give the secret the keys username and password; a password has 8 to 128 printable characters without /, @, " and spaces, and a username is no word PostgreSQL reserves, such as admin.',
  },
  {
    id: 'secret-missing',
    messages: [
      /Secrets Manager can['’]?t find the specified secret/i,
      // ECS starts both messages with "unable to pull secrets or registry auth".
      /unable to retrieve secrets? from/i,
    ],
    cause: 'A secret the environment names cannot be read.',
    resolution:
      'Check its name and region in Secrets Manager, that it is not about to be deleted, that the tasks’ execution role may read it, and that the tasks have a route to Secrets Manager.',
  },
  {
    id: 'registry-unreachable',
    messages: [
      /connection issue between the task and (the registry|Amazon ECR)/i,
      /(CannotPull|unable to retrieve ecr registry auth).{0,600}(i\/o timeout|dial tcp|context deadline exceeded|request canceled)/is,
    ],
    cause: 'The tasks cannot reach the image registry.',
    resolution:
      'Check that the private subnets have a route out through a NAT gateway, and that the registry’s host name is right.',
  },
  {
    id: 'registry-limit',
    messages: [
      // A registry's code, as the container runtime prints it. AWS itself writes TooManyRequestsException.
      /toomanyrequests:/,
      /reached your (unauthenticated )?pull rate limit/i,
    ],
    cause: 'The image registry allows no more pulls for now.',
    resolution:
      'Copy the image to ECR or use public.ecr.aws, then deploy again.',
  },
  {
    id: 'image-missing',
    messages: [
      /CannotPull\w*Error/,
      /pull image manifest/i,
      /pull access denied/i,
    ],
    cause: 'The container image cannot be pulled.',
    resolution:
      'Check the image’s name and tag, that it is there, and that the execution role may read it; then deploy again.',
  },
  {
    id: 'out-of-memory',
    messages: [/OutOfMemoryError/],
    cause: 'The container needed more memory than its task has.',
    resolution: 'Raise the memory of the task, then deploy again.',
  },
  {
    id: 'health-check',
    messages: [
      /failed (ELB|container) health checks/i,
      /is unhealthy in \(?target-group/i,
    ],
    cause: 'The tasks start, but do not pass their health check.',
    resolution:
      'Check that the container listens on the configured port and answers 200 at the health check path, and look at its log.',
  },
  {
    id: 'container-unstartable',
    messages: [/CannotStartContainerError/],
    cause: 'The container cannot be started.',
    resolution:
      'Check its command, and that the image is built for the processors the task runs on; then deploy again.',
  },
  {
    id: 'container-exits',
    messages: [
      /Essential container in task exited/i,
      // The format of `readStoppedTasks` for an exit code.
      /Container \S+ exited with code \d/,
    ],
    cause: 'The container starts and ends again at once.',
    resolution:
      'Look at its log in CloudWatch; often a setting or a secret it needs is missing.',
  },
  {
    id: 'subnet-full',
    messages: [
      /not (have |contain )?enough free (private IP )?addresses/i,
      /Not enough IP space available in subnet/i,
      /Insufficient ?Free ?(IP ?)?Addresses/i,
    ],
    cause: 'A subnet has no free addresses left.',
    resolution:
      'Lower the number of tasks, or give the environment a larger address range.',
  },
  {
    id: 'address-conflict',
    messages: [
      /CIDR '?[\d./]+'? (is invalid|conflicts with another subnet)/i,
      /Invalid(Subnet|Vpc)\.(Conflict|Range)/,
    ],
    cause: 'An address range overlaps another or does not fit.',
    resolution:
      'Choose another VPC address range or other first subnets, then deploy again.',
  },
  {
    // Before quotas: AWS also calls a rate a limit.
    id: 'throttled',
    messages: [
      /Request limit exceeded/i,
      /RequestLimitExceeded/,
      /Rate (limit )?exceeded/i,
      // The whole word: API Gateway has properties whose names start with it.
      /\bThrottling(Exception)?\b/,
      /TooManyRequestsException/,
      /Too Many Requests \(Service:/i,
    ],
    cause: 'AWS was asked too much at once.',
    resolution:
      'Deploy again in a few minutes, with fewer operations at a time.',
  },
  {
    id: 'quota',
    messages: [
      /LimitExceeded/,
      /Quota(For\w+)?Exceeded/,
      /maximum number of .{1,80} has been reached/i,
      /would exceed the (\w+ )?limit/i,
      /exceed(ing)? the allowed number of/i,
      /Cannot exceed quota for/i,
      /reached the limit on/i,
      /Resource limit exceeded/i,
      /Limit for \w+ has been exceeded/i,
    ],
    cause: 'The AWS account has reached a quota.',
    resolution:
      'Delete what is no longer needed in this account and region, or ask for a higher quota in Service Quotas, then deploy again.',
  },
  {
    id: 'capacity',
    messages: [
      /Insufficient ?\w*Capacity/i,
      /capacity is unavailable at this time/i,
      /not have sufficient \S+ capacity/i,
      /no availability zones with sufficient capacity/i,
    ],
    cause: 'AWS has no capacity left for this size in this zone just now.',
    resolution:
      'Try again later, choose another size, or deploy to another region.',
  },
  {
    id: 'version-unreachable',
    messages: [
      /Cannot find upgrade (path|target) from/i,
      /Cannot upgrade \S+ from [\d.]+\S* to/i,
    ],
    cause:
      'The engine cannot go from the version it has to the one that is asked for.',
    resolution:
      'Choose a version that follows the present one. None goes back, and AWS may have raised the minor version by itself.',
  },
  {
    id: 'version-withdrawn',
    messages: [
      /Cannot find version \S+ for/i,
      /does not support major engine version/i,
      /Specific version selection is not allowed/i,
    ],
    cause: 'AWS does not offer this engine version, or no longer does.',
    resolution:
      'Choose a version AWS offers; a major version alone takes its newest minor one.',
  },
  {
    id: 'size-unavailable',
    messages: [
      /does not support .{0,60}with the following combination: DBInstanceClass/i,
      /Invalid DB Instance class/i,
      /instance type \S+ is not supported/i,
    ],
    cause: 'AWS does not offer this instance size here.',
    resolution:
      'Choose another instance class or node type, or another region.',
  },
  {
    id: 'unsupported-in-region',
    messages: [
      /Unrecognized resource types?:/i,
      /not (currently )?(supported|available|offered) in (this|the|your) (\w+ )?(region|availability zone)/i,
    ],
    cause: 'AWS does not offer this service or setting in this region.',
    resolution: 'Deploy to another region, or switch this part off.',
  },
  {
    id: 'region-disabled',
    messages: [
      /OptInRequired/,
      /not subscribed to (this|the) service/i,
      /needs a subscription for the service/i,
      /is not activated in this region/i,
    ],
    cause: 'The account has not enabled this region or service.',
    resolution: 'Enable it in the account, or deploy to another region.',
  },
  {
    id: 'name-taken',
    messages: [
      /already exists/i,
      /AlreadyExists/,
      /with the same name '/i,
      /secret with this name is already scheduled for deletion/i,
    ],
    cause: 'Something with this name is already there.',
    resolution:
      'Choose another suffix, or delete what has the name if it is left over from an earlier environment.',
  },
  {
    id: 'protected',
    messages: [
      /Cannot delete protected/i,
      /deletion protection is enabled/i,
      /TerminationProtection is enabled/i,
    ],
    cause: 'The resource is protected against deletion.',
    resolution:
      'Of an environment that was never completed, deploy or destroy it again: that switches its protection off first. Of one that runs, switch deletion protection off by changing it, then try again. Where its destruction has failed it can no longer be changed: switch the protection of the database off in RDS, then destroy it again.',
  },
  {
    id: 'not-empty',
    messages: [/bucket .{0,80}is not empty/i, /it still contains/i],
    cause: 'The resource cannot be deleted while it holds something.',
    resolution: 'Empty it, then try again.',
  },
  {
    id: 'in-use',
    messages: [
      /DependencyViolation/,
      /has a dependent object/i,
      /has dependencies and cannot be deleted/i,
      /is (currently |still )?in use/i,
      /is still using it/i,
      /cannot be deleted while/i,
      /has mount targets/i,
    ],
    cause: 'Something else still uses the resource.',
    resolution:
      'Remove what was attached to it by hand, such as network interfaces or rules, then try again.',
  },
  {
    id: 'custom-name',
    messages: [/custom-named resource requires replacing/i],
    cause:
      'The change needs a new resource, and a named resource cannot stand beside its successor.',
    resolution:
      'Take the change back, or create an environment with another suffix and move to it.',
  },
  {
    id: 'credentials-expired',
    messages: [
      /security token included in the request is (expired|invalid)/i,
      /ExpiredToken/,
      /HandlerErrorCode: InvalidCredentials/,
    ],
    cause: 'The credentials ended while AWS was at work.',
    resolution: 'Renew the credentials, then deploy again.',
  },
  {
    id: 'access-denied',
    messages: [
      /Access ?Denied/i,
      /not authori[sz]ed to perform/i,
      /Unauthorized(Operation|TaggingOperation)/,
    ],
    cause: 'The credentials lack a permission.',
    resolution:
      'Allow the action AWS names to the role or user it names, then deploy again.',
  },
  {
    id: 'hook',
    // CloudFormation lists its own pre-deployment validation among the hooks; it is not a hook of the account.
    messages: [
      /hook\(s\)(\/validation)? failed: \[(AWS::EarlyValidation::\w+, )*(?!AWS::EarlyValidation::)\w/i,
    ],
    cause: 'A CloudFormation hook of the account refuses this.',
    resolution: 'Ask whoever runs the account which rule the hook checks.',
  },
  {
    id: 'circuit-breaker',
    messages: [/circuit breaker/i],
    cause:
      'The tasks of a service did not stay up, and ECS gave up starting them.',
    resolution:
      'Check the image, its port and its health check, and look at the log of the tasks.',
  },
  {
    id: 'timeout',
    messages: [
      /did not stabili[sz]e/i,
      /NotStabilized/,
      /Exceeded attempts to wait/i,
      /timed out waiting/i,
    ],
    cause: 'The resource did not become ready in the time AWS gives it.',
    resolution:
      'Try again; if it happens again, look at the resource in the AWS console.',
  },
  {
    id: 'aws-fault',
    messages: [
      /Internal ?Failure/i,
      /ServiceInternalError/,
      /ServiceUnavailable/,
      /temporary failure of the server/i,
      /NetworkFailure/,
    ],
    cause: 'AWS itself had a fault.',
    resolution: 'Try again; the AWS Health Dashboard may say more.',
  },
  {
    id: 'invalid-parameter',
    messages: [
      /Invalid ?(Parameter|Request|Input|Argument|Value|Property)/i,
      /Validation(Error|Exception)/,
      /(Properties|Model) validation failed/i,
      /failed to satisfy constraint/i,
      /Value of property \S+ must be/i,
      /Required property \[\w+\] not found/i,
      /required key \[\w+\] not found/i,
      /extraneous key \[\w+\] is not permitted/i,
      /expected type: \w+, found: \w+/i,
      /Encountered unsupported property/i,
      /Template (format )?error:/i,
    ],
    cause: 'AWS does not accept one of the values.',
    resolution:
      'Change the value AWS names. If the form let it through, the platform’s rules need mending.',
  },
];

/** The most specific known cause that matches any of these AWS messages. */
export const findCause = (
  ...awsMessage: readonly string[]
): Cause | undefined =>
  causes.find(({ messages }) =>
    messages.some(pattern => awsMessage.some(text => pattern.test(text))),
  );

/** Adds the cause and the resolution to an AWS message, where known. */
export function withCause(awsMessage: string): string {
  const cause = findCause(awsMessage);
  return cause
    ? `${awsMessage} ${cause.cause} ${cause.resolution}`
    : awsMessage;
}
