import type { Cause } from './Cause';

const guide = 'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide';

/** CloudFormation's own refusals: state of the stack, template, validation, hooks. */
export const cloudFormationCauses: readonly Cause[] = [
  {
    id: 'cdk-not-bootstrapped',
    patterns: [
      /Has the environment been bootstrapped/i,
      /cdk bootstrap/i,
      /cdk-bootstrap\/\S+ (not found|does not exist)/i,
      /bootstrap stack .{0,40}(not found|outdated|version)/i,
    ],
    cause: 'The CDK CLI needs a bootstrapped account and region.',
    resolution:
      'Deploy with StreamFlix, which needs no bootstrap; or bootstrap the account and region for the CDK CLI.',
    documentation:
      'https://docs.aws.amazon.com/cdk/v2/guide/bootstrapping.html',
  },
  {
    id: 'stack-termination-protected',
    patterns: [
      /TerminationProtection is enabled/i,
      /termination protection .{0,40}enabled/i,
    ],
    cause: 'The stack is protected against deletion.',
    resolution:
      'Switch termination protection of the stack off, then try again. Of an environment that was never completed, deploy or destroy it again: that switches it off first.',
    documentation: `${guide}/using-cfn-protect-stacks.html`,
  },
  {
    id: 'stack-must-be-deleted-first',
    patterns: [
      /is in (ROLLBACK_COMPLETE|ROLLBACK_FAILED|CREATE_FAILED|DELETE_FAILED) state and can ?not be updated/i,
      /^(?!.*only when the stack is).*\bin (ROLLBACK_COMPLETE|ROLLBACK_FAILED|DELETE_FAILED) (state|status)/i,
    ],
    cause:
      'The stack of a failed attempt is still there and can only be deleted.',
    resolution:
      'Deploy again: StreamFlix deletes the failed stack first. With another tool, delete the stack, then create it again.',
    documentation: `${guide}/troubleshooting.html`,
  },
  {
    id: 'stack-update-rollback-failed',
    patterns: [
      /is in UPDATE_ROLLBACK_FAILED state/i,
      /UPDATE_ROLLBACK_FAILED .{0,60}(can ?not|continue)/i,
      /\bUPDATE_ROLLBACK_FAILED\b/,
    ],
    cause:
      'The rollback of an earlier change failed, and the stack waits for it to be continued.',
    resolution:
      'Deploy again: StreamFlix continues the rollback first, without the resources that `--skip` names.',
    documentation: `${guide}/using-cfn-updating-stacks-continueupdaterollback.html`,
  },
  {
    id: 'stack-busy',
    patterns: [
      /is in \w+_IN_PROGRESS state and can ?not be/i,
      /is in \w+_(IN_PROGRESS|CLEANUP_IN_PROGRESS)\b.{0,20}state/i,
      /(cannot|can not) be (deleted|updated|executed) while in status \w+_IN_PROGRESS/i,
      /stack \S+ is currently being (created|updated|deleted)/i,
    ],
    codes: [/OperationInProgress/],
    cause: 'Another operation on this stack is still in progress.',
    resolution: 'Wait until it has finished, then try again.',
    documentation: `${guide}/view-stack-events.html`,
  },
  {
    id: 'change-set-outdated',
    patterns: [
      /ChangeSet .{0,300}cannot be executed/i,
      /ChangeSet \[?\S+\]? does not exist/i,
    ],
    codes: [/ChangeSetNotFound/, /InvalidChangeSetStatus/],
    cause:
      'The change set cannot be executed any more: the stack has changed since, or it was deleted.',
    resolution: 'Plan again, then deploy.',
    documentation: `${guide}/using-cfn-updating-stacks-changesets.html`,
  },
  {
    id: 'stack-missing',
    patterns: [/Stack (with id |\[)?\S+\]? does not exist/i],
    cause: 'There is no such stack.',
    resolution:
      'Check account, region and suffix; if the stack was deleted, create the environment again.',
    documentation: `${guide}/troubleshooting.html`,
  },
  {
    id: 'nothing-to-change',
    patterns: [
      /No updates are to be performed/i,
      /submitted information didn't contain changes/i,
    ],
    cause: 'The request changes nothing.',
    resolution: 'Nothing needs to be done: the environment is up to date.',
    documentation: `${guide}/troubleshooting.html`,
  },
  {
    id: 'stack-policy-denied',
    patterns: [/denied by stack policy/i],
    cause: 'The stack’s own policy forbids this change.',
    resolution: 'Change the stack policy for this update, then deploy again.',
    documentation: `${guide}/protect-stack-resources.html`,
  },
  {
    id: 'stack-timeout',
    patterns: [/Stack (creation|update) time exceeded/i],
    cause: 'The operation took longer than its timeout.',
    resolution:
      'Look at what the stack’s events name as unfinished, then deploy again.',
    documentation: `${guide}/troubleshooting.html`,
  },
  {
    id: 'stack-name-taken',
    patterns: [/Stack \[?[\w-]+\]? already exists/i],
    cause: 'There is already a stack with this name.',
    resolution: 'Choose another suffix, or delete the other stack.',
    documentation: `${guide}/cfn-using-console-create-stack-parameters.html`,
  },
  {
    id: 'stack-quota',
    patterns: [/Limit for stacks? has been exceeded/i],
    cause: 'The account has reached its quota of stacks in this region.',
    resolution:
      'Delete stacks that are no longer needed, or ask for a higher quota in Service Quotas. Then deploy again.',
    documentation: `${guide}/cloudformation-limits.html`,
  },
  {
    id: 'capability-missing',
    patterns: [/Requires capabilities ?:/i],
    codes: [/InsufficientCapabilities/],
    cause:
      'The template contains IAM resources that the request does not acknowledge (CAPABILITY_NAMED_IAM).',
    resolution:
      'Deploy with StreamFlix, which acknowledges them; with another tool, pass CAPABILITY_NAMED_IAM.',
    documentation: `${guide}/using-iam-template.html`,
  },
  {
    id: 'export-in-use',
    patterns: [
      /Export \S+ cannot be (deleted|updated|removed) as it is in use by/i,
      /Cannot (delete|update) export \S+ .{0,40}in use by/i,
    ],
    cause: 'Another stack imports a value of this stack.',
    resolution:
      'Change or delete the stack that AWS names first, then try again.',
    documentation: `${guide}/using-cfn-stack-exports.html`,
  },
  {
    id: 'export-missing',
    patterns: [/No export named \S+ found/i],
    cause: 'The template imports a value that no stack exports.',
    resolution: 'Report this as an error of the platform.',
    documentation: `${guide}/using-cfn-stack-exports.html`,
  },
  {
    id: 'named-resource-needs-replacement',
    patterns: [/custom-named resource requires replacing/i],
    cause:
      'The change needs a new resource, but two resources cannot have the same name.',
    resolution:
      'Discard the change, or create an environment with another suffix and move to it.',
    documentation: `${guide}/aws-properties-name.html`,
  },
  {
    id: 'property-not-updatable',
    patterns: [
      /Update of resource type is not permitted/i,
      /cannot be changed after .{0,60}created/i,
      /Updates are not allowed for (this )?property/i,
      /can(no|')t change (your|the) .{0,60}\b(KMS )?key\b/i,
      /removal is not supported for/i,
      /Unable to update .{0,60} on services with/i,
      /createOnlyProperties/i,
      /Updating \w+ is not (supported|allowed|permitted)/i,
      /(cannot|can't|can not) be (updated|changed|modified) (for|on|of) an existing/i,
      /(is|are) not allowed to be (changed|updated|modified)/i,
      /cannot be (changed|updated|modified) in (an? )?\w+ request/i,
    ],
    codes: [/HandlerErrorCode: NotUpdatable/],
    cause: 'AWS cannot change this property of an existing resource.',
    resolution:
      'Discard the change, or create an environment with another suffix and move to it.',
    documentation: `${guide}/using-cfn-updating-stacks-update-behaviors.html`,
  },
  {
    id: 'hook-refused',
    // CloudFormation lists its own early validation among the hooks; it is not a hook of the account.
    patterns: [
      /Hook failed with message/i,
      /GuardHook|Guard rule .{0,60}fail/i,
      /hook\(s\)(\/validation)? failed: ?\[?(AWS::EarlyValidation::\w+, )*(?!AWS::EarlyValidation::)\w/i,
    ],
    cause: 'A CloudFormation hook of the account refuses this.',
    resolution:
      'Ask the administrators of the account which rule the hook checks, and change what it refuses.',
    documentation:
      'https://docs.aws.amazon.com/cloudformation-cli/latest/hooks-userguide/what-is-cloudformation-hooks.html',
  },
  {
    id: 'resource-exists-early-validation',
    // Alone: with other validations in the list, which of them failed is not known.
    patterns: [
      /validation failed: \[AWS::EarlyValidation::ResourceExistenceCheck\]/i,
      /Resource of type '[\w:]+' with identifier '[^']*' already exists/i,
    ],
    cause: 'A resource of the template exists already, outside the stack.',
    resolution:
      'Choose another suffix, or delete the resource if it is left over from an earlier environment.',
    documentation: `${guide}/validate-stack-deployments.html`,
  },
  {
    id: 'template-too-large',
    patterns: [
      /templateBody' failed to satisfy constraint: Member must have length less than/i,
      /Template may not exceed \d+ bytes/i,
    ],
    cause: 'The template is larger than CloudFormation accepts in a request.',
    resolution:
      'Configure streamflix.staging.bucket, or switch off parts of the environment. Then deploy again.',
    documentation: `${guide}/cloudformation-limits.html`,
  },
  {
    id: 'template-unknown-property',
    patterns: [
      /Encountered unsupported propert(y|ies)/i,
      /extraneous key \[\w+\] is not permitted/i,
      /Invalid template (property|resource property)/i,
      /Unsupported property/i,
    ],
    cause: 'The template has a property that CloudFormation does not know.',
    resolution: 'Report this as an error of the platform.',
    documentation: `${guide}/aws-template-resource-type-ref.html`,
  },
  {
    id: 'template-value-invalid',
    patterns: [
      /Invalid value '[^']+' for \w+/i,
      /\b(name|part) only allows? /i,
      /The specified value for \w+ is invalid/i,
      /validation failed: \[AWS::EarlyValidation::PropertyValidation\]/i,
      /(Properties|Model) validation failed/i,
      /failed to satisfy constraint/i,
      /Value of property \S+ must be/i,
      /Required property \[\w+\] not found/i,
      /Property \S+ cannot be empty/i,
      /required key \[\w+\] not found/i,
      /expected (type|minimum|maximum)[^:]*: .{1,40}, (found|actual): /i,
      /#\/[\w/]+: .{0,60}(is not a valid|does not match|subject must)/i,
      /^(?!.*EarlyValidation::(?!PropertyValidation)).*EarlyValidation::PropertyValidation/i,
      /Character sets beyond ASCII/i,
      /Property validation failure/i,
    ],
    cause: 'AWS does not accept a value in the template.',
    resolution:
      'Change the value AWS names. If the form accepted it, report this as an error of the platform.',
    documentation: `${guide}/aws-template-resource-type-ref.html`,
  },
  {
    id: 'template-circular',
    patterns: [/Circular dependency between resources/i],
    cause: 'Resources of the template depend on each other in a circle.',
    resolution: 'Report this as an error of the platform.',
    documentation: `${guide}/troubleshooting.html`,
  },
  {
    id: 'template-too-many-resources',
    patterns: [/Number of resources, \d+, is greater than maximum allowed/i],
    cause: 'The template has more resources than CloudFormation allows.',
    resolution: 'Switch off parts of the environment, then deploy again.',
    documentation: `${guide}/cloudformation-limits.html`,
  },
  {
    id: 'type-not-in-region',
    patterns: [
      /type '[\w:]+' cannot be found/i,
      /Unrecognized resource types?:/i,
    ],
    codes: [/TypeNotFound/],
    cause: 'CloudFormation does not offer this resource type in this region.',
    resolution: 'Deploy to another region, or switch this part off.',
    documentation:
      'https://aws.amazon.com/about-aws/global-infrastructure/regional-product-services/',
  },
  {
    id: 'template-not-readable',
    patterns: [/S3 error:/i, /TemplateURL must (be|reference) /i],
    cause: 'CloudFormation cannot read the template from the staging bucket.',
    resolution:
      'Allow the deploying role to read the bucket (s3:GetObject, and kms:Decrypt where it is encrypted), and check its region. Then deploy again.',
    documentation: `${guide}/troubleshooting.html`,
  },
  {
    id: 'ssm-parameter-missing',
    patterns: [/Unable to fetch parameters \[.{0,200}\] from parameter store/i],
    codes: [/ParameterNotFound/],
    cause:
      'A parameter that the template reads does not exist in Systems Manager.',
    resolution:
      'Create the parameter in this account and region, then deploy again.',
    documentation: `${guide}/dynamic-references-ssm.html`,
  },
  {
    id: 'template-invalid',
    patterns: [
      /Output '?\S+ not found in stack/i,
      /Template (format )?error:/i,
      /Template validation error/i,
      /Unresolved resource dependencies/i,
      /Parameters: \[.{0,400}\] (must have values|do not exist)/i,
      /'?null'? values are not allowed in templates/i,
      /Template contains errors/i,
      /No transform named/i,
      /Parameter validation failed/i,
      /Parameters? .{0,80}failed to satisfy constraint/i,
      /Transform \S+ failed (with|without)/i,
      /should either have input value or default value/i,
    ],
    cause: 'CloudFormation does not accept the template.',
    resolution: 'Report this as an error of the platform.',
    documentation: `${guide}/troubleshooting.html`,
  },
  {
    id: 'custom-resource-silent',
    patterns: [
      /Custom Resource failed to stabilize/i,
      /CloudFormation did not receive a response from your Custom Resource/i,
    ],
    cause:
      'A custom resource did not answer: its function failed or has no network.',
    resolution:
      'Look at the log of the custom resource’s function. If the platform brought it, report this as an error of the platform.',
    documentation: `${guide}/template-custom-resources.html`,
  },
];
