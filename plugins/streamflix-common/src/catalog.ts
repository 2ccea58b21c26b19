/**
 * Annotations and entity type of an environment's catalog entity.
 *
 * @public
 */
export const entityType = 'streamflix-environment';

/** @public */
export const annotations = {
  stackArn: 'streamflix.io/stack-arn',
  region: 'streamflix.io/region',
  account: 'streamflix.io/account',
  suffix: 'streamflix.io/suffix',
} as const;

/**
 * Annotation with the location an entity comes from. The catalog sets it itself, so a registered file cannot forge it.
 *
 * @public
 */
export const locationAnnotation = 'backstage.io/managed-by-location';

/**
 * Location reference of an environment's entity, derived from its stack ARN.
 *
 * @public
 */
export const environmentLocation = (stackArn: string) =>
  `aws-cloudformation:${stackArn}`;

/**
 * Whether a location reference belongs to an environment.
 *
 * @public
 */
export const isEnvironmentLocation = (location: string | undefined) =>
  location?.startsWith('aws-cloudformation:') === true;

/**
 * Catalog filter that finds an environment's entity. The name is not enough: an entity from another location may have taken it.
 *
 * @public
 */
export const environmentEntityFilter = (stackArn: string) => ({
  kind: 'Resource',
  [`metadata.annotations.${locationAnnotation}`]: environmentLocation(stackArn),
});
