import type { ActionFacts, ResourceType } from './actionFacts';
import { inRegion, type Conditions, type Grant } from './Grant';
import { partitionOf } from './Target';
import type { PolicyContext, Scope } from './PolicyContext';
import { specialGrants } from './specialGrants';
import { hasEnvironmentTags } from './tagGrants';

const services: Readonly<Record<string, string>> = {
  'application-autoscaling': 'Scaling',
  cloudformation: 'Stacks',
  cloudwatch: 'CloudWatch',
  elasticache: 'ElastiCache',
  elasticfilesystem: 'Efs',
  elasticloadbalancing: 'Elb',
  secretsmanager: 'Secrets',
};

const pascal = (text: string) =>
  text
    .split(/[^A-Za-z0-9]+/)
    .filter(Boolean)
    .map(word => word[0].toUpperCase() + word.slice(1))
    .join('');

const serviceLabel = (action: string) => {
  const [service] = action.split(':');
  return services[service] ?? pascal(service);
};

/**
 * Actions that grant permissions to a role or decide who has them. Other IAM actions do not need the boundary as a condition:
 * deleting or describing a role grants no permission, and a deleted role has no boundary to compare.
 */
const changesPermissions: ReadonlySet<string> = new Set([
  'iam:AttachRolePolicy',
  'iam:CreateRole',
  'iam:DeleteRolePolicy',
  'iam:DetachRolePolicy',
  'iam:PutRolePermissionsBoundary',
  'iam:PutRolePolicy',
  'iam:UpdateAssumeRolePolicy',
]);

/** Conditions of every action that supports the key. */
const always: Readonly<
  Record<
    string,
    (context: PolicyContext, action: string) => Conditions | undefined
  >
> = {
  'application-autoscaling:service-namespace': () => ({
    StringEquals: { 'application-autoscaling:service-namespace': 'ecs' },
  }),
  'elasticfilesystem:Encrypted': () => ({
    Bool: { 'elasticfilesystem:Encrypted': 'true' },
  }),
  'iam:PermissionsBoundary': ({ boundary }, action) =>
    boundary !== undefined && changesPermissions.has(action)
      ? { StringEquals: { 'iam:PermissionsBoundary': boundary } }
      : undefined,
  // CloudFormation keeps the role a stack was created with, and uses it for every caller who may change the stack, without iam:PassRole.
  'cloudformation:RoleArn': ({ executionRole }) =>
    executionRole === undefined
      ? undefined
      : { StringEquals: { 'cloudformation:RoleArn': executionRole } },
};

const route = ['ec2:route-table', 'ec2:subnet'];

/** Resource types that the template uses with an action, if the reference lists more. */
const narrowed: Readonly<Record<string, readonly string[]>> = {
  'cloudformation:TagResource': [
    'cloudformation:changeset',
    'cloudformation:stack',
  ],
  'ec2:AssociateRouteTable': route,
  'ec2:CreateFlowLogs': ['ec2:vpc', 'ec2:vpc-flow-log'],
  'ec2:CreateNatGateway': ['ec2:natgateway', 'ec2:subnet', 'ec2:elastic-ip'],
  'ec2:CreateVpcEndpoint': [
    'ec2:vpc',
    'ec2:vpc-endpoint',
    'ec2:subnet',
    'ec2:security-group',
  ],
  'ec2:DisassociateRouteTable': route,
  'ec2:ReplaceRouteTableAssociation': route,
  'rds:CreateDBCluster': [
    'rds:cluster',
    'rds:cluster-pg',
    'rds:og',
    'rds:subgrp',
  ],
  'rds:ModifyDBCluster': ['rds:cluster', 'rds:cluster-pg', 'rds:og'],
};

const changeSet: ResourceType = {
  iam: 'cloudformation:changeset',
  arn: 'arn:${Partition}:cloudformation:${Region}:${Account}:changeSet/${ChangeSetName}/${Id}',
  required: false,
  isNew: false,
  tags: false,
};

/**
 * Resource types that the reference does not list with an action. For these it lists only the stack, but we name a change set by its
 * ARN alone, and AWS has been reported to authorize that ARN (widdix/complete-aws-iam-reference#6): both are allowed.
 */
const unlisted: Readonly<Record<string, readonly ResourceType[]>> = {
  'cloudformation:DeleteChangeSet': [changeSet],
  'cloudformation:DescribeChangeSet': [changeSet],
  'cloudformation:ExecuteChangeSet': [changeSet],
  'cloudformation:GetTemplate': [changeSet],
};

/** Actions that may use one of AWS's defaults, such as its option group. */
const usesDefaults =
  /^(rds:(Create|Modify)DB(Cluster|Instance)|elasticache:(Create|Modify)ReplicationGroup)$/;

/** Reads that AWS authorizes on all resources of a type, even when the request names one. */
const wholeKindReads: ReadonlySet<string> = new Set([
  'cloudwatch:DescribeAlarms',
]);

function merge(...blocks: (Conditions | undefined)[]): Conditions | undefined {
  const merged: Conditions = {};
  for (const block of blocks) {
    for (const [operator, keys] of Object.entries(block ?? {})) {
      merged[operator] = { ...merged[operator], ...keys };
    }
  }
  return Object.keys(merged).length > 0 ? merged : undefined;
}

