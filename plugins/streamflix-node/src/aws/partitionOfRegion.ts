/** Partitions by region prefix. Source: AWS, "AWS partitions". */
const partitions: readonly (readonly [prefix: string, partition: string])[] = [
  ['cn-', 'aws-cn'],
  ['us-gov-', 'aws-us-gov'],
];

/**
 * The AWS partition of a region: `aws`, `aws-cn` or `aws-us-gov`.
 *
 * @public
 */
export const partitionOfRegion = (region: string): string =>
  partitions.find(([prefix]) => region.startsWith(prefix))?.[1] ?? 'aws';
