import { serviceLinkedRoles } from '@streamflix/backstage-plugin-streamflix-node';
import {
  Account,
  cloudFormation,
  type Findings,
  type Grants,
  type Leftovers,
} from './Account';
import { Caller, isUnderOurPath, short } from './Caller';
import { allows } from './evaluate';
import { roleCalls, searchRoles } from './searchRoles';

const policyCalls = [
  'iam:CreatePolicy',
  'iam:CreatePolicyVersion',
  'iam:SetDefaultPolicyVersion',
  'iam:DeletePolicyVersion',
  'iam:DeletePolicy',
  'iam:TagPolicy',
  'iam:UntagPolicy',
];
/** Calls of CloudFormation that act with a role: the one in the request, else the stack's. */
const stackCallsWithRole = [
  'cloudformation:CreateChangeSet',
  'cloudformation:CreateStack',
  'cloudformation:UpdateStack',
  'cloudformation:DeleteStack',
  'cloudformation:ContinueUpdateRollback',
  'cloudformation:RollbackStack',
];
const stackCalls = [
  'cloudformation:CancelUpdateStack',
  'cloudformation:DeleteChangeSet',
  'cloudformation:ExecuteChangeSet',
  'cloudformation:UpdateTerminationProtection',
  'cloudformation:SetStackPolicy',
];
const modelled = new Set([
  ...Object.values(roleCalls).flat(),
  ...policyCalls,
  'iam:CreateRole',
  'iam:DeleteRole',
  'iam:PutRolePermissionsBoundary',
  'iam:DeleteRolePermissionsBoundary',
  'iam:UpdateAssumeRolePolicy',
  'iam:PassRole',
  'iam:CreateServiceLinkedRole',
  'sts:AssumeRole',
]);

/**
 * Searches every sequence of calls that starts with the portal's role. IAM decides a call by the caller, the called entity and
 * the request, never by the state of a third entity. So the search follows the states of each role separately. Their only shared
 * state is the set of callers, which only grows: a role whose trust policy names a caller, or that a caller passes to a service,
 * becomes a caller.
 *
 * A role with the boundary counts as having every permission the boundary allows, because its creator can grant it these. All
 * such roles are therefore one caller.
 */
export function findEscalations(
  grants: Grants,
  leftovers: Leftovers = {},
): Findings {
  const account = new Account(grants, leftovers);
  for (let last = 0; last !== account.size; ) {
    last = account.size;
    for (const { actor, path } of [...account.actors.values()]) {
      const caller = new Caller(account, actor, path);
      searchRoles(caller);
      searchStacks(caller);
      searchPolicies(caller);
      searchServiceLinkedRoles(caller);
      searchOtherCalls(caller);
    }
  }
  for (const arn of [
    account.stack('payments'),
    account.stack('streamflix-x', '999988887777'),
  ]) {
    if (grants.executionRole && account.isAssumedFor(arn)) {
      account.report(
        'CloudFormation assumes the execution role for a foreign stack',
        [arn],
      );
    }
  }
  return account.findings;
}

function searchStacks(caller: Caller): void {
  const { account, actor } = caller;
  const { executionRole } = account.grants;
  for (const { arn, role: own } of account.stacks) {
    const isEnvironment = short(arn).startsWith('stack/streamflix-');
    for (const action of stackCalls) {
      const calls = caller.try({ action, resource: arn }, short(arn));
      if (calls && !isEnvironment) {
        account.report('changes a foreign stack', calls);
      }
    }
    for (const action of stackCallsWithRole) {
      for (const given of [undefined, executionRole, account.administrator]) {
        const calls = caller.try(
          {
            action,
            resource: arn,
            keys: { 'cloudformation:RoleArn': given },
          },
          `${short(arn)} with ${given ? short(given) : 'no role'}`,
        );
        if (!calls) continue;
        if (!isEnvironment) account.report('changes a foreign stack', calls);
        const passes =
          given &&
          allows(actor.statements, {
            action: 'iam:PassRole',
            resource: given,
            keys: { 'iam:PassedToService': cloudFormation },
          });
        const acting = given ? passes && given : own;
        if (!acting) continue;
        if (acting !== executionRole || account.isAssumedFor(arn)) {
          account.takeOver(acting, { exists: true, trusts: [] }, calls);
        }
      }
    }
  }
}

function searchPolicies(caller: Caller): void {
  const { account } = caller;
  const { policies, leftovers, grants } = account;
  const attached = leftovers.unlimitedRole ? grants.policies : [];
  for (const policy of policies) {
    for (const action of policyCalls) {
      const calls = caller.try({ action, resource: policy }, short(policy));
      if (!calls) continue;
      if (!isUnderOurPath(policy)) {
        account.report('changes a policy outside the path', calls);
      }
      if (/Version$/.test(action) && attached.includes(policy)) {
        account.report(
          'changes a policy of a role without the boundary',
          calls,
        );
      }
    }
  }
}

function searchServiceLinkedRoles(caller: Caller): void {
  const { account } = caller;
  for (const service of ['ecs.amazonaws.com', 'organizations.amazonaws.com']) {
    const calls = caller.try(
      {
        action: 'iam:CreateServiceLinkedRole',
        resource: account.arnOf('role', `aws-service-role/${service}/Role`),
        keys: { 'iam:AWSServiceName': service },
      },
      service,
    );
    if (calls && !serviceLinkedRoles.some(role => role.service === service)) {
      account.report(
        'creates a service-linked role for another service',
        calls,
      );
    }
  }
}

/** Calls whose effects are not followed: none of them may be possible. */
function searchOtherCalls(caller: Caller): void {
  const { account } = caller;
  const { writes, boundary, policies } = account.grants;
  const kinds = ['user', 'group', 'instance-profile', 'role', 'policy'];
  for (const action of writes.filter(each => !modelled.has(each))) {
    for (const kind of kinds) {
      for (const name of ['x', 'streamflix/x']) {
        const calls = caller.try(
          {
            action,
            resource: account.arnOf(kind, name),
            keys: {
              'iam:PermissionsBoundary': boundary,
              'iam:PolicyARN': policies[0],
            },
          },
          `${kind}/${name}`,
        );
        if (calls) account.report(`may call ${action}`, calls);
      }
    }
  }
  const { administrator } = account;
  if (
    caller.try(
      { action: 'sts:AssumeRole', resource: administrator },
      'any role',
    )
  ) {
    account.report('may assume roles that trust the account', [
      ...caller.before,
    ]);
  }
}
