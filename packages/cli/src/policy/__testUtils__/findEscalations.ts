import { serviceLinkedRoles } from '@streamflix/backstage-plugin-streamflix-node';
import { allows, type Call, type PolicyStatement } from './evaluate';

/** The permissions in the account, and their holders. */
export interface Grants {
  account: string;
  /** One of the policies' regions. */
  region: string;
  portalRole: string;
  portal: readonly PolicyStatement[];
  /** ARN of CloudFormation's role, and its permissions. */
  executionRole?: string;
  execution?: readonly PolicyStatement[];
  executionTrust?: readonly PolicyStatement[];
  /** ARN of the boundary, and its permissions. */
  boundary: string;
  boundaryStatements: readonly PolicyStatement[];
  /** ARNs of roles and policies that environments may have. */
  roles: readonly string[];
  policies: readonly string[];
  /** Every action of IAM and STS that changes something. */
  writes: readonly string[];
}

/** Resources an administrator may have left in the account, against which StreamFlix cannot be protected. */
export interface Leftovers {
  /** A role under /streamflix/ without the boundary, which ECS may assume, and with a policy under /streamflix/. */
  unlimitedRole?: boolean;
  /** A stack with the name of an environment's, which CloudFormation changes with an administrator's role. */
  stackOfAdministrator?: boolean;
}

interface Role {
  exists: boolean;
  boundary?: string;
  /** Services and principals in the trust policy. */
  trusts: readonly string[];
}

/** A caller: the portal's role, or a role it can act as. */
interface Actor {
  name: string;
  statements: readonly PolicyStatement[];
}

export interface Findings {
  /** What must never be possible, each with the sequence of calls. */
  escalations: Map<string, string[]>;
  /** Names of all calls that were possible, so that a test can see that the search was not empty. */
  calls: Set<string>;
}

const ecsTasks = 'ecs-tasks.amazonaws.com';
const flowLogs = 'vpc-flow-logs.amazonaws.com';
const cloudFormation = 'cloudformation.amazonaws.com';
const services = [
  ecsTasks,
  flowLogs,
  cloudFormation,
  'ec2.amazonaws.com',
  'lambda.amazonaws.com',
];
/** Statements of the services whose calls are searched; no other service can change permissions. */
const searched = (statements: readonly PolicyStatement[]) =>
  statements.filter(({ Action }) =>
    [Action].flat().some(each => /^(\*$|(iam|sts|cloudformation):)/.test(each)),
  );
const isUnderOurPath = (arn: string) => /^[^/]*\/streamflix\//.test(arn);
const short = (arn: string) => arn.split(':').slice(5).join(':');

