import { paginateDescribeReservedCacheNodesOfferings } from '@aws-sdk/client-elasticache';
import type { AwsAccess, AwsTarget } from '../aws/AwsAccess';
import { retryThrottled } from '../aws/retryThrottled';
import { byVersion } from './readDatabaseOffers';

/** A year, in seconds: every node type that is sold is sold for it. */
const oneYear = '31536000';

/**
 * The cache node types for which AWS sells reservations in a region. ElastiCache lists the types that can be ordered nowhere; this is
 * the closest it answers, so that it can confirm a type, and only suggest that another cannot be ordered.
 *
 * @param name - reads only this type: the list of all has hundreds of entries
 */
export const readCacheNodes = (
  access: AwsAccess,
  target: AwsTarget,
  name?: string,
): Promise<string[]> =>
  access.answers.read(target, `cache nodes ${name ?? ''}`, async () => {
    const { elastiCache } = await access.clients(target);
    return retryThrottled(async () => {
      const types = new Set<string>();
      for await (const {
        ReservedCacheNodesOfferings = [],
      } of paginateDescribeReservedCacheNodesOfferings(
        { client: elastiCache, pageSize: 100 },
        { CacheNodeType: name, Duration: oneYear },
      )) {
        for (const { CacheNodeType } of ReservedCacheNodesOfferings) {
          if (CacheNodeType) types.add(CacheNodeType);
        }
      }
      return [...types].sort(byVersion);
    });
  });
