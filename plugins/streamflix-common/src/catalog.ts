/** Annotations and type of an environment's catalog entity. */
export const entityType = 'streamflix-environment';

export const annotations = {
  stackArn: 'streamflix.io/stack-arn',
  region: 'streamflix.io/region',
  account: 'streamflix.io/account',
  suffix: 'streamflix.io/suffix',
} as const;

/** The catalog's annotation of an entity's source. The catalog sets it itself: a registered file cannot forge it. */
export const locationAnnotation = 'backstage.io/managed-by-location';

/** Location reference of the entity of an environment, by the ARN of its stack. */
export const environmentLocation = (stackArn: string) =>
  `aws-cloudformation:${stackArn}`;

/** Whether a location reference is one of an environment. */
export const isEnvironmentLocation = (location: string | undefined) =>
  location?.startsWith('aws-cloudformation:') === true;

/**
 * Catalog filter that finds the entity of an environment. Its name is not enough: an entity of another source may have
 * taken it.
 */
export const environmentEntityFilter = (stackArn: string) => ({
  kind: 'Resource',
  [`metadata.annotations.${locationAnnotation}`]: environmentLocation(stackArn),
});