/** All resources of a type in the target: the reference's ARN with `*` for all other variables. */
const wholeKind = ({ arn }: ResourceType, { target }: PolicyContext) =>
  arn
    .replace('${Partition}', partitionOf(target))
    .replace('${Region}', target.region)
    .replace('${Account}', target.account)
    .replaceAll(/\$\{\w+\}/g, '*')
    .replaceAll(/\*+/g, '*');

function suffixOf({ isNew }: ResourceType, { readsOnly }: ActionFacts): string {
  if (isNew) return 'New';
  return readsOnly ? 'Read' : '';
}

function grantOn(
  resourceType: ResourceType,
  { arns, kind }: Scope,
  of: {
    label: string;
    facts: ActionFacts;
    context: PolicyContext;
    common?: Conditions;
  },
): Grant {
  const { facts, common } = of;
  const label = `${of.label}${pascal(resourceType.iam.split(':')[1])}`;
  if (kind === 'named') {
    return {
      label,
      resources: arns,
      conditions: common,
      scope: 'named after the environment',
    };
  }
  // A read may come before the tags, and reveals only names.
  if (
    kind === 'generated' ||
    resourceType.isNew ||
    facts.readsOnly ||
    !resourceType.tags
  ) {
    return {
      label: label + suffixOf(resourceType, facts),
      resources: arns,
      conditions: common,
      scope: resourceType.isNew
        ? 'new ones, which have no tag yet'
        : 'AWS generates the id, and no condition can check a tag',
    };
  }
  return {
    label: `${label}Ours`,
    resources: arns,
    conditions: merge(common, hasEnvironmentTags(of.context)),
    scope: 'those with the environment’s tags',
  };
}

/**
 * The resources an action is allowed on: the environment's resources by name, by tag if AWS generates the ids, and `*` only where
 * AWS supports nothing narrower.
 *
 * @throws Error for an action that changes a resource without a row in scopes.ts, or that CloudFormation authorizes on such a
 *   type
 */
export function grantsForAction(
  action: string,
  facts: ActionFacts,
  context: PolicyContext,
): Grant[] {
  const common = merge(
    ...Object.entries(always)
      .filter(([key]) => facts.conditionKeys.has(key))
      .map(([, conditionsOf]) => conditionsOf(context, action)),
  );
  const special = specialGrants[action];
  if (special) {
    return special(context, action).map(grant => ({
      ...grant,
      conditions: merge(common, grant.conditions),
    }));
  }

  const label = serviceLabel(action);
  if (facts.resourceTypes.length === 0) {
    return [
      {
        label: `${label}Unscoped`,
        resources: ['*'],
        conditions: merge(common, inRegion(context.target)),
        scope: 'AWS supports no narrower resource',
      },
    ];
  }
  const lists = context.onAll.has(action) || wholeKindReads.has(action);
  if (facts.readsOnly && lists) {
    return [
      {
        label: `${label}List`,
        resources: [
          ...new Set(
            facts.resourceTypes.map(resourceType =>
              wholeKind(resourceType, context),
            ),
          ),
        ],
        conditions: common,
        scope: 'a list, which AWS authorizes on the whole kind',
      },
    ];
  }
  const counted = narrowed[action];
  const resourceTypes = [
    ...facts.resourceTypes.filter(
      ({ iam }) => counted === undefined || counted.includes(iam),
    ),
    ...(unlisted[action] ?? []),
  ];
  // Other types are left out where the template has no such resource, which does not apply to stacks and change sets.
  const missing = resourceTypes.filter(
    ({ iam }) => /^cloudformation:/.test(iam) && !context.scopes.has(iam),
  );
  if (missing.length > 0) {
    throw new Error(
      `${action} is authorized on ${missing
        .map(({ iam }) => iam)
        .join(', ')}, which has no row in scopes.ts.`,
    );
  }
  const known = resourceTypes.flatMap(resourceType => {
    const scope = context.scopes.get(resourceType.iam);
    return scope ? [{ resourceType, scope }] : [];
  });
  const defaults = usesDefaults.test(action)
    ? [
        ...new Set(
          resourceTypes.flatMap(({ iam }) => context.defaults.get(iam) ?? []),
        ),
      ]
    : [];
  if (known.length === 0) {
    if (!facts.readsOnly) {
      throw new Error(
        `${action} changes ${facts.resourceTypes
          .map(({ iam }) => iam)
          .join(', ')}, none of which has a row in scopes.ts.`,
      );
    }
    return [
      {
        label: `${label}Read`,
        resources: facts.resourceTypes
          .filter(
            ({ required }) => required || facts.resourceTypes.length === 1,
          )
          .map(resourceType => wholeKind(resourceType, context)),
        conditions: common,
        scope: 'read only, and the template names none of this kind',
      },
    ];
  }
  return [
    ...known.map(({ resourceType, scope }) =>
      grantOn(resourceType, scope, { label, facts, context, common }),
    ),
    ...(defaults.length > 0
      ? [
          {
            label: `${label}Defaults`,
            resources: defaults,
            conditions: common,
            scope: 'AWS’s own defaults, where the template names none',
          },
        ]
      : []),
  ];
}
