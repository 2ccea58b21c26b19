import type { Stack } from '@aws-sdk/client-cloudformation';
import { RefusedError } from '../RefusedError';
import type { StackResource } from './readResources';
import { tellHeldBy } from './tellHolding';

/**
 * What AWS is to leave behind: it takes names only after a deletion has failed, and only of what is still there.
 *
 * @throws RefusedError
 */
export function checkRetained(
  { StackStatus }: Stack,
  resources: readonly StackResource[],
  retain: readonly string[],
): string[] {
  if (retain.length === 0) return [];
  const held = resources.filter(({ status }) => status === 'DELETE_FAILED');
  const names = held.map(({ logicalId }) => logicalId);
  const wrong = retain.filter(logicalId => !names.includes(logicalId));
  if (wrong.length === 0) return [...retain];
  throw new RefusedError(
    wrong.map(logicalId => ({
      path: 'retain',
      message:
        StackStatus === 'DELETE_FAILED'
          ? `${logicalId} does not block the deletion, so it cannot be retained; what does: ${tellHeldBy(
              held,
            )}.`
          : `${logicalId} cannot be retained: CloudFormation leaves behind only what it has failed to delete. Destroy the environment without it first.`,
    })),
  );
}