const roleCalls = {
  inline: ['iam:PutRolePolicy', 'iam:DeleteRolePolicy'],
  attached: ['iam:AttachRolePolicy', 'iam:DetachRolePolicy'],
  harmless: [
    'iam:UpdateRole',
    'iam:UpdateRoleDescription',
    'iam:TagRole',
    'iam:UntagRole',
  ],
};
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
  const { account, boundary, portalRole, executionRole } = grants;
  const arnOf = (kind: string, name: string) =>
    `arn:aws:iam::${account}:${kind}/${name}`;
  const outside = (arn: string) => arn.replace('/streamflix/', '/');
  const guardrail = arnOf('policy', 'guardrail');
  const administrator = arnOf('role', 'administrator');
  const policies = [
    ...grants.policies,
    ...grants.policies.map(outside),
    boundary,
    guardrail,
    'arn:aws:iam::aws:policy/AdministratorAccess',
  ];
  const states = new Map<string, Map<string, { role: Role; path: string[] }>>();
  const actors = new Map<string, { actor: Actor; path: string[] }>();
  const findings: Findings = { escalations: new Map(), calls: new Set() };

  const report = (text: string, path: string[]) => {
    if (!findings.escalations.has(text)) findings.escalations.set(text, path);
  };
  const reach = (arn: string, role: Role, path: string[]) => {
    const known = states.get(arn) ?? new Map();
    const key = JSON.stringify(role);
    if (!known.has(key)) known.set(key, { role, path });
    states.set(arn, known);
  };
  const act = (
    name: string,
    statements: readonly PolicyStatement[],
    path: string[],
  ) => {
    if (actors.has(name)) return;
    actors.set(name, {
      actor: { name, statements: searched(statements) },
      path,
    });
  };
  const isLimited = (role: Role) => role.boundary === boundary;

  /** A caller can act as a role from now on. */
  const takeOver = (arn: string, role: Role, path: string[]) => {
    if (arn === executionRole && grants.execution) {
      act('execution role', grants.execution, path);
    } else if (isLimited(role)) {
      act('role with the boundary', grants.boundaryStatements, path);
    } else {
      report('acts as a role without the boundary', path);
    }
  };

  /* The initial state of the account. */
  for (const arn of grants.roles) {
    reach(arn, { exists: true, boundary, trusts: [ecsTasks, flowLogs] }, []);
    reach(arn.replace(/x$/, 'new'), { exists: false, trusts: [] }, []);
    reach(outside(arn), { exists: true, trusts: ['ec2.amazonaws.com'] }, []);
    const unlimited = { exists: true, trusts: ['ec2.amazonaws.com'] };
    reach(arn.replace(/x$/, 'open'), unlimited, []);
    reach(
      arn.replace(/x$/, 'other'),
      { ...unlimited, boundary: guardrail },
      [],
    );
    if (leftovers.unlimitedRole) {
      reach(
        arn.replace(/x$/, 'leftover'),
        { exists: true, trusts: [ecsTasks] },
        [],
      );
    }
  }
  reach(administrator, { exists: true, trusts: [cloudFormation] }, []);
  reach(arnOf('role', 'limited'), { exists: true, boundary, trusts: [] }, []);
  reach(portalRole, { exists: true, trusts: [] }, []);
  reach(
    arnOf('role', 'streamflix-imposter'),
    { exists: false, trusts: [] },
    [],
  );
  if (executionRole) {
    reach(executionRole, { exists: true, trusts: [cloudFormation] }, []);
  }
  act('portal', grants.portal, []);

  const stack = (name: string, of = account) =>
    `arn:aws:cloudformation:${grants.region}:${of}:stack/${name}/id`;
  const stacks: { arn: string; role?: string }[] = [
    { arn: stack('streamflix-x') },
    { arn: stack('payments'), role: administrator },
    ...(executionRole || leftovers.stackOfAdministrator
      ? [{ arn: stack('streamflix-administrator'), role: administrator }]
      : []),
  ];
  const assumedFor = (stackArn: string) =>
    allows(grants.executionTrust ?? [], {
      action: 'sts:AssumeRole',
      resource: '*',
      keys: {
        'aws:SourceAccount': stackArn.split(':')[4],
        'aws:SourceArn': stackArn,
      },
    });

  const search = (actor: Actor, before: string[]) => {
    const may = (call: Call, label: string): string[] | undefined => {
      if (!allows(actor.statements, call)) return undefined;
      findings.calls.add(call.action);
      return [...before, `${actor.name}: ${call.action} ${label}`];
    };
    const mayChange = (
      arn: string,
      role: Role,
      action: string,
      keys: Call['keys'] = {},
    ) =>
      may(
        {
          action,
          resource: arn,
          keys: { 'iam:PermissionsBoundary': role.boundary, ...keys },
        },
        `${short(arn)} ${JSON.stringify(keys)}`,
      );

    for (const [arn, known] of [...states]) {
      for (const { role, path } of [...known.values()]) {
        const follow = (calls: string[] | undefined, to: Role) => {
          if (!calls) return;
          const all = [...path, ...calls];
          reach(arn, to, all);
          if (!isUnderOurPath(arn))
            report('changes a role outside the path', all);
          if (to.exists && !isLimited(to)) {
            report(
              role.exists
                ? 'changes a role without the boundary'
                : 'creates a role without the boundary',
              all,
            );
          }
        };
        if (!role.exists) {
          for (const given of [undefined, boundary, guardrail, ...policies]) {
            follow(
              mayChange(arn, { ...role, boundary: given }, 'iam:CreateRole'),
              {
                exists: true,
                boundary: given,
                trusts: [portalRole],
              },
            );
          }
          continue;
        }
        for (const action of roleCalls.inline) {
          follow(mayChange(arn, role, action), role);
        }
        for (const action of roleCalls.attached) {
          for (const policy of policies) {
            const calls = mayChange(arn, role, action, {
              'iam:PolicyARN': policy,
            });
            follow(calls, role);
            if (calls && !isUnderOurPath(policy)) {
              report('attaches or detaches a policy outside the path', calls);
            }
          }
        }
        for (const action of roleCalls.harmless) {
          const calls = mayChange(arn, role, action);
          if (calls && !isUnderOurPath(arn)) {
            report('changes a role outside the path', calls);
          }
        }
        for (const given of [boundary, ...policies]) {
          follow(
            mayChange(
              arn,
              { ...role, boundary: given },
              'iam:PutRolePermissionsBoundary',
            ),
            { ...role, boundary: given },
          );
        }
        follow(mayChange(arn, role, 'iam:DeleteRolePermissionsBoundary'), {
          ...role,
          boundary: undefined,
        });
        follow(mayChange(arn, role, 'iam:UpdateAssumeRolePolicy'), {
          ...role,
          trusts: [portalRole],
        });
        const deleted = mayChange(arn, role, 'iam:DeleteRole');
        follow(deleted, { exists: false, trusts: [] });

        for (const service of services) {
          const calls = may(
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
            report('passes a role to a service it is not for', calls);
          }
          if (arn !== executionRole && !isUnderOurPath(arn)) {
            report('passes a role outside the path', calls);
          }
          // CloudFormation assumes a role only for a stack, see below.
          if (service !== cloudFormation && role.trusts.includes(service)) {
            takeOver(arn, role, [...path, ...calls]);
          }
        }
        // A trust policy that names a role of the same account suffices; the caller needs no permission.
        if (role.trusts.includes(portalRole)) {
          findings.calls.add('sts:AssumeRole');
          takeOver(arn, role, [...path, `sts:AssumeRole ${short(arn)}`]);
        }
      }
    }

    for (const { arn, role: own } of stacks) {
      const isEnvironment = short(arn).startsWith('stack/streamflix-');
      for (const action of stackCalls) {
        const calls = may({ action, resource: arn }, short(arn));
        if (calls && !isEnvironment) report('changes a foreign stack', calls);
      }
      for (const action of stackCallsWithRole) {
        for (const given of [undefined, executionRole, administrator]) {
          const calls = may(
            {
              action,
              resource: arn,
              keys: { 'cloudformation:RoleArn': given },
            },
            `${short(arn)} with ${given ? short(given) : 'no role'}`,
          );
          if (!calls) continue;
          if (!isEnvironment) report('changes a foreign stack', calls);
          const passes =
            given &&
            allows(actor.statements, {
              action: 'iam:PassRole',
              resource: given,
              keys: { 'iam:PassedToService': cloudFormation },
            });
          const acting = given ? passes && given : own;
          if (!acting) continue;
          if (acting !== executionRole || assumedFor(arn)) {
            takeOver(acting, { exists: true, trusts: [] }, calls);
          }
        }
      }
    }

    const attached = leftovers.unlimitedRole ? grants.policies : [];
    for (const policy of policies) {
      for (const action of policyCalls) {
        const calls = may({ action, resource: policy }, short(policy));
        if (!calls) continue;
        if (!isUnderOurPath(policy))
          report('changes a policy outside the path', calls);
        if (/Version$/.test(action) && attached.includes(policy)) {
          report('changes a policy of a role without the boundary', calls);
        }
      }
    }

    for (const service of [
      'ecs.amazonaws.com',
      'organizations.amazonaws.com',
    ]) {
      const calls = may(
        {
          action: 'iam:CreateServiceLinkedRole',
          resource: arnOf('role', `aws-service-role/${service}/Role`),
          keys: { 'iam:AWSServiceName': service },
        },
        service,
      );
      if (calls && !serviceLinkedRoles.some(role => role.service === service)) {
        report('creates a service-linked role for another service', calls);
      }
    }

    const others = ['user', 'group', 'instance-profile', 'role', 'policy'];
    for (const action of grants.writes.filter(each => !modelled.has(each))) {
      for (const kind of others) {
        for (const name of ['x', 'streamflix/x']) {
          const calls = may(
            {
              action,
              resource: arnOf(kind, name),
              keys: {
                'iam:PermissionsBoundary': boundary,
                'iam:PolicyARN': grants.policies[0],
              },
            },
            `${kind}/${name}`,
          );
          if (calls) report(`may call ${action}`, calls);
        }
      }
    }
    if (
      may({ action: 'sts:AssumeRole', resource: administrator }, 'any role')
    ) {
      report('may assume roles that trust the account', before);
    }
  };

  const size = () =>
    [...states.values()].reduce((sum, known) => sum + known.size, 0) +
    actors.size;
  for (let last = 0; last !== size(); ) {
    last = size();
    for (const { actor, path } of [...actors.values()]) search(actor, path);
  }

  for (const arn of [
    stack('payments'),
    stack('streamflix-x', '999988887777'),
  ]) {
    if (executionRole && assumedFor(arn)) {
      report('CloudFormation assumes the execution role for a foreign stack', [
        arn,
      ]);
    }
  }
  return findings;
}
