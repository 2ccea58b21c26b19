import { InputError } from '@backstage/errors';
import { blueprints } from '@streamflix/backstage-plugin-streamflix-common';
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
import type { PolicySetOptions } from './PolicySetOptions';
import { problemsOf } from './problemsOf';
import type { Target } from './Target';
import {
  trustOfCloudFormation,
  trustOfPortal,
  type TrustPolicy,
} from './trustPolicies';
import { matchesWildcards } from './matchesWildcards';

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
