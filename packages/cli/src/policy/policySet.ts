import { InputError } from '@backstage/errors';
import {
  blueprintIds,
  blueprints,
} from '@streamflix/backstage-plugin-streamflix-common';
import { iamPath } from '@streamflix/backstage-plugin-streamflix-common/environment';
import { parseTemplate } from '@streamflix/cdk-app/template';
import { synthesizeBlueprint } from '../input/synthesizeBlueprint';
import {
  defaultAllowedImages,
  defaultAllowedSecrets,
} from './allowedByDefault';
import { arnOf, templateSuffix } from './arnPatterns';
import { boundaryPolicy } from './boundaryPolicy';
import type { ReasonedStatement } from './combineGrants';
import { derivePolicy } from './derivePolicy';
import type { Caller } from './neededActions';
import {
  packDocuments,
  policiesPerRole,
  type PolicyDocument,
} from './packDocuments';
import type { Target } from './Target';
import {
  trustOfCloudFormation,
  trustOfPortal,
  type TrustPolicy,
} from './trustPolicies';
import { matchesWildcards } from './matchesWildcards';

export interface PolicySetOptions {
  /** Values that differ from the blueprint's: `path=value`. */
  set?: string[];
  /** Twelve digits; any account by default. */
  account?: string;
  /** Any region the blueprint allows by default. */
  region?: string;
  /** Every environment by default. */
  suffix?: string;
  stagingBucket?: string;
  /** ARNs of queues of events. */
  eventQueues?: string[];
  /** Name, with its path, of the managed policy every role must have as its boundary. */
  permissionsBoundary?: string;
  /** Name, with its path, of CloudFormation's role. */
  executionRole?: string;
  /** ARN of the role or user that assumes the portal's role. */
  trust?: string;
  externalId?: string;
  allowSecrets?: string[];
  allowImages?: string[];
}

/** The policies of one role. */
export interface RolePolicies {
  statements: ReasonedStatement[];
  /** Managed policies, all for this role. */
  documents: PolicyDocument[];
  trust?: TrustPolicy;
}

export interface PolicySet {
  /** For the portal's role; without an execution role it contains what CloudFormation needs. */
  portal: RolePolicies;
  /** For CloudFormation's role. */
  execution?: RolePolicies;
  /** The permissions boundary of environments' roles. */
  boundary?: PolicyDocument;
  /** Whether example names replace missing secrets. */
  secretsAreExamples: boolean;
}

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

/** Everything that is wrong with the options, a sentence each. */
export function problemsOf(
  blueprint: string,
  options: PolicySetOptions,
): string[] {
  const { permissionsBoundary, executionRole, trust, externalId } = options;
  const problems: string[] = [];
  const refuseIf = (condition: boolean | undefined, message: string) => {
    if (condition) problems.push(message);
  };
  refuseIf(
    !blueprintIds.some(id => id === blueprint),
    `Blueprint must be one of ${blueprintIds.join(', ')}.`,
  );
  const fails = (value: string | undefined, pattern: RegExp) =>
    value !== undefined && !pattern.test(value);
  refuseIf(
    fails(options.account, /^\d{12}$/),
    '--account must be an AWS account id of 12 digits.',
  );
  for (const [option, name, example] of [
    ['--permissions-boundary', permissionsBoundary, 'streamflix-boundary'],
    ['--execution-role', executionRole, 'streamflix-cloudformation'],
  ] as const) {
    refuseIf(
      fails(name, iamName),
      `${option} must be a name with its path and without its ARN, such as ${example}.`,
    );
    refuseIf(
      name !== undefined && `/${name}`.startsWith(iamPath),
      `${option} must not be under the path ${iamPath}: StreamFlix can change everything there.`,
    );
    refuseIf(
      name !== undefined && options.account === undefined,
      `${option} needs --account: its ARN contains the account.`,
    );
  }
  refuseIf(
    fails(trust, principals),
    '--trust must be the ARN of a role or user, such as arn:aws:iam::111122223333:role/backstage.',
  );
  refuseIf(
    fails(externalId, externalIds),
    '--external-id must have 2 to 1224 letters, digits or any of _+=,.@:/-.',
  );
  refuseIf(
    externalId !== undefined && trust === undefined,
    '--external-id needs --trust: both are part of the trust policy.',
  );
  refuseIf(
    options.eventQueues?.some(arn => !queueArn.test(arn)),
    '--event-queues must list ARNs of SQS queues, such as arn:aws:sqs:eu-west-2:111122223333:streamflix-events.',
  );
  refuseIf(
    options.allowSecrets?.some(pattern => !secretPattern.test(pattern)),
    '--allow-secrets must list names of secrets, such as streamflix/*; * stands for any characters.',
  );
  refuseIf(
    options.allowImages?.some(pattern => !imagePattern.test(pattern)),
    '--allow-images must list registry and repository without a tag, such as {account}.dkr.ecr.{region}.amazonaws.com/video/*.',
  );
  return problems;
}

