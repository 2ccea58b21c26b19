import type { EnvironmentRef } from '../stack/EnvironmentRef';

/**
 * Path of the page of an operation, in an app that has the plugin at its usual path.
 *
 * @public
 */
export const operationPath = (
  { account, region, suffix }: EnvironmentRef,
  id: string,
): string => `/streamflix/${account}/${region}/${suffix}/operations/${id}`;
