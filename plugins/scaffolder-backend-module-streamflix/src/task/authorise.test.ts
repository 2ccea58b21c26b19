import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import { createCheckpoint } from '../__testUtils__/createCheckpoint';
import type { ActionServices } from '../ActionServices';
import { authorise, type Operation } from './authorise';
import type { Task } from './Task';

const ref = { account: '000000000000', region: 'eu-west-2', suffix: 'demo' };

/** The services authorisation asks; `denied` holds the names of permissions that are refused. */
function servicesThatDeny(denied: string[]) {
  const asked: string[] = [];
  const permissions = mockServices.permissions.mock({
    authorize: async requests =>
      requests.map(request => {
        asked.push(
          [
            request.permission.name,
            'resourceRef' in request ? request.resourceRef : undefined,
          ]
            .filter(Boolean)
            .join(' '),
        );
        return {
          result: denied.includes(request.permission.name)
            ? AuthorizeResult.DENY
            : AuthorizeResult.ALLOW,
        };
      }),
  });
  const services: Pick<ActionServices, 'auth' | 'permissions' | 'userInfo'> = {
    permissions,
    auth: mockServices.auth(),
    userInfo: mockServices.userInfo({
      ownershipEntityRefs: ['user:default/mock', 'group:default/video'],
    }),
  };
  return { asked, services };
}

/** A task that runs again and again, with the credentials of each run. */
function task() {
  const checkpoint = createCheckpoint();
  return (getInitiatorCredentials: Task['getInitiatorCredentials']): Task => ({
    ...createMockActionContext(),
    getInitiatorCredentials,
    checkpoint,
  });
}

const fresh = async () => mockCredentials.user();
const expired = async () => ({
  ...mockCredentials.user(),
  expiresAt: new Date(Date.now() - 1000),
});
const once = (operation: Operation, attempt = 1) => ({
  operation: async () => operation,
  ref,
  attempt,
});

describe('authorise', () => {
  it('tells who asks and what they own', async () => {
    const { services } = servicesThatDeny([]);
    const { asker } = await authorise(services, task()(fresh), once('create'));
    expect(asker).toEqual({
      userRef: 'user:default/mock',
      ownershipRefs: ['user:default/mock', 'group:default/video'],
    });
  });

  it('lets a service own nothing, for it is no user', async () => {
    const { services } = servicesThatDeny([]);
    const service = async () => mockCredentials.service();
    const { asker } = await authorise(
      services,
      task()(service),
      once('create'),
    );
    expect(asker).toEqual({ ownershipRefs: [] });
  });

  it('gives a service that runs a person’s task nothing of its own permission', async () => {
    const { asked, services } = servicesThatDeny([]);
    const run = task();
    const user = { ref: 'user:default/mock' };
    const service = async () => mockCredentials.service();
    await expect(
      authorise(services, { ...run(service), user }, once('create')),
    ).rejects.toThrow('Your sign-in ended');
    expect(asked).toEqual([]);

    await authorise(services, { ...run(fresh), user }, once('create'));
    const { isResumed, asker, mayBegin } = await authorise(
      services,
      { ...run(service), user },
      once('create'),
    );
    expect({ isResumed, userRef: asker.userRef }).toEqual({
      isResumed: true,
      userRef: 'user:default/mock',
    });
    await expect(mayBegin()).rejects.toThrow('Your sign-in ended');
  });

  it.each<[Operation, string]>([
    ['create', 'streamflix.environment.create'],
    ['change', 'streamflix.environment.change 000000000000/eu-west-2/demo'],
    ['destroy', 'streamflix.environment.delete 000000000000/eu-west-2/demo'],
  ])('asks for the permission to %s', async (operation, expected) => {
    const { asked, services } = servicesThatDeny([]);
    await authorise(services, task()(fresh), once(operation));
    expect(asked).toEqual([expected]);
  });

  it('says which permission is missing', async () => {
    const { services } = servicesThatDeny(['streamflix.environment.delete']);
    await expect(
      authorise(services, task()(fresh), once('destroy')),
    ).rejects.toThrow(
      'You are not allowed to destroy environment demo in eu-west-2: it needs the permission streamflix.environment.delete.',
    );
  });

  it('still asks for the permission to create when the environment it began to create is found again', async () => {
    const { asked, services } = servicesThatDeny([
      'streamflix.environment.change',
    ]);
    const run = task();
    await authorise(services, run(fresh), once('create'));
    const again = await authorise(services, run(fresh), once('change'));
    await again.mayBegin();
    expect(asked).toEqual([
      'streamflix.environment.create',
      'streamflix.environment.create',
    ]);
  });

  it('asks anew for another attempt', async () => {
    const { asked, services } = servicesThatDeny([]);
    const run = task();
    await authorise(services, run(fresh), once('create'));
    await authorise(services, run(fresh), once('change', 2));
    expect(asked).toHaveLength(2);
    expect(asked[1]).toContain('streamflix.environment.change');
  });

  it('lets an operation in flight be followed when the permission was taken away meanwhile, and begins nothing', async () => {
    const run = task();
    await authorise(servicesThatDeny([]).services, run(fresh), once('create'));
    const { asked, services } = servicesThatDeny([
      'streamflix.environment.create',
    ]);
    const { asker, mayBegin } = await authorise(
      services,
      run(fresh),
      once('create'),
    );
    expect(asker.userRef).toBe('user:default/mock');
    expect(asked).toEqual([]);
    await expect(mayBegin()).rejects.toThrow('not allowed to create');
  });

  it('lets an operation in flight be followed when the sign-in is over, and begins nothing', async () => {
    const { asked, services } = servicesThatDeny([]);
    const run = task();
    await authorise(services, run(fresh), once('create'));
    const { asker, mayBegin } = await authorise(
      services,
      run(expired),
      once('create'),
    );
    expect(asker.userRef).toBe('user:default/mock');
    expect(asked).toHaveLength(1);
    await expect(mayBegin()).rejects.toThrow('Your sign-in ended');
  });

  it('asks once in the run that asks first', async () => {
    const { asked, services } = servicesThatDeny([]);
    const { mayBegin } = await authorise(
      services,
      task()(fresh),
      once('create'),
    );
    await mayBegin();
    expect(asked).toHaveLength(1);
  });

  it('begins nothing when the sign-in is over', async () => {
    const { asked, services } = servicesThatDeny([]);
    await expect(
      authorise(services, task()(expired), once('create')),
    ).rejects.toThrow('Your sign-in ended');
    expect(asked).toEqual([]);
  });
});
