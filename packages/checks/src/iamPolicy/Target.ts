import { RegionInfo } from 'aws-cdk-lib/region-info';

/** Account, region and environment a policy is limited to. */
export interface Target {
  /** `*` for any region. */
  region: string;
  /** Twelve digits, or `*` for any. */
  account: string;
  /** `*` for every environment. */
  suffix: string;
}

/** Partition of the target: `aws` for any region, because policies for China and GovCloud need a region. */
export const partitionOf = ({ region }: Pick<Target, 'region'>) =>
  RegionInfo.get(region).partition ?? 'aws';

/** Domain of AWS's service names in the target. */
export const domainOf = ({ region }: Pick<Target, 'region'>) =>
  RegionInfo.get(region).domainSuffix ?? 'amazonaws.com';
