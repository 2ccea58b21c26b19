import type { Attempt } from '../Scenario';

/** The environment is there, as most rows begin. */
export const running: Attempt = {
  do: 'create',
  ends: 'created',
  stack: 'CREATE_COMPLETE',
};

/** What a person was told to do is done, and all is well. */
export const changesThen: Attempt = {
  do: 'change',
  ends: 'updated',
  stack: 'UPDATE_COMPLETE',
};

/** The database makes its own password instead of reading one. */
export const ownPassword: Attempt['input'] = {
  secrets: { apiKeys: ['streamflix/api-keys'] },
};

/** An operation that never gets past the stream. */
export const hangsAtStream = (operation: 'create' | 'update') =>
  ({
    kind: 'hang-resource',
    operation,
    during: 'deploy',
    resource: 'Stream',
  } as const);

export const destroysThen: Attempt = {
  do: 'destroy',
  ends: 'destroyed',
  stack: 'absent',
};
