import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { mockCredentials } from '@backstage/backend-test-utils';
import {
  factsOfResourceRef,
  type EnvironmentFacts,
} from '@streamflix/backstage-plugin-streamflix-common';
import { servicesFor, type TestUser } from '../__testUtils__/asUser';
import { BackstageAuthorizer } from './BackstageAuthorizer';
import type { GrantedEffect } from './Grant';
import type { ObservedStack } from './ObservedStack';

const ref = { account: '000000000000', region: 'eu-central-1', suffix: 'abc' };
const userRef = 'user:default/ada';
const video = 'group:default/video';
const news = 'group:default/news';
const all = 'streamflix.environment.';

const stack = (more: Partial<ObservedStack> = {}): ObservedStack => ({
  arn: 'arn:aws:cloudformation:eu-central-1:000000000000:stack/streamflix-abc/1',
  status: 'CREATE_COMPLETE',
  changedAt: '2026-01-01T00:00:00.000Z',
  isManaged: true,
  blueprint: 'video-pipeline',
  owner: video,
  ...more,
});
const requested = (
  owner?: string,
  blueprint = 'complete',
): EnvironmentFacts => ({ ...ref, blueprint, owner });
const underReview = stack({
  status: 'REVIEW_IN_PROGRESS',
  isManaged: false,
  owner: undefined,
  blueprint: undefined,
});
const failed = (more: Partial<ObservedStack> = {}) =>
  stack({ status: 'ROLLBACK_COMPLETE', ...more });

/** Decides one effect for a user, and records the calls to the permission policy. */
async function decide(
  effect: Omit<GrantedEffect, 'ref' | 'operation'>,
  user: Partial<TestUser> = {},
) {
  const services = servicesFor({ userRef, owns: [userRef, video], ...user });
  const { authorize } = services.permissions;
  const asked: string[] = [];
  const authorizer = new BackstageAuthorizer(
    {
      ...services,
      permissions: {
        ...services.permissions,
        authorize: async (requests, options) => {
          for (const { permission, resourceRef = '' } of requests as {
            permission: { name: string };
            resourceRef?: string;
          }[]) {
            const facts = factsOfResourceRef(resourceRef);
            asked.push(
              `${permission.name.replace(all, '')} ${facts?.blueprint} ${
                facts?.owner
              }`,
            );
          }
          return authorize(requests, options);
        },
      },
    },
    async () => mockCredentials.user(userRef),
  );
  const grant = await authorizer
    .authorize({ ref, operation: 'test', ...effect })
    .catch((error: unknown) => error as Error);
  return { grant, asked };
}

