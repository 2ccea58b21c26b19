import { resourceName } from '@streamflix/backstage-plugin-streamflix-common/spec';

/** Name of an IAM resource. IAM knows no regions, and one suffix may live in two: the region is part of the type. */
export const accountWideName = (
  resourceType: string,
  region: string,
  suffix: string,
) => resourceName(`${resourceType}-${region}`, suffix);
