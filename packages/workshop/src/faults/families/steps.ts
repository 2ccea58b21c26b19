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

export const destroysThen: Attempt = {
  do: 'destroy',
  ends: 'destroyed',
  stack: 'absent',
};