describe('the decision of Backstage', () => {
  it.each<
    [
      what: string,
      effect: Omit<GrantedEffect, 'ref' | 'operation'>,
      user: Partial<TestUser>,
      asked: string[],
    ]
  >([
    [
      'to create what is the user’s own',
      { action: 'create', requested: requested(video) },
      {},
      [`create complete ${video}`],
    ],
    [
      'to create for the user, whatever the case of the reference',
      { action: 'create', requested: requested('User:default/Ada') },
      {},
      ['create complete User:default/Ada'],
    ],
    [
      'to create where there is only a plan, of whomever',
      { action: 'create', requested: requested(video), stack: underReview },
      {},
      [`create complete ${video}`],
    ],
    [
      'to create for another owner with the permission to assign any',
      { action: 'create', requested: requested(news) },
      { denied: [] },
      [`assign-owner complete ${news}`, `create complete ${news}`],
    ],
    [
      'to create in the place of an own failed creation',
      { action: 'create', requested: requested(video), stack: failed() },
      {},
      [`create complete ${video}`],
    ],
    [
      'to change the user’s own',
      {
        action: 'update',
        requested: requested(video, 'video-pipeline'),
        stack: stack(),
      },
      {},
      [`read video-pipeline ${video}`, `update video-pipeline ${video}`],
    ],
    [
      'to change the user’s own and write its owner in another case',
      {
        action: 'update',
        requested: requested('group:default/Video', 'video-pipeline'),
        stack: stack(),
      },
      {},
      [`read video-pipeline ${video}`, `update video-pipeline ${video}`],
    ],
    [
      'to give the user’s own another blueprint',
      { action: 'update', requested: requested(video), stack: stack() },
      {},
      [
        `read video-pipeline ${video}`,
        `update video-pipeline ${video}`,
        `create complete ${video}`,
      ],
    ],
    [
      'to hand the user’s own over to another own group',
      { action: 'update', requested: requested(news), stack: stack() },
      { owns: [video, news] },
      [
        `read video-pipeline ${video}`,
        `update video-pipeline ${video}`,
        `create complete ${news}`,
      ],
    ],
    [
      'to hand the user’s own over to any owner with the permission to assign any',
      { action: 'update', requested: requested(news), stack: stack() },
      { denied: [] },
      [
        `read video-pipeline ${video}`,
        `update video-pipeline ${video}`,
        `assign-owner complete ${news}`,
        `create complete ${news}`,
      ],
    ],
    [
      'to destroy the user’s own',
      { action: 'delete', stack: stack() },
      {},
      [`read video-pipeline ${video}`, `delete video-pipeline ${video}`],
    ],
    [
      'to destroy what has no owner with the permission to assign any',
      { action: 'delete', stack: stack({ owner: undefined }) },
      { denied: [] },
      [
        'assign-owner video-pipeline undefined',
        'read video-pipeline undefined',
        'delete video-pipeline undefined',
      ],
    ],
  ])('is %s', async (_, effect, user, expected) => {
    const { grant, asked } = await decide(effect, user);
    expect(grant).toMatchObject({
      requester: { id: userRef },
      effect,
      coversMissingOwner:
        effect.stack?.status === 'CREATE_COMPLETE' && !effect.stack.owner,
    });
    expect(asked).toEqual(expected);
  });

  const notOwner = /: it belongs to another owner\.$/;
  const notManaged = /^The stack of abc in eu-central-1 is not managed by/;
  const notThere = /^There is no environment abc in eu-central-1\.$/;
  const mayNotName = /^Owner must be you or a group you belong to\./;
  const notInCatalog = /^Owner must be a user or group that exists in the cat/;

  it.each<
    [
      what: string,
      effect: Omit<GrantedEffect, 'ref' | 'operation'>,
      user: Partial<TestUser>,
      message: RegExp,
    ]
  >([
    [
      'to create without the permission',
      { action: 'create', requested: requested(video) },
      { denied: [`${all}create`] },
      /^You do not have permission to create environment abc in eu-central-1 \(streamflix\.environment\.create\)\.$/,
    ],
    [
      'to create for another owner',
      { action: 'create', requested: requested(news) },
      {},
      mayNotName,
    ],
    [
      'to create for an owner who does not exist',
      { action: 'create', requested: requested(news) },
      { denied: [], missing: [news] },
      notInCatalog,
    ],
    [
      'to create for an own group that does not exist',
      { action: 'create', requested: requested(video) },
      { denied: [], missing: [video] },
      notInCatalog,
    ],
    [
      'to create without an owner',
      { action: 'create', requested: requested() },
      { denied: [] },
      notInCatalog,
    ],
    [
      'to create nothing in particular',
      { action: 'create' },
      { denied: [] },
      /^It is not known what is to be created\.$/,
    ],
    [
      'to create in the place of the failed creation of another owner',
      {
        action: 'create',
        requested: requested(video),
        stack: failed({ owner: news }),
      },
      { denied: [] },
      notOwner,
    ],
    [
      'to create in the place of a failed stack that is not managed',
      {
        action: 'create',
        requested: requested(video),
        stack: failed({ isManaged: false }),
      },
      { denied: [] },
      notManaged,
    ],
    [
      'to create in the place of a failed creation without an owner',
      {
        action: 'create',
        requested: requested(video),
        stack: failed({ owner: undefined }),
      },
      {},
      /^Environment abc in eu-central-1 has no owner, and you do not have permission to manage it \(streamflix\.environment\.assign-owner\)\.$/,
    ],
    ...(['update', 'delete'] as const).flatMap(action => {
      const verb = action === 'update' ? 'change' : 'destroy';
      const effect = {
        action,
        requested: action === 'update' ? requested(video) : undefined,
      };
      const row = (
        what: string,
        seen: ObservedStack | undefined,
        user: Partial<TestUser>,
        message: RegExp,
      ) =>
        [`to ${verb} ${what}`, { ...effect, stack: seen }, user, message] as [
          string,
          Omit<GrantedEffect, 'ref' | 'operation'>,
          Partial<TestUser>,
          RegExp,
        ];
      return [
        row('what does not exist', undefined, { denied: [] }, notThere),
        row('what is only planned', underReview, { denied: [] }, notThere),
        row(
          'what is not managed',
          stack({ isManaged: false }),
          { denied: [] },
          notManaged,
        ),
        row(
          'what belongs to another owner',
          stack({ owner: news }),
          { denied: [] },
          notOwner,
        ),
        row(
          'anything without ownership of anything',
          stack(),
          { denied: [], owns: [] },
          notOwner,
        ),
        row(
          'what has no owner',
          stack({ owner: undefined }),
          {},
          /has no owner, and you do not have permission to manage it/,
        ),
        ...['read', action].map(name =>
          row(
            `the user’s own without the permission to ${name}`,
            stack(),
            { denied: [`${all}${name}`] },
            new RegExp(
              `^You do not have permission to ${verb} environment abc in eu-central-1 \\(streamflix\\.environment\\.${name}\\)\\.$`,
            ),
          ),
        ),
      ];
    }),
    [
      'to hand the user’s own over to another owner',
      { action: 'update', requested: requested(news), stack: stack() },
      {},
      mayNotName,
    ],
    [
      'to hand the user’s own over without the permission to create',
      { action: 'update', requested: requested(news), stack: stack() },
      { denied: [`${all}create`], owns: [video, news] },
      /\(streamflix\.environment\.create\)\.$/,
    ],
    [
      'to give the user’s own a blueprint without the permission to create',
      { action: 'update', requested: requested(video), stack: stack() },
      { denied: [`${all}create`] },
      /\(streamflix\.environment\.create\)\.$/,
    ],
    [
      'to hand the user’s own over to an owner who does not exist',
      { action: 'update', requested: requested(news), stack: stack() },
      { denied: [], missing: [news] },
      notInCatalog,
    ],
    [
      'to take the owner of the user’s own away',
      { action: 'update', requested: requested(), stack: stack() },
      { denied: [] },
      notInCatalog,
    ],
  ])('is not %s', async (_, effect, user, message) => {
    const { grant } = await decide(effect, user);
    expect(grant).toMatchObject({
      name: 'NotAllowedError',
      message: expect.stringMatching(message),
    });
  });

  it('asks nothing of the policy about what belongs to others', async () => {
    const { asked } = await decide({
      action: 'delete',
      stack: stack({ owner: news }),
    });
    expect(asked).toEqual([]);
  });
});

