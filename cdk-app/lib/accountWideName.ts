import { resourceName } from '@streamflix/backstage-plugin-streamflix-common/environment';

/** Name of an IAM resource. IAM is global, and two regions may use the same suffix: the region is part of the type. */
export const accountWideName = (
  resourceType: string,
  region: string,
  suffix: string,
) => resourceName(`${resourceType}-${region}`, suffix);
