import type { Cause } from './Cause';
import { services } from './services';

const trust =
  'https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_roles.html';

/** Credentials, roles and policies; what a missing permission of a task stops is in `containerCauses`. */
export const accessCauses: readonly Cause[] = [
  {
    id: 'tag-policy',
    patterns: [/tag policy/i],
    codes: [/TagPolic(y|ies)/],
    cause:
      'A tag policy of the AWS organisation does not allow this tag or its value.',
    resolution:
      'Give the tag a value and spelling that the organisation’s tag policy allows, then deploy again.',
    documentation:
      'https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_tag-policies.html',
  },
  {
    id: 'scp-deny',
    patterns: [
      /explicit deny in a (service|resource) control policy/i,
      /no (service|resource) control policy allows/i,
      /declarative polic(y|ies)/i,
    ],
    cause: 'A control policy of the AWS organisation forbids this.',
    resolution:
      'Ask the administrators of the organisation to allow it in this account and region, or deploy elsewhere.',
    documentation:
      'https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html',
  },
  {
    id: 'permissions-boundary',
    patterns: [
      /no permissions boundary allows/i,
      /explicit deny in a permissions boundary/i,
    ],
    cause: 'The permissions boundary of the role does not allow this.',
    resolution:
      'Allow the action in the permissions boundary; a policy of the role does not help on its own. Then deploy again.',
    documentation:
      'https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html',
  },
  {
    id: 'service-linked-role-denied',
    patterns: [/not authori[sz]ed to perform:? iam:CreateServiceLinkedRole/i],
    cause:
      'The credentials may not create the service-linked role of a service that the account has not used yet.',
    resolution:
      'Allow iam:CreateServiceLinkedRole for the service that AWS names to the deploying role, or create the role once with other credentials. Then deploy again.',
    documentation:
      'https://docs.aws.amazon.com/IAM/latest/UserGuide/create-service-linked-role.html',
  },
  {
    id: 'ecs-linked-role-not-ready',
    services: services.ecs,
    patterns: [
      /ECS service[- ]linked role/i,
      /Unable to assume the service[- ]linked role/i,
      /Unable to assume role and validate the specified targetGroupArn/i,
      /unable to assume .{0,80}AWSServiceRoleForECS\b/i,
    ],
    cause:
      'ECS cannot use its service-linked role: it was created just now, or does not exist.',
    resolution:
      'Deploy again in a minute: AWS creates the role at the first attempt. If it fails again, allow iam:CreateServiceLinkedRole for ecs.amazonaws.com.',
    documentation:
      'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using-service-linked-roles.html',
  },
  {
    id: 'service-linked-role',
    patterns: [
      /(permission to create|verify|enable) .{0,40}service[- ]?linked ?role/i,
      /UserGuide\/\S+\.ServiceLinkedRoles/,
      /unable to assume .{0,80}:role\/aws-service-role\//i,
    ],
    cause:
      'The account has not used this service yet, and its service-linked role does not exist.',
    resolution:
      'Deploy again in a minute: AWS creates the role at the first attempt. If it fails again, allow iam:CreateServiceLinkedRole.',
    documentation:
      'https://docs.aws.amazon.com/IAM/latest/UserGuide/create-service-linked-role.html',
  },
  {
    id: 'pass-role-denied',
    patterns: [
      /iam:PassRole/i,
      /(not authorized|not have permission|unable) to pass (the |this )?role/i,
      /Cross-account pass role is not allowed/i,
    ],
    cause:
      'The credentials may not pass a role of the environment to the service that needs it.',
    resolution:
      'Allow iam:PassRole for the environment’s roles to the deploying role, then deploy again.',
    documentation:
      'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html',
  },
  {
    id: 'cfn-role-not-assumable',
    patterns: [/Role \S+ is invalid or cannot be assumed/i],
    cause:
      'The role CloudFormation acts with does not exist, or CloudFormation may not assume it.',
    resolution:
      'Create the role again under the same name, with a trust policy for cloudformation.amazonaws.com; or name another as streamflix.aws.executionRole. Then deploy again.',
    documentation:
      'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-iam-servicerole.html',
  },
  {
    id: 'cannot-assume-deploy-role',
    patterns: [
      /Could not assume role/i,
      /(AccessDenied|Access denied).{0,80}AssumeRole operation/i,
      /not authori[sz]ed to perform:? sts:(AssumeRole|TagSession|SetSourceIdentity)/i,
      /could not be used to assume/i,
    ],
    cause: 'The backend’s credentials may not assume the deploying role.',
    resolution:
      'Allow sts:AssumeRole to the backend’s credentials, and name them in the trust policy of the role. Then try again.',
    documentation: trust,
  },
  {
    id: 'identity-provider-missing',
    patterns: [
      /No OpenIDConnect provider found/i,
      /(couldn't|could not) retrieve verification key from your identity provider/i,
      /Incorrect token audience/i,
    ],
    codes: [/InvalidIdentityToken/],
    cause:
      'AWS does not trust the identity that the backend presents: the account has no such OIDC provider.',
    resolution:
      'Create the OIDC provider of the cluster in IAM, with the right audience, or give the backend other credentials. Then try again.',
    documentation:
      'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_oidc.html',
  },
  {
    id: 'session-too-long',
    patterns: [
      /DurationSeconds exceeds (the )?(MaxSessionDuration|1 hour|.{0,20}session limit)/i,
      /exceeds the 1 hour session limit/i,
    ],
    cause: 'The session asked for is longer than the role allows.',
    resolution:
      'Raise the maximum session duration of the role, or ask for a shorter one; a role assumed by another role lasts at most one hour.',
    documentation:
      'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use.html',
  },
  {
    id: 'credentials-of-other-account',
    patterns: [/the current credentials are for/i],
    cause: 'The credentials are of another account than the requested one.',
    resolution:
      'Use credentials of the account, or configure a role to assume in it. Then try again.',
    documentation:
      'https://docs.aws.amazon.com/sdkref/latest/guide/access.html',
  },
  {
    id: 'sso-session-expired',
    patterns: [
      /SSO session .{0,80}(expired|invalid)/i,
      /(Token|Session) (for|associated with) .{0,40}(sso|profile).{0,40}(expired|does not exist)/i,
      /aws sso login/i,
      /no valid SSO token/i,
      /\bSSO\b.{0,80}(expired|invalid|does not exist|refresh|login)/i,
    ],
    codes: [/UnauthorizedSSOToken/i],
    cause: 'The sign-in to AWS IAM Identity Center (SSO) has expired.',
    resolution: 'Sign in again with `aws sso login`, then try again.',
    documentation:
      'https://docs.aws.amazon.com/cli/latest/userguide/cli-configure-sso.html',
  },
  {
    id: 'credentials-expired',
    patterns: [
      /(security )?token (included in the request )?(is|has) expired/i,
      /(token|session|credentials?)( you provided| provided)? (has|have|is|are) expired/i,
      /provided token (has|is) expired/i,
    ],
    codes: [/ExpiredToken/],
    cause: 'The credentials have expired.',
    resolution: 'Renew the credentials, then deploy again.',
    documentation:
      'https://docs.aws.amazon.com/sdkref/latest/guide/access.html',
  },
  {
    id: 'credentials-missing',
    patterns: [
      /Could not load credentials from any providers/i,
      /Unable to locate credentials/i,
      /Credentials could not be loaded/i,
      /Missing credentials in config/i,
      /no valid (providers in chain|credential sources)/i,
      /Need to perform AWS calls for account \S+, but no credentials/i,
      /Unable to resolve AWS account to use/i,
      /(unable|could not|couldn't|cannot|can't|failed) (to )?(locate|load|find|retrieve|resolve|get|fetch) (the )?(AWS |valid |any )?credentials(?!.{0,400}(request send failed|region is required))/i,
      /no (EC2 )?IMDS role found/i,
      /AWS (\w+ )?credentials (were )?not found/i,
      /Partial credentials found/i,
      /(config )?profile .{0,60}(could not be found|not found|does not exist)/i,
      /credential object is not valid/i,
    ],
    codes: [/NoCredentialProviders/, /MissingAuthenticationToken/],
    cause: 'There are no AWS credentials.',
    resolution:
      'Configure credentials for the backend: its own identity, or the `aws:` section of app-config. Then try again.',
    documentation:
      'https://docs.aws.amazon.com/sdkref/latest/guide/standardized-credentials.html',
  },
  {
    id: 'credentials-invalid',
    patterns: [
      /security token included in the request is invalid/i,
      /AWS Access Key Id you provided does not exist/i,
      /not able to validate the provided access credentials/i,
      /request signature we calculated does not match/i,
      /token .{0,20}(is )?malformed or otherwise invalid/i,
    ],
    codes: [
      /HandlerErrorCode: InvalidCredentials/,
      /InvalidClientTokenId/,
      /UnrecognizedClient/,
      /InvalidAccessKeyId/,
      /AuthFailure\b/,
      /SignatureDoesNotMatch/,
    ],
    cause:
      'AWS does not accept the credentials: the access key was deleted, mistyped, or belongs to another partition; the region is not enabled; or the clock is wrong.',
    resolution:
      'Check the access key, that the region is enabled in the account, and the clock of the backend’s machine. Then try again.',
    documentation:
      'https://docs.aws.amazon.com/IAM/latest/UserGuide/signature-v4-troubleshooting.html',
  },
  {
    id: 'log-group-kms-policy',
    services: services.logs,
    patterns: [
      /KMS key does not exist or is not allowed to be used with Arn 'arn:\S+:logs:/i,
      /KMS Key .{0,60}not allowed to be used with (the )?Arn .{0,60}:logs:/i,
    ],
    cause: 'CloudWatch Logs may not use the encryption key.',
    resolution:
      'Allow logs.<region>.amazonaws.com to use the key in the key’s policy, and name the key by its ARN. Then deploy again.',
    documentation:
      'https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html',
  },
  {
    id: 'role-cannot-use-kms-key',
    patterns: [
      /can't (decrypt|encrypt) the .{0,60}using the provided KMS key/i,
      // What uses a key: others create and manage keys.
      /not authori[sz]ed to perform:? kms:(Encrypt|Decrypt|ReEncrypt|GenerateDataKey|CreateGrant|DescribeKey|ListGrants|RetireGrant|RevokeGrant|Sign|Verify|GenerateMac|GetPublicKey)/i,
      /Access to KMS is not allowed/i,
    ],
    codes: [/KMS\.?AccessDenied/],
    cause: 'A role may not use an encryption key.',
    resolution:
      'Allow the role AWS names to use the key (kms:Decrypt, kms:GenerateDataKey, kms:CreateGrant), in its policy and in the key’s. Then deploy again.',
    documentation:
      'https://docs.aws.amazon.com/kms/latest/developerguide/policy-evaluation.html',
  },
  {
    id: 'kms-key-unusable',
    patterns: [
      /error occurred accessing .{0,40}KMS key/i,
      /:key\/\S+ is (disabled|pending (deletion|import))/i,
      /key '?arn:\S+:kms:\S+'? does not exist/i,
      /(KMS|CMK|customer master) ?key\b.{0,160}(either )?(does not exist|doesn\'t exist|not enabled|isn\'t enabled|disabled|pending (deletion|import)|isn\'t accessible|is not accessible|not valid|isn\'t valid)/i,
      /alias\/\S+ .{0,20}(is not found|not found|does not exist)/i,
      /Invalid keyId /i,
      /ciphertext refers to a customer master key/i,
      /:key\/\S+ .{0,20}(is|does) (disabled|not enabled|not exist|pending)/i,
    ],
    codes: [/KMSKeyNotAccessible/, /KMS\.?(Disabled|InvalidState|NotFound)/],
    cause: 'An encryption key cannot be used.',
    resolution:
      'Check that the key exists in this region, is enabled and is not about to be deleted, and that its policy lets the service use it. Then deploy again.',
    documentation:
      'https://docs.aws.amazon.com/kms/latest/developerguide/key-state.html',
  },
  {
    id: 'monitoring-role-wrong',
    services: services.rds,
    patterns: [
      /ENHANCED_MONITORING/,
      /MonitoringRoleA(rn|RN).{0,80}(invalid|required|not)/i,
    ],
    cause: 'RDS may not use the role for enhanced monitoring.',
    resolution:
      'The role needs the trust of monitoring.rds.amazonaws.com and AmazonRDSEnhancedMonitoringRole. If it was created just now, deploy again in a minute.',
    documentation:
      'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_Monitoring.OS.Enabling.html',
  },
  {
    id: 'task-role-not-assumable',
    services: services.ecs,
    patterns: [
      /ECS was unable to assume (the|that) (configured )?.{0,40}role/i,
      /unable to assume (the )?(execution|task) role/i,
      /Role .{0,120}trust relationship .{0,40}(ecs|Amazon ECS)/i,
    ],
    cause: 'ECS may not assume the role of the tasks.',
    resolution:
      'Let ecs-tasks.amazonaws.com (or ecs.amazonaws.com) assume the role in its trust policy; if the role was created just now, deploy again in a minute.',
    documentation:
      'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_execution_IAM_role.html',
  },
  {
    id: 'malformed-policy',
    patterns: [
      /action out of service scope/i,
      /condition block must be present/i,
      /must be in ARN format/i,
      /Statement IDs? \(SIDs?\)/i,
      /Syntax error at position/i,
      /one or more invalid principals/i,
      /failed legacy parsing/i,
      /Invalid principal in policy/i,
      /(?<!redrive)policy (document )?(is|was) (malformed|not valid|invalid)/i,
      /Syntax errors? in policy/i,
      /Policy (document )?contains (an )?invalid/i,
      /Policy has invalid (resource|action)/i,
      /vendors? .{0,30}must (be|match)/i,
      /(Actions?|Resource)\/?(condition)?s? must be prefixed by a vendor/i,
      /policy document should not specify a principal/i,
      /policy contains invalid JSON/i,
      /Policy statement must contain/i,
      /has prohibited field/i,
      /Missing required field (Principal|Action|Resource|Effect)/i,
      /key policy will not allow you to update/i,
      /Partition "?\S+"? is not valid for resource/i,
      /Invalid policy (statement|syntax|document)/i,
      /IAM resource .{0,200}cannot contain/i,
    ],
    codes: [/MalformedPolicy/],
    cause:
      'AWS does not accept an IAM policy: a principal, action or resource in it is misspelt or does not exist.',
    resolution:
      'Check the names that the request gives, such as roles, secrets and the permissions boundary. If they are right, report this as an error of the platform.',
    documentation:
      'https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_policies.html',
  },
  {
    id: 'iam-policies-per-role-quota',
    services: services.iam,
    patterns: [
      /Cannot exceed quota for (\w*Polic\w+|PolicySize|ACLSizePerRole)/i,
      /Maximum policy size of \d+ bytes exceeded/i,
    ],
    codes: [/PoliciesPerRole/],
    cause: 'A role has more policies, or larger ones, than IAM allows.',
    resolution:
      'Detach policies that were attached to the role from outside (for example by an organisation’s automation), or ask for a higher quota in Service Quotas. Then deploy again.',
    documentation:
      'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html',
  },
  {
    id: 'iam-quota',
    services: services.iam,
    patterns: [
      /maximum number of \w+ per (user|group|account)/i,
      /Cannot exceed quota for (Roles|Policies|Users|InstanceProfiles|OIDCProviders|Groups)\w*PerAccount/i,
    ],
    cause: 'The account has reached a quota of IAM.',
    resolution:
      'Delete roles or policies that are no longer needed, or ask for a higher quota in Service Quotas. Then deploy again.',
    documentation:
      'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html',
  },
  {
    id: 'iam-policy-attached',
    services: services.iam,
    patterns: [/Cannot delete a policy attached to entities/i],
    cause:
      'A policy cannot be deleted: it was attached to something outside the stack.',
    resolution: 'Detach the policy from what uses it, then try again.',
    documentation:
      'https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_manage-delete.html',
  },
  {
    id: 'iam-policy-missing',
    services: services.iam,
    patterns: [
      /Policy arn:\S+ does not exist or is not attachable/i,
      /Scope ARN:? \S+ (does not exist|is not attachable)/i,
    ],
    cause:
      'An IAM policy that the environment names does not exist, such as its permissions boundary.',
    resolution:
      'Check the policy’s ARN and account, create it or name another; then deploy again.',
    documentation:
      'https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html',
  },
  {
    id: 'role-missing',
    patterns: [
      /IAM role provided is not valid/i,
      /role with name \S+ (cannot be found|does not exist)/i,
      /Role (ARN )?\S+ (does not exist|was not found)/i,
    ],
    cause: 'A role does not exist.',
    resolution:
      'If it was deleted by hand, destroy the environment and create it again; a role that the request names has to exist in the account.',
    documentation:
      'https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_roles.html',
  },
  {
    id: 'iam-role-has-extra-policies',
    services: services.iam,
    patterns: [
      /Cannot delete entity.{0,4} must (detach|delete|remove) .{1,60} first\b/i,
    ],
    codes: [/DeleteConflict/],
    cause:
      'A role cannot be deleted: policies were attached to it from outside the stack.',
    resolution:
      'Detach the policies that were attached by hand in IAM, then try again.',
    documentation:
      'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_manage_delete.html',
  },
];
