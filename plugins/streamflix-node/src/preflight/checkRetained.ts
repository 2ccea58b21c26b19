import { RefusedError } from '../aws/RefusedError';
import type { Stack } from '../cloudformation/Stack';
import type { StackResource } from '../cloudformation/readResources';
import { describeBlockingResources } from '../diagnosis/describeBlockers';

/**
 * Checks the resources to retain: AWS accepts names only after a deletion has failed, and only of resources still there.
 *
 * @throws RefusedError
 */
export function checkRetained(
  stack: Pick<Stack, 'status'>,
  resources: readonly StackResource[],
  retain: readonly string[],
): string[] {
  if (retain.length === 0) return [];
  const blocking = resources.filter(({ status }) => status === 'DELETE_FAILED');
  const names = blocking.map(({ logicalId }) => logicalId);
  if (retain.every(logicalId => names.includes(logicalId))) return [...retain];
  throw new RefusedError([
    {
      path: 'retain',
      // Does not repeat the given value: it is no known name.
      message:
        stack.status === 'DELETE_FAILED'
          ? `Resources to retain must block the deletion; what does: ${describeBlockingResources(
              blocking,
            )}.`
          : 'Resources can be retained only after CloudFormation has failed to delete them. Destroy the environment without that first.',
    },
  ]);
}
