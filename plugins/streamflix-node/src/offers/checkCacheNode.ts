import type {
  EnvironmentSpec,
  Problem,
} from '@streamflix/backstage-plugin-streamflix-common';
import type { AwsAccess, AwsTarget } from '../aws/AwsAccess';
import { describeForUser } from '../aws/AwsError';
import { documentedNode } from './cacheNodeFacts';
import { readCacheNodes } from './readCacheNodes';

interface NodeCheck {
  problems: Problem[];
  warnings: string[];
}

const refuse = (message: string): NodeCheck => ({
  problems: [{ path: 'cache.nodeType', message }],
  warnings: [],
});

/**
 * Whether the cache's node type can be ordered. It is refused only where AWS neither sells it nor documents it; where the two
 * differ, or AWS does not answer, the plan warns.
 *
 * @param running - specification of the environment as it runs; undefined for a new one
 */
export async function checkCacheNode(
  access: AwsAccess,
  target: AwsTarget,
  { cache }: EnvironmentSpec,
  running?: EnvironmentSpec,
): Promise<NodeCheck> {
  const { kind, engine, nodeType } = cache;
  const keeps =
    running?.cache.kind === kind &&
    running.cache.engine === engine &&
    running.cache.nodeType === nodeType;
  if (kind !== 'replication-group' || keeps) {
    return { problems: [], warnings: [] };
  }
  const { known, valkeyOnly, withdrawn } = documentedNode(nodeType);
  if (withdrawn) {
    return refuse(
      `Cache node type ${nodeType} is not offered for new caches. Choose a newer one such as cache.t4g.small.`,
    );
  }
  if (valkeyOnly && engine === 'redis') {
    return refuse(
      `Cache node type ${nodeType} runs only Valkey. Choose another, or valkey as the cache engine.`,
    );
  }
  try {
    const [sold] = await readCacheNodes(access, target, nodeType);
    if (sold) return { problems: [], warnings: [] };
    const all = await readCacheNodes(access, target);
    // Nothing can be checked in a region that lists nothing.
    if (all.length === 0) return { problems: [], warnings: [] };
    const [, family] = nodeType.split('.');
    const near = all.filter(name => name.split('.')[1] === family);
    const offered = (near.length > 0 ? near : all).slice(0, 20).join(', ');
    return known
      ? {
          problems: [],
          warnings: [
            `Cache node type ${nodeType} may not be available in ${target.region}: AWS sells no reservations of it there. It does of ${offered}.`,
          ],
        }
      : refuse(
          `Cache node type ${nodeType} cannot be ordered in ${target.region}; AWS offers ${offered}.`,
        );
  } catch (error) {
    return {
      problems: [],
      warnings: [
        `What AWS offers for the cache could not be read, so its node type is only compared with AWS’s documentation of 2026, which ${
          known ? 'lists' : 'does not list'
        } ${nodeType}: ${describeForUser(error)}`,
      ],
    };
  }
}
