/** A family of cache nodes as AWS documents it. */
interface Family {
  sizes: string;
  /** Redis OSS cannot run on it. */
  valkeyOnly?: boolean;
  /** Not for new caches. */
  withdrawn?: boolean;
}

const graviton = 'large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge';
const burstable = 'micro small medium';

/**
 * Documented. Source: ElastiCache User Guide, "Supported node types", as of 2026. The page lists no sizes by region, so a family may
 * be missing in one.
 */
const families: Readonly<Record<string, Family>> = {
  c7gn: { sizes: graviton },
  c8gn: { sizes: graviton, valkeyOnly: true },
  m4: { sizes: 'large xlarge 2xlarge 4xlarge 10xlarge' },
  m5: { sizes: 'large xlarge 2xlarge 4xlarge 12xlarge 24xlarge' },
  m6g: { sizes: graviton },
  m7g: { sizes: graviton },
  m8g: { sizes: graviton, valkeyOnly: true },
  r4: { sizes: 'large xlarge 2xlarge 4xlarge 8xlarge 16xlarge' },
  r5: { sizes: 'large xlarge 2xlarge 4xlarge 12xlarge 24xlarge' },
  r6g: { sizes: graviton },
  r6gd: { sizes: 'xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge' },
  r7g: { sizes: graviton },
  r8g: { sizes: graviton, valkeyOnly: true },
  t2: { sizes: burstable, withdrawn: true },
  t3: { sizes: burstable },
  t4g: { sizes: burstable },
};

/** What AWS documents about a node type such as `cache.r7g.large`. */
export function documentedNode(nodeType: string): {
  known: boolean;
  valkeyOnly: boolean;
  withdrawn: boolean;
} {
  const [, name, size] = nodeType.split('.');
  const family = Object.entries(families).find(([id]) => id === name)?.[1];
  return {
    known: family?.sizes.split(' ').includes(size) ?? false,
    valkeyOnly: family?.valkeyOnly ?? false,
    withdrawn: family?.withdrawn ?? false,
  };
}