describe('a decision of Backstage about who asks', () => {
  const create: GrantedEffect = {
    action: 'create',
    ref,
    operation: 'test',
    requested: requested(video),
  };
  const user = { userRef, owns: [userRef, video] };
  const expiring = (expiresAt: Date | string) =>
    ({ ...mockCredentials.user(userRef), expiresAt } as BackstageCredentials);
  const inAMinute = () => new Date(Date.now() + 60_000);
  const aMomentAgo = () => new Date(Date.now() - 1);

  const decided = (credentials: BackstageCredentials) =>
    new BackstageAuthorizer(servicesFor(user), async () => credentials);

  it.each<[who: string, credentials: () => BackstageCredentials]>([
    ['a user', () => mockCredentials.user(userRef)],
    ['a sign-in that is valid', () => expiring(inAMinute())],
    [
      'a sign-in that is valid, from a task',
      () => expiring(inAMinute().toISOString()),
    ],
  ])('grants %s', async (_, credentials) => {
    expect(await decided(credentials()).authorize(create)).toMatchObject({
      requester: { id: userRef, ownershipRefs: [userRef, video] },
    });
  });

  const expired = 'Your sign-in has expired. Sign in, then start this again.';
  const nobody =
    'Only a signed-in user can start this. Sign in, then start it again.';

  it.each<
    [who: string, credentials: () => BackstageCredentials, message: string]
  >([
    ['a service', () => mockCredentials.service(), nobody],
    ['nobody', () => mockCredentials.none(), nobody],
    ['a sign-in that has expired', () => expiring(aMomentAgo()), expired],
    [
      'a sign-in that has expired, from a task',
      () => expiring(aMomentAgo().toISOString()),
      expired,
    ],
  ])('refuses %s', async (_, credentials, message) => {
    const error = { name: 'AuthenticationError', message };
    const authorizer = decided(credentials());
    await expect(authorizer.authorize(create)).rejects.toMatchObject(error);
    await expect(authorizer.requester()).rejects.toMatchObject(error);
    await expect(
      authorizer.requireRead(requested(video)),
    ).rejects.toMatchObject(error);
  });

  it('is made again for every effect', async () => {
    let credentials: BackstageCredentials = mockCredentials.user(userRef);
    const authorizer = new BackstageAuthorizer(
      servicesFor(user),
      async () => credentials,
    );
    await authorizer.authorize(create);
    credentials = expiring(aMomentAgo());
    await expect(authorizer.authorize(create)).rejects.toThrow(expired);
  });

  it('lets only those read who have the permission, and does not reveal whether it exists', async () => {
    await decided(mockCredentials.user(userRef)).requireRead(requested(news));
    const denied = new BackstageAuthorizer(
      servicesFor({ ...user, denied: [`${all}read`] }),
      async () => mockCredentials.user(userRef),
    );
    await expect(denied.requireRead(requested(news))).rejects.toMatchObject({
      name: 'NotAllowedError',
      message:
        'You do not have permission to see environment abc in eu-central-1 (streamflix.environment.read).',
    });
  });

  const fails = (error: Error) => async () => {
    throw error;
  };
  const services = servicesFor(user);
  const failures = (error: Error) =>
    [
      [
        'The permission service',
        {
          ...services,
          permissions: { ...services.permissions, authorize: fails(error) },
        },
      ],
      [
        'The auth service',
        { ...services, userInfo: { getUserInfo: fails(error) } },
      ],
      [
        'The catalog',
        { ...services, catalog: { getEntityByRef: fails(error) } },
      ],
    ] as const;

  it.each(failures(new Error('connect ECONNREFUSED 10.0.0.1:7007')))(
    'denies when %s does not answer, with the reason only in the log',
    async (name, broken) => {
      const authorizer = new BackstageAuthorizer(broken, async () =>
        mockCredentials.user(userRef),
      );
      await expect(authorizer.authorize(create)).rejects.toMatchObject({
        name: 'ServiceUnavailableError',
        message: `${name} did not answer, so it is not known what you may do. Nothing was started. Try again later.`,
      });
      expect(services.logger.warn).toHaveBeenCalledWith(
        `${name} did not answer: Error: connect ECONNREFUSED 10.0.0.1:7007`,
      );
    },
  );

  it.each([
    ...failures(Object.assign(new Error('no'), { statusCode: 401 })),
    ...failures(Object.assign(new Error('no'), { status: 401 })),
    ...failures(
      Object.assign(new Error('no'), { name: 'AuthenticationError' }),
    ),
  ])(
    'reports that the sign-in expired when %s reports it',
    async (_, broken) => {
      const authorizer = new BackstageAuthorizer(broken, async () =>
        mockCredentials.user(userRef),
      );
      await expect(authorizer.authorize(create)).rejects.toMatchObject({
        name: 'AuthenticationError',
        message: expired,
      });
    },
  );

  it('denies when the permission service answers nothing', async () => {
    const authorizer = new BackstageAuthorizer(
      {
        ...services,
        permissions: { ...services.permissions, authorize: async () => [] },
      },
      async () => mockCredentials.user(userRef),
    );
    await expect(authorizer.authorize(create)).rejects.toMatchObject({
      name: 'NotAllowedError',
    });
  });
});
