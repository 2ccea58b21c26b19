import type { Cause } from './Cause';

/** What is known when nothing more particular is: the last rows of the table. */
export const generalCauses: readonly Cause[] = [
  {
    // Before quotas: AWS also calls a rate a limit.
    id: 'throttled',
    patterns: [
      /Request limit exceeded/i,
      /RequestLimitExceeded/,
      /Rate (limit )?exceeded/i,
      // The whole word: API Gateway has properties whose names start with it.
      /\bThrottling(Exception)?\b/,
      /ThrottledException/,
      /TooManyRequests/,
      /Too Many Requests/i,
      /Reduce your request rate/i,
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
      /LimitExceeded/,
      /Quota(For\w+)?Exceeded/,
      /maximum number of .{1,80} has been reached/i,
      /would exceed the (\w+ )?limit/i,
      /exceed(ing)? the allowed number of/i,
      /Cannot exceed quota for/i,
      /reached (the|your) (limit|quota) (on|for|of)/i,
      /Resource limit exceeded/i,
      /Limit for \w+ has been exceeded/i,
      /(service )?quota .{0,60}(exceeded|reached)/i,
      /too many .{1,40} (in|for) (this|the) (account|region)/i,
    ],
    cause: 'The AWS account has reached a quota.',
    resolution:
      'Delete what is no longer needed in this account and region, or ask for a higher quota in Service Quotas. Then deploy again.',
    documentation:
      'https://docs.aws.amazon.com/servicequotas/latest/userguide/request-quota-increase.html',
  },
  {
    id: 'capacity',
    patterns: [
      /Insufficient ?\w*Capacity/i,
      /not have sufficient \S+ capacity/i,
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
      /UnsupportedOperation.{0,80}region/i,
    ],
    cause: 'AWS does not offer this service or setting in this region.',
    resolution: 'Deploy to another region, or switch this part off.',
    documentation:
      'https://docs.aws.amazon.com/general/latest/gr/aws-service-information.html',
  },
  {
    id: 'name-taken',
    patterns: [
      /already exists/i,
      /AlreadyExists/,
      /EntityAlreadyExists/,
      /with the same name '/i,
      /name is already (in use|taken)/i,
    ],
    cause: 'There is already a resource with this name.',
    resolution:
      'Choose another suffix, or delete the resource if it is left over from an earlier environment.',
    documentation:
      'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/troubleshooting.html',
  },
  {
    id: 'protected',
    patterns: [/Cannot delete protected/i, /deletion protection is enabled/i],
    cause: 'The resource is protected against deletion.',
    resolution: 'Switch its deletion protection off, then try again.',
    documentation:
      'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/troubleshooting.html',
  },
  {
    id: 'not-empty',
    patterns: [/it still contains/i],
    cause: 'The resource cannot be deleted while it contains something.',
    resolution: 'Empty it, then try again.',
    documentation:
      'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/troubleshooting.html',
  },
  {
    id: 'in-use',
    patterns: [
      /DependencyViolation/,
      /has a dependent object/i,
      /has dependencies and cannot be deleted/i,
      /is (currently |still )?(in use|being used|used by)/i,
      /is still using it/i,
      /cannot be deleted while/i,
      /ResourceInUse/,
    ],
    cause: 'Another resource still uses this one.',
    resolution:
      'Remove what was attached to it by hand, such as network interfaces or rules, then try again.',
    documentation:
      'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/troubleshooting.html',
  },
  {
    id: 'role-lacks-permission',
    patterns: [
      /Access ?Denied/i,
      /not authori[sz]ed to perform/i,
      /Unauthorized(Operation|TaggingOperation)/,
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
      /HandlerErrorCode: NotFound/,
      /Invalid\w+\.NotFound/,
      /The \w+ (ID )?'[^']+' does not exist/i,
    ],
    cause: 'A resource of the environment does not exist any more.',
    resolution:
      'If it was deleted by hand, destroy the environment and create it again.',
    documentation:
      'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/troubleshooting.html',
  },
  {
    id: 'aws-unavailable',
    patterns: [
      /ServiceUnavailable/,
      /Service (is )?(temporarily )?unavailable/i,
      /temporary failure of the server/i,
      /HandlerErrorCode: (NetworkFailure|ServiceInternalError)/,
    ],
    cause: 'The AWS service was not available for a moment.',
    resolution: 'Try again; the AWS Health Dashboard may say more.',
    documentation: 'https://health.aws.amazon.com/health/status',
  },
  {
    id: 'invalid-parameter',
    patterns: [
      /Invalid ?(Parameter|Request|Input|Argument|Value|Property)/i,
      /Validation(Error|Exception)/,
    ],
    cause: 'AWS does not accept one of the values.',
    resolution:
      'Change the value AWS names. If the form accepted it, report this as an error of the platform.',
    documentation:
      'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/troubleshooting.html',
  },
];
