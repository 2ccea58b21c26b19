import { InputError } from '@backstage/errors';
import {
  isValues,
  type Values,
} from '@streamflix/backstage-plugin-streamflix-common/environment';
import { entriesOf, type Template } from '@streamflix/cdk-app/template';
import { actionFacts } from './actionFacts';
import { arnOf, repositoriesOf, secretArn } from './arnPatterns';
import { combineGrants } from './combineGrants';
import type { Grant } from './Grant';
import { grantsForAction } from './grantsForAction';
import { secretsKeyGrant } from './keyGrants';
import { packDocuments, type PolicyDocument } from './packDocuments';
import { policyContext, type PolicyContext } from './PolicyContext';
import { hasEnvironmentTags } from './tagGrants';
import type { Target } from './Target';

export interface BoundaryOptions {
  /** Region of the templates. */
  region: string;
  target: Target;
  /** Names of the existing secrets that environments may use; `*` stands for any characters. */
  allowedSecrets: readonly string[];
  /** Images that tasks may run: registry and repository, with `*`, `{account}`, `{region}` and `{suffix}`. */
  allowedImages: readonly string[];
}

/** Statements of every `PolicyDocument` inside a value. A role's trust policy has another property name and is not included. */
function statementsIn(value: unknown): Values[] {
  if (Array.isArray(value)) return value.flatMap(statementsIn);
  if (!isValues(value)) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key === 'PolicyDocument' && isValues(inner)
      ? [inner.Statement].flat().filter(isValues)
      : statementsIn(inner),
  );
}

/** The actions of a template's roles, as its policies list them. */
const actionsOfRoles = (template: Template): string[] => [
  ...new Set(
    entriesOf(template)
      .filter(({ type }) => type.startsWith('AWS::IAM::'))
      .flatMap(({ properties }) => statementsIn(properties))
      .flatMap(({ Action }) => [Action].flat().map(String)),
  ),
];

type BoundaryGrants = (
  context: PolicyContext,
  options: BoundaryOptions,
) => Grant[];

const logs: BoundaryGrants = ({ scopes }) => [
  {
    label: 'Logs',
    resources: scopes.get('logs:log-group')?.arns ?? [],
    scope: 'log groups and their streams, named after the environment',
  },
];

const mount: BoundaryGrants = ({ scopes }) => [
  {
    label: 'Efs',
    resources: scopes.get('elasticfilesystem:file-system')?.arns ?? [],
    conditions: {
      StringLike: {
        'elasticfilesystem:AccessPointArn':
          scopes.get('elasticfilesystem:access-point')?.arns ?? [],
      },
    },
    scope: 'file systems, only through an access point',
  },
];

const pull: BoundaryGrants = (_, { allowedImages, target }) => [
  {
    label: 'EcrPull',
    resources: [
      ...new Set(allowedImages.flatMap(image => repositoriesOf(image, target))),
    ],
    scope: 'repositories of the images that tasks may run',
  },
];

const ownKey = (context: PolicyContext): Grant => ({
  label: 'Kms',
  resources: context.scopes.get('kms:key')?.arns ?? [],
  conditions: hasEnvironmentTags(context),
  scope: 'keys of environments, by tag because AWS generates their ids',
});

/** The password RDS generates is in a secret with a generated name; a tag identifies its environment. */
const passwordOf =
  (label: string, iam: string, tag: string) =>
  ({ scopes, target }: PolicyContext): Grant => ({
    label,
    resources: [arnOf('secretsmanager:R:A:secret:rds!*', target)],
    conditions: {
      StringLike: { [`aws:ResourceTag/${tag}`]: scopes.get(iam)?.arns ?? [] },
    },
    scope: 'passwords that RDS generated for databases of environments',
  });

const passwordOfCluster = passwordOf(
  'SecretsOfCluster',
  'rds:cluster',
  'aws:rds:primaryDBClusterArn',
);
const passwordOfInstance = passwordOf(
  'SecretsOfInstance',
  'rds:db',
  'aws:rds:primaryDBInstanceArn',
);

/** Where the boundary differs from the policies for CloudFormation and StreamFlix. */
const special: Readonly<Record<string, BoundaryGrants>> = {
  'logs:CreateLogStream': logs,
  'logs:DescribeLogStreams': logs,
  'logs:PutLogEvents': logs,
  'elasticfilesystem:ClientMount': mount,
  'elasticfilesystem:ClientWrite': mount,
  'ecr:BatchCheckLayerAvailability': pull,
  'ecr:BatchGetImage': pull,
  'ecr:GetDownloadUrlForLayer': pull,
  'kms:GenerateDataKey': context => [ownKey(context)],
  'kms:Decrypt': (context, { allowedSecrets, target }) => [
    ownKey(context),
    secretsKeyGrant(allowedSecrets, target),
  ],
  'secretsmanager:GetSecretValue': (context, { allowedSecrets, target }) => [
    {
      label: 'SecretsAllowed',
      resources: allowedSecrets.map(name => secretArn(name, target)),
      scope: 'existing secrets that environments may use',
    },
    passwordOfCluster(context),
    passwordOfInstance(context),
  ],
};

/** Merges several templates. */
const union = (templates: readonly Template[]): Template => ({
  ...templates[0],
  Resources: Object.fromEntries(
    templates.flatMap(({ Resources }, index) =>
      Object.entries(Resources).map(([id, resource]) => [
        `${id}${index}`,
        resource,
      ]),
    ),
  ),
});

/**
 * The maximum permissions of a role of any environment: the actions of the roles in the templates, each on everything that
 * environments may own or use. It allows no action of IAM, STS or CloudFormation, because no role of a template needs one.
 *
 * @param templates - synthesized with `templateSuffix` for one region; together they contain every action a role of an
 *   environment can need
 * @throws InputError when the limits do not fit into one managed policy: a role has only one boundary
 */
export async function boundaryPolicy(
  templates: readonly Template[],
  options: BoundaryOptions,
): Promise<PolicyDocument> {
  const template = union(templates);
  const context = {
    ...policyContext(template, { ...options, callers: [] }),
    // A role needs only its own environment's resources, never all of a type.
    onAll: new Set<string>(),
  };
  const derived = [];
  for (const action of actionsOfRoles(template)) {
    const grants =
      special[action]?.(context, options) ??
      grantsForAction(action, await actionFacts(action), context);
    derived.push({
      action,
      grants: grants.filter(({ resources }) => resources.length > 0),
      neededBy: [],
    });
  }
  const documents = packDocuments(combineGrants(derived));
  if (documents.length > 1) {
    throw new InputError(
      'The boundary does not fit into one managed policy. Use fewer patterns in --allow-secrets and --allow-images.',
    );
  }
  return documents[0];
}
