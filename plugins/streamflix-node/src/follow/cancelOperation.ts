import type { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { stackStatus } from '@streamflix/backstage-plugin-streamflix-common';
import type { Grant } from '../cloudformation/Grant';
import type { StackWriter } from '../cloudformation/StackWriter';
import { describeStack } from '../cloudformation/describeStack';
import type { Stack } from '../cloudformation/Stack';

/**
 * Result of a cancellation. `deletes`: the stack is being deleted. `rolls-back`: it returns to its previous state. `nothing`:
 * there was nothing to cancel, and the operation continues to its own end.
 *
 * @public
 */
export type Cancellation = 'deletes' | 'rolls-back' | 'nothing';

/** Why an operation with this status can no longer be cancelled. */
export function describeTooLate(status: string): string {
  const { operation, isFinished, isRollback } = stackStatus(status);
  if (isFinished) return `It is too late to cancel: it has ended (${status}).`;
  if (operation === 'delete') {
    return 'There is nothing to cancel: it is being deleted.';
  }
  return isRollback
    ? 'There is nothing to cancel: it is being rolled back already.'
    : 'It is too late to cancel: the change is complete, and CloudFormation only deletes what it replaced.';
}

const isRefusal = (error: unknown) =>
  error instanceof Error && error.name === 'ValidationError';

/**
 * Cancels the operation in progress on a stack, and first reports how: an update is rolled back, a creation deleted, because
 * CancelUpdateStack supports only updates. An update already being rolled back, or a finished operation, is left unchanged.
 *
 * @returns `later` when it cannot be cancelled yet
 * @param options.authorize - grants the cancellation of the stack in the state it was read in
 * @throws what `authorize` throws; ConflictError when the stack has changed meanwhile; the SDK's error
 */
export async function cancelOperation(
  client: CloudFormationClient,
  writer: StackWriter,
  options: {
    stackArn: string;
    authorize(stack: Stack, action: 'create' | 'update'): Promise<Grant>;
    onNotice(message: string): void;
  },
): Promise<Cancellation | 'later'> {
  const { stackArn, authorize, onNotice } = options;
  const stack = await describeStack(client, stackArn);
  const status = stack?.status ?? 'DELETE_COMPLETE';
  const reportTooLate = () => {
    onNotice(describeTooLate(status));
    return 'nothing' as const;
  };
  if (!stack) return reportTooLate();
  switch (status) {
    // Between the call that executes the change set and its first effect: a deletion could remove another user's plan.
    case 'REVIEW_IN_PROGRESS':
      return 'later';
    case 'CREATE_IN_PROGRESS':
    case 'ROLLBACK_IN_PROGRESS': {
      const grant = await authorize(stack, 'create');
      onNotice(
        'Cancelling the creation: CloudFormation deletes what has been created so far (DeleteStack).',
      );
      try {
        await writer.deleteStack(grant, 'cancel');
        return 'deletes';
      } catch (error) {
        if (!isRefusal(error)) throw error;
        return reportTooLate();
      }
    }
    case 'UPDATE_IN_PROGRESS': {
      const grant = await authorize(stack, 'update');
      onNotice(
        'Cancelling the change: CloudFormation rolls it back (CancelUpdateStack), and the environment becomes what it was before.',
      );
      try {
        await writer.cancelUpdate(grant);
        return 'rolls-back';
      } catch (error) {
        if (!isRefusal(error)) throw error;
        onNotice(
          'It is too late to cancel: the change ended, or was rolled back by itself, in the meantime.',
        );
        return 'nothing';
      }
    }
    default:
      return reportTooLate();
  }
}
