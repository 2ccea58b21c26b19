import { RegionInfo } from 'aws-cdk-lib/region-info';

/** Where and whose the resources are. */
export interface Place {
  /** `*` for any. */
  region: string;
  /** Twelve digits, or `*` for any. */
  account: string;
  /** `*` for every environment. */
  suffix: string;
}

/** Partition of the place: `aws` for any region, for China and GovCloud must be named. */
export const partitionOf = ({ region }: Pick<Place, 'region'>) =>
  RegionInfo.get(region).partition ?? 'aws';

/** What the names of AWS's services end in there. */
export const domainOf = ({ region }: Pick<Place, 'region'>) =>
  RegionInfo.get(region).domainSuffix ?? 'amazonaws.com';
