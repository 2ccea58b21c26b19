import { blueprintIds } from '@streamflix/backstage-plugin-streamflix-common';
import { iamPath } from '@streamflix/backstage-plugin-streamflix-common/environment';
import type { PolicySetOptions } from './PolicySetOptions';

/** Name of a policy or role with its path. Source: IAM User Guide, "IAM identifiers". */
const iamName = /^([\w+=,.@-]+\/)*[\w+=,.@-]{1,128}$/;
/** Source: STS API reference, AssumeRole. */
const externalIds = /^[\w+=,.@:/-]{2,1224}$/;
const principals =
  /^arn:aws(-cn|-us-gov)?:iam::\d{12}:(root|(user|role)\/[\w+=,.@/-]+)$/;
const queueArn = /^arn:aws[\w-]*:sqs:[a-z0-9-]+:\d{12}:[\w-]{1,80}$/;
/** Secrets Manager's allowed characters, and `*`. */
const secretPattern = /^[\w/+=.@*-]{1,512}$/;
const imagePattern = /^([a-z0-9._:/*-]|\{account\}|\{region\}|\{suffix\})+$/;

/** Whether something is wrong, and what. */
type Check = readonly [isWrong: boolean | undefined, problem: string];

const isUnlike = (pattern: RegExp, value: string | undefined) =>
  value !== undefined && !pattern.test(value);

/** Of the name of a policy or role of the account. */
const checksOfName = (
  option: string,
  name: string | undefined,
  { example, account }: { example: string; account: string | undefined },
): Check[] => [
  [
    isUnlike(iamName, name),
    `${option} must be a name with its path and without its ARN, such as ${example}.`,
  ],
  [
    name !== undefined && `/${name}`.startsWith(iamPath),
    `${option} must not be under the path ${iamPath}: StreamFlix can change everything there.`,
  ],
  [
    name !== undefined && account === undefined,
    `${option} needs --account: its ARN contains the account.`,
  ],
];

const checksOfLists = (options: PolicySetOptions): Check[] => [
  [
    options.eventQueues?.some(arn => !queueArn.test(arn)),
    '--event-queues must list ARNs of SQS queues, such as arn:aws:sqs:eu-west-2:111122223333:streamflix-events.',
  ],
  [
    options.allowSecrets?.some(pattern => !secretPattern.test(pattern)),
    '--allow-secrets must list names of secrets, such as streamflix/*; * stands for any characters.',
  ],
  [
    options.allowImages?.some(pattern => !imagePattern.test(pattern)),
    '--allow-images must list registry and repository without a tag, such as {account}.dkr.ecr.{region}.amazonaws.com/video/*.',
  ],
];

/** Everything that is wrong with the options of a set of policies, a message each. */
export function problemsOf(
  blueprint: string,
  options: PolicySetOptions,
): string[] {
  const { account, permissionsBoundary, executionRole } = options;
  const { trust, externalId } = options;
  const checks: Check[] = [
    [
      !blueprintIds.some(id => id === blueprint),
      `Blueprint must be one of ${blueprintIds.join(', ')}.`,
    ],
    [
      isUnlike(/^\d{12}$/, account),
      '--account must be an AWS account id of 12 digits.',
    ],
    ...checksOfName('--permissions-boundary', permissionsBoundary, {
      example: 'streamflix-boundary',
      account,
    }),
    ...checksOfName('--execution-role', executionRole, {
      example: 'streamflix-cloudformation',
      account,
    }),
    [
      isUnlike(principals, trust),
      '--trust must be the ARN of a role or user, such as arn:aws:iam::111122223333:role/backstage.',
    ],
    [
      isUnlike(externalIds, externalId),
      '--external-id must have 2 to 1224 letters, digits or any of _+=,.@:/-.',
    ],
    [
      externalId !== undefined && trust === undefined,
      '--external-id needs --trust: both are part of the trust policy.',
    ],
    ...checksOfLists(options),
  ];
  return checks.flatMap(([isWrong, problem]) => (isWrong ? [problem] : []));
}
