import type { ActionFacts, ResourceType } from './actionFacts';
import { inRegion, type Conditions, type Grant } from './Grant';
import { mergeConditions, requiredConditions } from './requiredConditions';
import {
  resourceTypesOf,
  usesDefaults,
  wholeKindReads,
} from './resourceTypesOf';
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

/** The first part of a grant's name, and its conditions. */
interface Labelled {
  label: string;
  common?: Conditions;
}

function grantOn(
  resourceType: ResourceType,
  { arns, kind }: Scope,
  of: Labelled & { facts: ActionFacts; context: PolicyContext },
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
    conditions: mergeConditions(common, hasEnvironmentTags(of.context)),
    scope: 'those with the environment’s tags',
  };
}

/**
 * The resources an action is allowed on: the environment's resources by name, by tag if AWS generates the ids, and `*` only where
 * AWS supports nothing narrower.
 *
 * @throws Error for an action on a resource without a row in scopes.ts, if it changes the resource, StreamFlix calls it on the
 *   environment's own, or it is of CloudFormation
 */
export function grantsForAction(
  action: string,
  facts: ActionFacts,
  context: PolicyContext,
): Grant[] {
  const common = requiredConditions(action, facts, context);
  const special = specialGrants[action];
  if (special) {
    return special(context, action).map(grant => ({
      ...grant,
      conditions: mergeConditions(common, grant.conditions),
    }));
  }

  const label = serviceLabel(action);
  return (
    grantOnAll(action, facts, context, { label, common }) ??
    grantsOnTypes(action, facts, context, { label, common })
  );
}

/** The grant of an action that AWS authorizes on all resources; undefined for the others. */
function grantOnAll(
  action: string,
  facts: ActionFacts,
  context: PolicyContext,
  { label, common }: Labelled,
): Grant[] | undefined {
  if (facts.resourceTypes.length === 0) {
    return [
      {
        label: `${label}Unscoped`,
        resources: ['*'],
        conditions: mergeConditions(common, inRegion(context.target)),
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
  return undefined;
}

function grantsOnTypes(
  action: string,
  facts: ActionFacts,
  context: PolicyContext,
  { label, common }: Labelled,
): Grant[] {
  const resourceTypes = resourceTypesOf(action, facts);
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
    return [readWithoutScope(action, facts, context, { label, common })];
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

/** The grant of a read on types of which the template has no resource. */
function readWithoutScope(
  action: string,
  facts: ActionFacts,
  context: PolicyContext,
  { label, common }: Labelled,
): Grant {
  if (!facts.readsOnly || context.onEnvironment.has(action)) {
    throw new Error(
      `${action} ${facts.readsOnly ? 'reads' : 'changes'} ${facts.resourceTypes
        .map(({ iam }) => iam)
        .join(', ')}, none of which has a row in scopes.ts.`,
    );
  }
  return {
    label: `${label}Read`,
    resources: facts.resourceTypes
      .filter(({ required }) => required || facts.resourceTypes.length === 1)
      .map(resourceType => wholeKind(resourceType, context)),
    conditions: common,
    scope: 'read only, and the template names none of this kind',
  };
}
