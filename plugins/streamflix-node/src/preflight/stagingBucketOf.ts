import type { EnvironmentRef } from '@streamflix/backstage-plugin-streamflix-common';

/** The bucket for large templates of an account and region; undefined when none is configured. */
export const stagingBucketOf = (
  pattern: string | undefined,
  { account, region }: Pick<EnvironmentRef, 'account' | 'region'>,
): string | undefined =>
  pattern?.replaceAll('{account}', account).replaceAll('{region}', region);
