import type { Attempt } from '../Scenario';

/** The environment exists, as most scenarios need. */
export const running: Attempt = {
  do: 'create',
  expects: 'created',
  stack: 'CREATE_COMPLETE',
};

/** The user follows the resolution, and the change succeeds. */
export const changesThen: Attempt = {
  do: 'change',
  expects: 'updated',
  stack: 'UPDATE_COMPLETE',
};

/** The database generates its password instead of reading one. */
export const ownPassword: Attempt['input'] = {
  secrets: { apiKeys: ['streamflix/api-keys'] },
};

/** An operation that hangs at the stream. */
export const hangsAtStream = (operation: 'create' | 'update') =>
  ({
    kind: 'hang-resource',
    operation,
    during: 'deploy',
    resource: 'Stream',
  } as const);

export const destroysThen: Attempt = {
  do: 'destroy',
  expects: 'destroyed',
  stack: 'absent',
};
