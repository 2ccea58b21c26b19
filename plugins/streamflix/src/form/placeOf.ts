import type { EnvironmentForm } from '@streamflix/backstage-plugin-streamflix-common';
import type { PlaceRef } from '../api';

/** Where the environment will be; undefined before a region is chosen. */
export function placeOf({
  region,
  account,
  advanced,
}: EnvironmentForm): PlaceRef | undefined {
  return region
    ? { account: account ?? advanced?.account ?? 'default', region }
    : undefined;
}
