import type { ActionFacts, TargetFacts } from './actionFacts';
import { inRegion, type Conditions, type Grant } from './Grant';
import { partitionOf } from './Place';
import type { PolicyContext, Scope } from './PolicyContext';
import { specialGrants } from './specialGrants';
import { isOurs } from './tagGrants';

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

/** Conditions that hold for everything the platform does, where the action knows the key. */
const always: readonly [key: string, conditions: Conditions][] = [
  [
    'application-autoscaling:service-namespace',
    { StringEquals: { 'application-autoscaling:service-namespace': 'ecs' } },
  ],
  [
    'elasticfilesystem:Encrypted',
    { Bool: { 'elasticfilesystem:Encrypted': 'true' } },
  ],
];

const route = ['ec2:route-table', 'ec2:subnet'];

/** Resource types that count where the reference has more: what the template does not use with the action. */
const narrowed: Readonly<Record<string, readonly string[]>> = {
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

/** Actions that may use a default of AWS's, such as its option group; no other may touch one. */
const usesDefaults =
  /^(rds:(Create|Modify)DB(Cluster|Instance)|elasticache:(Create|Modify)ReplicationGroup)$/;

/** Reads that AWS asks the whole kind for, even when they name one. */
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

/** Everything of a kind: the reference's ARN with `*` for what is not the place. */
const wholeKind = ({ arn }: TargetFacts, { place }: PolicyContext) =>
  arn
    .replace('${Partition}', partitionOf(place))
    .replace('${Region}', place.region)
    .replace('${Account}', place.account)
    .replaceAll(/\$\{\w+\}/g, '*')
    .replaceAll(/\*+/g, '*');

function suffixOf({ isNew }: TargetFacts, { readsOnly }: ActionFacts): string {
  if (isNew) return 'New';
  return readsOnly ? 'Read' : '';
}

function grantOn(
  target: TargetFacts,
  { arns, kind }: Scope,
  of: {
    label: string;
    facts: ActionFacts;
    context: PolicyContext;
    common?: Conditions;
  },
): Grant {
  const { facts, common } = of;
  const label = `${of.label}${pascal(target.iam.split(':')[1])}`;
  if (kind === 'named') {
    return {
      label,
      resources: arns,
      conditions: common,
      scope: 'named after the environment',
    };
  }
  // A read may come before the tags, and gives nothing away but names.
  if (kind === 'made' || target.isNew || facts.readsOnly || !target.tags) {
    return {
      label: label + suffixOf(target, facts),
      resources: arns,
      conditions: common,
      scope: target.isNew
        ? 'new ones, which carry no tag yet'
        : 'AWS makes up the id, and there is no tag to ask for',
    };
  }
  return {
    label: `${label}Ours`,
    resources: arns,
    conditions: merge(common, isOurs(of.context)),
    scope: 'those that carry the environment’s tags',
  };
}

/**
 * What an action is allowed on: the environment's resources by name, by tag where AWS makes up the ids, and `*` only where AWS
 * knows nothing narrower.
 *
 * @throws Error for an action that changes something nobody has given a scope
 */
export function grantsOf(
  action: string,
  facts: ActionFacts,
  context: PolicyContext,
): Grant[] {
  const special = specialGrants[action];
  if (special) return special(context, action);

  const label = serviceLabel(action);
  const common = merge(
    ...always
      .filter(([key]) => facts.conditionKeys.has(key))
      .map(([, conditions]) => conditions),
  );
  if (facts.targets.length === 0) {
    return [
      {
        label: `${label}Unscoped`,
        resources: ['*'],
        conditions: merge(common, inRegion(context.place)),
        scope: 'AWS knows no narrower resource',
      },
    ];
  }
  const lists = context.onAll.has(action) || wholeKindReads.has(action);
  if (facts.readsOnly && lists) {
    return [
      {
        label: `${label}List`,
        resources: [
          ...new Set(facts.targets.map(target => wholeKind(target, context))),
        ],
        conditions: common,
        scope: 'listed as a whole, so AWS asks for the whole kind',
      },
    ];
  }
  const counted = narrowed[action];
  const targets = counted
    ? facts.targets.filter(({ iam }) => counted.includes(iam))
    : facts.targets;
  const known = targets.flatMap(target => {
    const scope = context.scopes.get(target.iam);
    return scope ? [{ target, scope }] : [];
  });
  const defaults = usesDefaults.test(action)
    ? [
        ...new Set(
          targets.flatMap(({ iam }) => context.defaults.get(iam) ?? []),
        ),
      ]
    : [];
  if (known.length === 0) {
    if (!facts.readsOnly) {
      throw new Error(
        `${action} changes ${facts.targets
          .map(({ iam }) => iam)
          .join(', ')}, none of which has a row in scopes.ts.`,
      );
    }
    return [
      {
        label: `${label}Read`,
        resources: facts.targets
          .filter(({ required }) => required || facts.targets.length === 1)
          .map(target => wholeKind(target, context)),
        conditions: common,
        scope: 'read only, of a kind the template does not name',
      },
    ];
  }
  return [
    ...known.map(({ target, scope }) =>
      grantOn(target, scope, { label, facts, context, common }),
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
