import type {
  Json,
  JsonObject,
  Template,
} from '@streamflix/local-aws/cloudformation';
import { arnOf, arnsOf } from './arnsOf';
import type { Place } from './Place';
import { productCalls } from './productCalls';
import { resourcesByType, secretsRead } from './neededActions';
import { scopes, type ScopeRow } from './scopes';

/** ARN patterns of one IAM resource type. */
export interface Scope {
  arns: string[];
  kind: 'named' | 'tagged' | 'made';
}

/** All a grant is derived from. */
export interface PolicyContext {
  place: Place;
  /** By IAM resource type, such as `rds:cluster`. */
  scopes: ReadonlyMap<string, Scope>;
  /** ARN patterns of AWS's own defaults, which resources of the template use, by IAM resource type. */
  defaults: ReadonlyMap<string, string[]>;
  /** Types in the template, without `AWS::`. */
  types: ReadonlySet<string>;
  /** Existing secrets CloudFormation reads. */
  secrets: readonly string[];
  /** Service principals that take a role of the template, with the roles' ARN patterns. */
  passedTo: ReadonlyMap<string, string[]>;
  /** Actions StreamFlix calls on everything of a kind. */
  onAll: ReadonlySet<string>;
  /** Objects of staged templates. */
  stagedTemplates?: string;
}

const first = (value: Json | undefined): Json | undefined =>
  Array.isArray(value) ? value[0] : value;

function field(value: Json | undefined, key: string): Json | undefined {
  const one = first(value);
  return typeof one === 'object' && one !== null && !Array.isArray(one)
    ? one[key]
    : undefined;
}

/** The service a role's trust policy names. */
const principalOf = (role: JsonObject) =>
  String(
    field(
      field(field(role.AssumeRolePolicyDocument, 'Statement'), 'Principal'),
      'Service',
    ),
  );

/**
 * @param template - made with `templateSuffix`
 * @param options.region - region the template was made for
 * @param options.stagingBucket - may hold `{account}` and `{region}`
 */
export function policyContext(
  template: Template,
  options: { region: string; place: Place; stagingBucket?: string },
): PolicyContext {
  const { region, place, stagingBucket } = options;
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
      add(row, arnsOf(row, [...resources], region, place));
    }
  }
  const passedTo = new Map<string, string[]>();
  const [roleRow] = scopes['IAM::Role'];
  for (const role of byType.get('IAM::Role') ?? []) {
    const principal = principalOf(role);
    passedTo.set(principal, [
      ...new Set([
        ...(passedTo.get(principal) ?? []),
        ...arnsOf(roleRow, [role], region, place),
      ]),
    ]);
  }
  const bucket = stagingBucket
    ?.replace('{account}', place.account)
    .replace('{region}', place.region);
  return {
    place,
    scopes: found,
    defaults,
    types: new Set(byType.keys()),
    secrets: secretsRead(template),
    passedTo,
    onAll: new Set(
      Object.values(productCalls).flatMap(({ action, on }) =>
        action && on === 'all' ? [action] : [],
      ),
    ),
    stagedTemplates:
      bucket && arnOf(`s3:::${bucket}/streamflix/{suffix}/*`, place),
  };
}
