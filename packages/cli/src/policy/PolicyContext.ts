import {
  isValues,
  type Values,
} from '@streamflix/backstage-plugin-streamflix-common/environment';
import type { Template } from '@streamflix/cdk-app/template';
import { arnOf, arnPatterns, repositoriesOf } from './arnPatterns';
import { resourcesByType, secretsRead, type Caller } from './neededActions';
import {
  streamflixCalls,
  validationActions,
  type StreamflixCall,
} from './streamflixCalls';
import { scopes, type ScopeRow } from './scopes';
import type { Target } from './Target';

export interface PolicyOptions {
  /** Region of the template. */
  region: string;
  target: Target;
  /** One role makes all calls unless there is an execution role. */
  callers: readonly Caller[];
  /** ARN of the managed policy that every role must have as its permissions boundary. */
  boundary?: string;
  /** ARN of CloudFormation's role. */
  executionRole?: string;
  /** Names of the existing secrets that environments may use; `*` stands for any characters. */
  allowedSecrets: readonly string[];
  /** Images that tasks may run: registry and repository, with `*`, `{account}`, `{region}` and `{suffix}`. */
  allowedImages: readonly string[];
  /** Names or patterns of the existing secrets CloudFormation reads, if other than those in the template. */
  secretsRead?: readonly string[];
  /** May contain `{account}` and `{region}`. */
  stagingBucket?: string;
  /** ARNs of the queues that receive the events of AWS. */
  eventQueues?: readonly string[];
}

/** ARN patterns of one IAM resource type. */
export interface Scope {
  arns: string[];
  kind: 'named' | 'tagged' | 'generated';
}

/** The input of all grants. */
export interface PolicyContext {
  target: Target;
  /** By IAM resource type, such as `rds:cluster`. */
  scopes: ReadonlyMap<string, Scope>;
  /** ARN patterns of AWS's default resources that the template uses, by IAM resource type. */
  defaults: ReadonlyMap<string, string[]>;
  /** Who makes the calls. */
  callers: readonly Caller[];
  /** Types in the template, without `AWS::`. */
  types: ReadonlySet<string>;
  /** Names or patterns of the existing secrets CloudFormation reads. */
  secrets: readonly string[];
  /** Names or patterns of the existing secrets environments may use. */
  allowedSecrets: readonly string[];
  /** ARN patterns of the repositories in the target with images that tasks may run. */
  allowedRepositories: readonly string[];
  /** ARN patterns of the passed roles, by the service principal they are passed to. */
  passedTo: ReadonlyMap<string, string[]>;
  /** Actions StreamFlix calls on all resources of a type. */
  onAll: ReadonlySet<string>;
  /** Actions StreamFlix calls on the environment's own resources. */
  onEnvironment: ReadonlySet<string>;
  /** ARNs of the queues that receive the events of AWS. */
  eventQueues: readonly string[];
  /** ARN pattern of the staged templates. */
  stagedTemplates?: string;
  /** See `PolicyOptions`. */
  boundary?: string;
  executionRole?: string;
}

/** A field of an object, or of the first of several. */
function field(value: unknown, key: string): unknown {
  const [first] = [value].flat();
  return isValues(first) ? first[key] : undefined;
}

/** The service in a role's trust policy. */
const principalOf = (role: Values) =>
  String(
    field(
      field(field(role.AssumeRolePolicyDocument, 'Statement'), 'Principal'),
      'Service',
    ),
  );

const callsOn = (place: StreamflixCall['on']) =>
  Object.values(streamflixCalls).flatMap(({ action, on }) =>
    action && on === place ? [action] : [],
  );

/** @param template - synthesized with `templateSuffix` */
export function policyContext(
  template: Template,
  options: PolicyOptions,
): PolicyContext {
  const { region, target, callers, executionRole, stagingBucket } = options;
  const byType = resourcesByType(template);
  const found = new Map<string, Scope>();
  const defaults = new Map<string, string[]>();
  const add = (row: ScopeRow, arns: string[]) => {
    if (row.kind === 'default') {
      defaults.set(row.iam, arns);
      return;
    }
    const before = found.get(row.iam);
    found.set(row.iam, {
      arns: [...new Set([...(before?.arns ?? []), ...arns])],
      kind: before?.kind === 'named' ? 'named' : row.kind,
    });
  };
  for (const [type, resources] of [
    ...byType,
    ['CloudFormation::Stack', []] as const,
  ]) {
    for (const row of scopes[type] ?? []) {
      add(row, arnPatterns(row, [...resources], region, target));
    }
  }
  const passedTo = new Map<string, string[]>();
  if (callers.includes('cloudformation')) {
    const [roleRow] = scopes['IAM::Role'];
    for (const role of byType.get('IAM::Role') ?? []) {
      const principal = principalOf(role);
      passedTo.set(principal, [
        ...new Set([
          ...(passedTo.get(principal) ?? []),
          ...arnPatterns(roleRow, [role], region, target),
        ]),
      ]);
    }
  }
  if (callers.includes('streamflix') && executionRole) {
    passedTo.set('cloudformation.amazonaws.com', [executionRole]);
  }
  const bucket = stagingBucket
    ?.replace('{account}', target.account)
    .replace('{region}', target.region);
  return {
    target,
    scopes: found,
    defaults,
    callers,
    types: new Set(byType.keys()),
    secrets: options.secretsRead ?? secretsRead(template),
    allowedSecrets: options.allowedSecrets,
    allowedRepositories: [
      ...new Set(
        options.allowedImages
          .flatMap(image => repositoriesOf(image, target))
          .filter(arn => arn.split(':')[4] === target.account),
      ),
    ],
    passedTo,
    onAll: new Set([...validationActions, ...callsOn('all')]),
    onEnvironment: new Set(callsOn('environment')),
    eventQueues: options.eventQueues ?? [],
    stagedTemplates:
      bucket && arnOf(`s3:::${bucket}/streamflix/{suffix}/*`, target),
    boundary: options.boundary,
    executionRole,
  };
}
