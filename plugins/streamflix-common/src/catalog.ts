/** Annotations and type of an environment's catalog entity. */
export const entityType = 'streamflix-environment';

export const annotations = {
  stackArn: 'streamflix.io/stack-arn',
  region: 'streamflix.io/region',
  account: 'streamflix.io/account',
  suffix: 'streamflix.io/suffix',
} as const;
