import {
  cloudFormation,
  ecsTasks,
  flowLogs,
  type Account,
  type Role,
} from './Account';
import { isUnderOurPath, short, type Caller } from './Caller';

const services = [
  ecsTasks,
  flowLogs,
  cloudFormation,
  'ec2.amazonaws.com',
  'lambda.amazonaws.com',
];
export const roleCalls = {
  inline: ['iam:PutRolePolicy', 'iam:DeleteRolePolicy'],
  attached: ['iam:AttachRolePolicy', 'iam:DetachRolePolicy'],
  harmless: [
    'iam:UpdateRole',
    'iam:UpdateRoleDescription',
    'iam:TagRole',
    'iam:UntagRole',
  ],
};
/** Searches the calls that change, pass or assume a role, in each of its known states. */
export function searchRoles(caller: Caller): void {
  for (const [arn, known] of [...caller.account.states]) {
    for (const { role, path } of [...known.values()]) {
      const follow = (calls: string[] | undefined, to: Role) => {
        if (calls)
          reachRole(caller.account, arn, role, to, [...path, ...calls]);
      };
      if (role.exists) {
        changeRole(caller, arn, role, follow);
        useRole(caller, arn, role, path);
      } else createRole(caller, arn, role, follow);
    }
  }
}

type Follow = (calls: string[] | undefined, to: Role) => void;

function reachRole(
  account: Account,
  arn: string,
  from: Role,
  to: Role,
  path: string[],
): void {
  account.reach(arn, to, path);
  if (!isUnderOurPath(arn)) {
    account.report('changes a role outside the path', path);
  }
  if (to.exists && !account.isLimited(to)) {
    account.report(
      from.exists
        ? 'changes a role without the boundary'
        : 'creates a role without the boundary',
      path,
    );
  }
}

function createRole(
  caller: Caller,
  arn: string,
  role: Role,
  follow: Follow,
): void {
  const { guardrail, policies, grants } = caller.account;
  for (const boundary of [undefined, grants.boundary, guardrail, ...policies]) {
    follow(caller.tryChange(arn, { ...role, boundary }, 'iam:CreateRole'), {
      exists: true,
      boundary,
      trusts: [grants.portalRole],
    });
  }
}

function changeRole(
  caller: Caller,
  arn: string,
  role: Role,
  follow: Follow,
): void {
  const { account } = caller;
  const { policies, grants } = account;
  for (const action of roleCalls.inline) {
    follow(caller.tryChange(arn, role, action), role);
  }
  for (const action of roleCalls.attached) {
    for (const policy of policies) {
      const calls = caller.tryChange(arn, role, action, {
        'iam:PolicyARN': policy,
      });
      follow(calls, role);
      if (calls && !isUnderOurPath(policy)) {
        account.report('attaches or detaches a policy outside the path', calls);
      }
    }
  }
  for (const action of roleCalls.harmless) {
    const calls = caller.tryChange(arn, role, action);
    if (calls && !isUnderOurPath(arn)) {
      account.report('changes a role outside the path', calls);
    }
  }
  for (const boundary of [grants.boundary, ...policies]) {
    const limited = { ...role, boundary };
    follow(
      caller.tryChange(arn, limited, 'iam:PutRolePermissionsBoundary'),
      limited,
    );
  }
  follow(caller.tryChange(arn, role, 'iam:DeleteRolePermissionsBoundary'), {
    ...role,
    boundary: undefined,
  });
  follow(caller.tryChange(arn, role, 'iam:UpdateAssumeRolePolicy'), {
    ...role,
    trusts: [grants.portalRole],
  });
  follow(caller.tryChange(arn, role, 'iam:DeleteRole'), {
    exists: false,
    trusts: [],
  });
}

function useRole(
  caller: Caller,
  arn: string,
  role: Role,
  path: string[],
): void {
  const { account } = caller;
  const { executionRole, portalRole } = account.grants;
  for (const service of services) {
    const calls = caller.try(
      {
        action: 'iam:PassRole',
        resource: arn,
        keys: { 'iam:PassedToService': service },
      },
      `${short(arn)} to ${service}`,
    );
    if (!calls) continue;
    const expected =
      arn === executionRole ? [cloudFormation] : [ecsTasks, flowLogs];
    if (!expected.includes(service)) {
      account.report('passes a role to a service it is not for', calls);
    }
    if (arn !== executionRole && !isUnderOurPath(arn)) {
      account.report('passes a role outside the path', calls);
    }
    // CloudFormation assumes a role only for a stack: see `searchStacks`.
    if (service !== cloudFormation && role.trusts.includes(service)) {
      account.takeOver(arn, role, [...path, ...calls]);
    }
  }
  // A trust policy that names a role of the same account suffices; the caller needs no permission.
  if (role.trusts.includes(portalRole)) {
    account.findings.calls.add('sts:AssumeRole');
    account.takeOver(arn, role, [...path, `sts:AssumeRole ${short(arn)}`]);
  }
}