/** Variants of `complete` whose roles, together, need every action that a role of an environment can need. */
const boundaryChoices = [
  ['service', 'worker'].map(
    task =>
      `${task}.image=111122223333.dkr.ecr.eu-west-2.amazonaws.com/repository-${templateSuffix}`,
  ),
  ['database.kind=rds', 'cache.kind=serverless'],
  ['cache.engine=valkey'],
];

/**
 * The policies of a blueprint: those of the portal's role, of the execution role if there is one, the boundary of environments'
 * roles, and the trust policies of the two roles.
 *
 * @param synthesize - creates the templates
 * @throws InputError with every invalid option; RefusedError with every invalid value
 */
export async function policySet(
  blueprint: string,
  options: PolicySetOptions,
  synthesize: typeof synthesizeBlueprint = synthesizeBlueprint,
): Promise<PolicySet> {
  const problems = problemsOf(blueprint, options);
  if (problems.length > 0) throw new InputError(problems.join('\n'));
  const { account = '*', suffix = '*', permissionsBoundary } = options;
  const allowedSecrets = options.allowSecrets ?? defaultAllowedSecrets;
  const allowedImages = options.allowImages ?? defaultAllowedImages;
  if (suffix !== '*') {
    // Only to validate it: the policy is derived from a template with a suffix that is recognizable in every name.
    await synthesize(blueprint, { ...options, suffix });
  }
  const { spec, templateBody, secretsAreExamples } = await synthesize(
    blueprint,
    {
      set: options.set,
      region: options.region,
      suffix: templateSuffix,
      permissionsBoundary,
    },
  );
  const { database, apiKeys } = spec.secrets;
  const named = [...(database ? [database] : []), ...apiKeys];
  if (
    !secretsAreExamples &&
    !named.every(name =>
      allowedSecrets.some(pattern => matchesWildcards(pattern, name)),
    )
  ) {
    throw new InputError(
      `A secret in --set is not among the allowed ones (${allowedSecrets.join(
        ', ',
      )}). Allow it with --allow-secrets.`,
    );
  }

  const bound = options.region ?? blueprints[spec.blueprint].onlyRegions;
  const target: Target = {
    region: bound ? spec.region : '*',
    account,
    suffix,
  };
  const iamArn = (kind: string, name: string | undefined) =>
    name && arnOf(`iam::A:${kind}/${name}`, target);
  const executionRole = iamArn('role', options.executionRole);
  const policiesOf = async (
    callers: readonly Caller[],
    trust?: TrustPolicy,
  ): Promise<RolePolicies> => {
    const statements = await derivePolicy(parseTemplate(templateBody), {
      region: spec.region,
      target,
      callers,
      boundary: iamArn('policy', permissionsBoundary),
      executionRole,
      allowedSecrets,
      allowedImages,
      secretsRead: secretsAreExamples ? allowedSecrets : undefined,
      stagingBucket: options.stagingBucket,
      eventQueues: options.eventQueues,
    });
    const documents = packDocuments(statements);
    if (documents.length > policiesPerRole) {
      throw new InputError(
        `These are ${documents.length} managed policies, and a role can have ${policiesPerRole}. Use --execution-role, which divides them among two roles.`,
      );
    }
    return { statements, documents, trust };
  };
  const trust = options.trust
    ? trustOfPortal(options.trust, options.externalId)
    : undefined;
  return {
    portal: await policiesOf(
      executionRole ? ['streamflix'] : ['streamflix', 'cloudformation'],
      trust,
    ),
    execution: executionRole
      ? await policiesOf(['cloudformation'], trustOfCloudFormation(target))
      : undefined,
    boundary: permissionsBoundary
      ? await boundaryPolicy(
          await Promise.all(
            boundaryChoices.map(async set => {
              const { templateBody: body } = await synthesize('complete', {
                set,
                region: spec.region,
                suffix: templateSuffix,
              });
              return parseTemplate(body);
            }),
          ),
          {
            region: spec.region,
            // Environments of all blueprints share one boundary, whatever this blueprint's regions are.
            target: { ...target, region: options.region ?? '*' },
            allowedSecrets,
            allowedImages,
          },
        )
      : undefined,
    secretsAreExamples,
  };
}
