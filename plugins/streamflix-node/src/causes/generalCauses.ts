import type { Cause } from './Cause';

/** A code with at most a name: not said is which value is wrong, and why. */
const bareCode = String.raw`(An error occurred \(\w+\) when calling the \w+ operation|(?<!Code: )\b\w+(Exception|Error|Value|Combination|Request)|AWS::[\w:]+ Validation exception)\W*(\w+|"[^"]*")?\W*(\(RequestToken.*)?$`;

const withSentence = ({ source, flags }: RegExp) =>
  new RegExp(`^(?!.*${bareCode}).*(?:${source})`, flags);

/** What is known when nothing more particular is: the last rows of the table. */
export const generalCauses: readonly Cause[] = [
  {
    // Before quotas: AWS also calls a rate a limit.
    id: 'throttled',
    patterns: [
      /Request limit exceeded/i,
      /Rate (limit )?exceeded/i,
      // The whole word: API Gateway has properties whose names start with it.
      /Too Many Requests/i,
      /Reduce your request rate/i,
      /\b(being|been|was|were) throttled\b/i,
    ],
    codes: [
      /RequestLimitExceeded/,
      /\bThrottling(Exception)?\b/,
      /ThrottledException/,
      /TooManyRequests/,
      /\bSlowDown\b/,
    ],
    cause: 'AWS received too many requests at once.',
    resolution:
      'Deploy again in a few minutes, with fewer operations at a time.',
    documentation:
      'https://docs.aws.amazon.com/general/latest/gr/api-retries.html',
  },
  {
    id: 'quota',
    patterns: [
      /\b\w+ \w+ limit exceeded\b|Limit exceeded on /i,
      /Your quota allows for/i,
      /than your current \w+ (limit|quota)/i,
      /maximum \w+ limit of \d+/i,
      /maximum number of .{1,80} has been reached/i,
      /would exceed the (\w+ )?limit/i,
      /exceed(ing)? the allowed number of/i,
      /Cannot exceed quota for/i,
      /reached (the|your) (limit|quota) (on|for|of)/i,
      /Resource limit exceeded/i,
      /Limit for \w+ has been exceeded/i,
      /too many .{1,40} for this account/i,
      /(service )?quota .{0,60}(exceeded|reached)/i,
    ],
    codes: [/LimitExceeded/, /Quota(For\w+)?Exceeded/],
    cause: 'The AWS account has reached a quota.',
    resolution:
      'Delete what is no longer needed in this account and region, or ask for a higher quota in Service Quotas. Then deploy again.',
    documentation:
      'https://docs.aws.amazon.com/servicequotas/latest/userguide/request-quota-increase.html',
  },
  {
    id: 'capacity',
    patterns: [
      /not (currently )?have sufficient (\S+ )?capacity/i,
      /Insufficient ?\w*Capacity/i,
    ],
    cause: 'AWS has no capacity left for this size in this zone just now.',
    resolution: 'Deploy again later, or choose another size or region.',
    documentation:
      'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/troubleshooting-launch.html',
  },
  {
    id: 'unsupported-in-region',
    patterns: [
      /not (currently )?(supported|available|offered) in (this|the|your) (\w+ )?region/i,
      /(not|isn\'t) (supported|available|offered) in (region )?\'?\w\w(-\w+)+-\d/i,
    ],
    cause: 'AWS does not offer this service or setting in this region.',
    resolution: 'Deploy to another region, or switch this part off.',
    documentation:
      'https://docs.aws.amazon.com/general/latest/gr/aws-service-information.html',
  },
  {
    id: 'name-taken',
    patterns: [
      /already (existing|created)\b/i,
      /already exists/i,
      /with the same name '/i,
      /name is already (in use|taken)/i,
      /already has this name/i,
      /name must be unique/i,
      /is already exported by stack/i,
      /has been taken in this account/i,
    ],
    codes: [/AlreadyExists/, /EntityAlreadyExists/, /ResourceExists/],
    cause: 'There is already a resource with this name.',
    resolution:
      'Choose another suffix, or delete the resource if it is left over from an earlier environment.',
    documentation:
      'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/troubleshooting.html',
  },
  {
    id: 'protected',
    patterns: [
      /Cannot delete protected/i,
      /deletion ?protection (is|was) (enabled|active)/i,
    ],
    cause: 'The resource is protected against deletion.',
    resolution: 'Switch its deletion protection off, then try again.',
    documentation:
      'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/troubleshooting.html',
  },
  {
    id: 'not-empty',
    patterns: [/it still contains/i, /\bcontains .{0,80}cannot be deleted/i],
    cause: 'The resource cannot be deleted while it contains something.',
    resolution: 'Empty it, then try again.',
    documentation:
      'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/troubleshooting.html',
  },
  {
    id: 'busy',
    patterns: [
      /has an? \w+ in progress/i,
      /concurrent (modification|update|operation|change)/i,
      /another (operation|update|request|modification) .{0,40}(in progress|being)/i,
      /conflicting conditional operation/i,
      /is (currently )?being (modified|updated|created|deleted)/i,
      /currently has (an? )?update .{0,60}in progress/i,
    ],
    codes: [
      /ConcurrentModification/,
      /OperationAborted/,
      /HandlerErrorCode: ResourceConflict/,
    ],
    cause: 'The resource is busy with another change.',
    resolution: 'Try again in a minute.',
    documentation:
      'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/troubleshooting.html',
  },
  {
    id: 'in-use',
    patterns: [
      /can't be deleted since it has /i,
      /Please remove all .{1,60} related to/i,
      /has a dependent object/i,
      /has dependencies and cannot be deleted/i,
      /is (currently |still )?(in use|being used|used by)/i,
      /is still using it/i,
      /cannot be deleted while/i,
      /because it is referenced by/i,
    ],
    codes: [/DependencyViolation/, /ResourceInUse/],
    cause: 'Another resource still uses this one.',
    resolution:
      'Remove what was attached to it by hand, such as network interfaces or rules, then try again.',
    documentation:
      'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/troubleshooting.html',
  },
  {
    id: 'explicit-deny',
    patterns: [
      /explicit deny in (an?|the) (identity|resource|session)[- ]based policy/i,
      /explicit deny in (an?|the) (session|VPC endpoint) policy/i,
      /no (session|VPC endpoint) policy allows/i,
    ],
    cause:
      'A policy forbids this explicitly, or a narrower policy does not allow it.',
    resolution:
      'Change the policy that AWS names: allowing the action to the role does not help against it. Then deploy again.',
    documentation:
      'https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html',
  },
  {
    id: 'role-not-assumable',
    patterns: [
      /Trust policy of the (provided )?role .{0,40}invalid/i,
      /^(?!.*STS: AssumeRole).*(unable|not able|failed) to assume (the |that )?(provided |configured |given |supplied )?[\w ]{0,40}role/i,
      /role .{0,160}cannot be assumed/i,
      /verify the trust policy/i,
      /ServiceAccessDenied\w* for \w*Role\b/,
    ],
    cause: 'An AWS service may not assume a role of the environment.',
    resolution:
      'Let the service that AWS names assume the role in its trust policy; if the role was created just now, deploy again in a minute.',
    documentation:
      'https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_roles.html',
  },
  {
    id: 'role-lacks-permission',
    patterns: [
      /Access ?Denied/i,
      /not authori[sz]ed to perform/i,
      /do(es)? not have (the )?(required |necessary |sufficient |correct )?(permissions?|authori[sz]ation)/i,
      /insufficient (privileges|permissions)/i,
      /(You are|requester is) not authorized/i,
      /\bUnauthorizedOperation\b/,
    ],
    codes: [
      /Unauthorized(Operation|TaggingOperation)/,
      /HandlerErrorCode: (AccessDenied|UnauthorizedTaggingOperation)/,
    ],
    cause: 'The credentials lack a permission.',
    resolution:
      'Allow the action AWS names to the role or user it names, then deploy again.',
    documentation:
      'https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html',
  },
  {
    id: 'resource-missing',
    patterns: [
      /There is no ACTIVE .{1,30} named/,
      /Could not find .{1,40} at s3:/i,
      /snapshot \S+ not found/i,
      /does not match an? \w+ resource in this region/i,
      /Unable to find an? .{0,60}matching/i,
      /The \w+ (ID )?'[^']+' does not exist/i,
      /(does not|doesn't|do not) exist\b/i,
      /(?<!the resources )(cannot|could not|couldn't) be found/i,
      /Unable to find .{0,80} (by|with) (key|name|id)\b/i,
    ],
    codes: [
      /HandlerErrorCode: NotFound/,
      /Invalid\w+\.NotFound/,
      /\b[A-Z]\w+NotFound(Fault|Exception)?\b/,
      /\bNotFoundException\b/,
      /\bNoSuch(Entity|Key)\b/,
      /\bNonExistentQueue\b/,
    ],
    cause: 'AWS does not find a resource.',
    resolution:
      'If it was created just now, deploy again: AWS does not find a new resource everywhere at once. Otherwise look at whether the resource that AWS names was deleted.',
    documentation:
      'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/troubleshooting.html',
  },
  {
    id: 'aws-unavailable',
    patterns: [
      /Service (is )?(temporarily )?unavailable/i,
      /temporary failure of the server/i,
      /Bad Gateway|Gateway Time-?out/i,
      /An error occurred \(50\d\)/,
    ],
    codes: [
      /HandlerErrorCode: (NetworkFailure|ServiceInternalError)/,
      /ServiceUnavailable/,
    ],
    cause: 'The AWS service was not available for a moment.',
    resolution: 'Try again; the AWS Health Dashboard may say more.',
    documentation: 'https://health.aws.amazon.com/health/status',
  },
  {
    id: 'custom-resource-failed',
    patterns: [
      /Received response status \[FAILED\] from custom resource/i,
      /Invalid Response object: /i,
      /Failed to (create|update|delete) resource\. See the details in CloudWatch/i,
    ],
    cause: 'A custom resource reported a failure.',
    resolution:
      'Look at the log of the custom resource’s function, whose stream AWS names. If the platform brought it, report this as an error of the platform.',
    documentation:
      'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-custom-resources.html',
  },
  {
    id: 'invalid-parameter',
    patterns: [
      /below its minimum value/i,
      /field is required/i,
      /missing required (field|parameter|property)/i,
      /can ?not be (empty|blank|smaller than|larger than|greater than|less than)/i,
      /(setting|configuration) .{0,80}\bis invalid/i,
      /must be (greater|less|longer|shorter|smaller|larger) than/i,
      /not formatted properly/i,
      /doesn't support \w+ engine/i,
      /\bis not valid\b/i,
      /(exactly|only|at least) one of .{0,120} (must|can|may) be (specified|provided)/i,
      /\b(must|should) (match|contain|consist of|(start|begin|end) with|be (an? |one of|at least|at most|between|greater|less|unique|specified|provided))/i,
      /is only (applicable|valid|allowed|supported) (for|when|with|on)\b/i,
      /(can't|cannot|can not) be (enabled|used|specified|combined) (because|when|with|together)\b/i,
      /\bis required (for|when|if|with|unless|to)\b/i,
      /(is|are) limited to \d{1,9} (bytes|characters)/i,
      /More than one .{0,60} specified/i,
      /Invalid revision number/i,
    ],
    codes: [
      /Invalid ?(Parameter|Request|Input|Argument|Value|Property)/i,
      // A state is no value.
      /Validation(Error|Exception)(?!.{0,200}\bin an? [\w -]*\[?\w+\]? state\b)/,
      /\bInvalid\w+(\.Malformed|Exception|Fault)\b/,
    ].map(withSentence),
    cause: 'AWS does not accept one of the values.',
    resolution:
      'Change the value AWS names. If the form accepted it, report this as an error of the platform.',
    documentation:
      'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/troubleshooting.html',
  },
];
