import type { EnvironmentSpec } from '@streamflix/backstage-plugin-streamflix-common/environment';

/** Values that the service and the worker have in common. */
export type TaskSpec = Pick<
  EnvironmentSpec['worker'],
  keyof EnvironmentSpec['worker'] & keyof EnvironmentSpec['service']
>;
