import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { mockCredentials } from '@backstage/backend-test-utils';
import { catalogPermissions } from '@backstage/plugin-catalog-common/alpha';
import {
  AuthorizeResult,
  createPermission,
  type Permission,
} from '@backstage/plugin-permission-common';
import { createConditionAuthorizer } from '@backstage/plugin-permission-node';
import { scaffolderPermissions } from '@backstage/plugin-scaffolder-common/alpha';
import { environmentPermissions } from '@streamflix/backstage-plugin-streamflix-common';
import { environmentRules } from '@streamflix/backstage-plugin-streamflix-backend';
import { parseAllDocuments } from 'yaml';
import { OwnershipPolicy } from './permissionPolicy';

const policy = new OwnershipPolicy();

interface Entity {
  kind: string;
  metadata: { name: string };
  spec: { memberOf?: string[] };
}

/** The users of the example's catalog, as they are signed in. */
const users = new Map(
  parseAllDocuments(
    readFileSync(resolve(__dirname, '../catalog/org.yaml'), 'utf8'),
  )
    .map(document => document.toJS() as Entity)
    .filter(({ kind }) => kind === 'User')
    .map(({ metadata: { name }, spec: { memberOf = [] } }) => {
      const userEntityRef = `user:default/${name}`;
      return [
        name,
        {
          credentials: mockCredentials.user(userEntityRef),
          info: {
            userEntityRef,
            ownershipEntityRefs: [
              userEntityRef,
              ...memberOf.map(group => `group:default/${group}`),
            ],
          },
        },
      ];
    }),
);

const decide = (permission: Permission, user: string) =>
  policy.handle({ permission }, users.get(user));

type Answer =
  | 'yes'
  | 'no'
  /** Environments of these owners. */
  | `of ${string}`
  | 'own tasks';

const environment = {
  account: '000000000000',
  region: 'eu-west-2',
  suffix: 'demo',
};

const mayUse = createConditionAuthorizer(environmentRules);

async function answer(permission: Permission, user: string): Promise<Answer> {
  const decision = await decide(permission, user);
  if (decision.result === AuthorizeResult.ALLOW) return 'yes';
  if (decision.result !== AuthorizeResult.CONDITIONAL) return 'no';
  if (decision.resourceType === 'scaffolder-task') {
    expect(decision).toMatchObject({
      pluginId: 'scaffolder',
      conditions: {
        rule: 'IS_TASK_OWNER',
        params: { createdBy: [`user:default/${user}`] },
      },
    });
    return 'own tasks';
  }
  expect(decision.pluginId).toBe('streamflix');
  const owners = [
    'group:default/video',
    'group:default/content',
    'group:default/platform',
    'user:default/ada',
    'user:default/grace',
    'user:default/alan',
    'group:default/unknown',
    undefined,
  ].filter(owner => mayUse(decision, { ...environment, owner }));
  return `of ${owners
    .map(owner => owner?.replace(/.*\//, '') ?? 'nobody')
    .join(', ')}`;
}

/** By permission name, the result for: ada, grace, alan, guest. */
const expected: Record<string, [Answer, Answer, Answer, Answer]> = {
  'streamflix.environment.read': ['yes', 'yes', 'yes', 'yes'],
  'streamflix.environment.create': [
    'of video, ada',
    'of video, grace',
    'of content, alan',
    'yes',
  ],
  'streamflix.environment.update': [
    'of video, ada',
    'of video, grace',
    'of content, alan',
    'yes',
  ],
  'streamflix.environment.delete': [
    'of video, ada',
    'of video, grace',
    'of content, alan',
    'yes',
  ],
  'streamflix.environment.assign-owner': ['no', 'no', 'no', 'yes'],
  'scaffolder.action.execute': ['yes', 'yes', 'yes', 'yes'],
  'scaffolder.template.parameter.read': ['yes', 'yes', 'yes', 'yes'],
  'scaffolder.template.step.read': ['yes', 'yes', 'yes', 'yes'],
  'scaffolder.template.dry-run': ['no', 'no', 'no', 'yes'],
  'scaffolder.template.management': ['no', 'no', 'no', 'yes'],
  'scaffolder.task.create': ['yes', 'yes', 'yes', 'yes'],
  'scaffolder.task.read': ['own tasks', 'own tasks', 'own tasks', 'own tasks'],
  'scaffolder.task.cancel': [
    'own tasks',
    'own tasks',
    'own tasks',
    'own tasks',
  ],
  'catalog.entity.read': ['yes', 'yes', 'yes', 'yes'],
  'catalog.entity.refresh': ['yes', 'yes', 'yes', 'yes'],
  'catalog.entity.validate': ['yes', 'yes', 'yes', 'yes'],
  'catalog.entity.create': ['no', 'no', 'no', 'yes'],
  'catalog.entity.delete': ['no', 'no', 'no', 'yes'],
  'catalog.location.read': ['yes', 'yes', 'yes', 'yes'],
  'catalog.location.analyze': ['no', 'no', 'no', 'yes'],
  'catalog.location.create': ['no', 'no', 'no', 'yes'],
  'catalog.location.delete': ['no', 'no', 'no', 'yes'],
  'catalog.ingestion.read': ['no', 'no', 'no', 'no'],
  'catalog.ingestion.manage': ['no', 'no', 'no', 'no'],
};

const everyPermission: readonly Permission[] = [
  ...environmentPermissions,
  ...scaffolderPermissions,
  ...catalogPermissions,
];

describe('the policy of the example', () => {
  it('knows four users', () => {
    expect([...users.keys()].sort()).toEqual(['ada', 'alan', 'grace', 'guest']);
  });

  it('has an expected answer for every permission of StreamFlix, the scaffolder and the catalog', () => {
    expect(Object.keys(expected).sort()).toEqual(
      [...new Set(everyPermission.map(({ name }) => name))].sort(),
    );
  });

  it.each(
    everyPermission.map(permission => [permission.name, permission] as const),
  )(
    'answers ada, grace, alan and the guest for %s',
    async (name, permission) => {
      const answers = ['ada', 'grace', 'alan', 'guest'].map(user =>
        answer(permission, user),
      );
      expect(await Promise.all(answers)).toEqual(expected[name]);
    },
  );

  it.each(
    everyPermission.map(permission => [permission.name, permission] as const),
  )('denies %s to a request without a user', async (_, permission) => {
    expect(await policy.handle({ permission })).toEqual({
      result: AuthorizeResult.DENY,
    });
  });

  it.each(['ada', 'guest'])(
    'denies %s a permission that it does not name',
    async user => {
      const [basic, resource] = [
        createPermission({ name: 'other.use', attributes: {} }),
        createPermission({
          name: 'streamflix.environment.other',
          attributes: {},
          resourceType: 'streamflix-environment',
        }),
      ];
      expect(await answer(basic, user)).toBe('no');
      expect(await answer(resource, user)).toBe('no');
    },
  );
});
