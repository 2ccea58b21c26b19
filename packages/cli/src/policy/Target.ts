import { partitionOfRegion } from '@streamflix/backstage-plugin-streamflix-node';

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
  partitionOfRegion(region);

/** Domain of AWS's service names in the target. */
export const domainOf = (target: Pick<Target, 'region'>) =>
  partitionOf(target) === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com';
