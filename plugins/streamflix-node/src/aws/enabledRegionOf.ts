import { partitionOfRegion } from './partitionOfRegion';

const enabledRegions: Readonly<Record<string, string>> = {
  aws: 'us-east-1',
  'aws-cn': 'cn-north-1',
  'aws-us-gov': 'us-gov-west-1',
};

/** A region of the same partition that no account has to enable. */
export const enabledRegionOf = (region: string): string =>
  enabledRegions[partitionOfRegion(region)];
