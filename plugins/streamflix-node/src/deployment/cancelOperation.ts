import {
  CancelUpdateStackCommand,
  DeleteStackCommand,
  type CloudFormationClient,
} from '@aws-sdk/client-cloudformation';
import { describeStack } from './describeStack';
import type { OperationTokens } from './operationTokens';

/**
 * What cancelling came to. `deletes`: the stack is on its way to nothing. `rolls-back`: on its way to what it was.
 * `nothing`: there was nothing left to cancel, and it goes on to its own end.
 */
export type Cancellation = 'deletes' | 'rolls-back' | 'nothing';

const tooLate: readonly (readonly [RegExp, string])[] = [
  [
    /^UPDATE_COMPLETE_CLEANUP_IN_PROGRESS$/,
    'It is too late to cancel: the change is done, and CloudFormation only clears away what it replaced.',
  ],
  [
    /ROLLBACK.*_IN_PROGRESS$/,
    'There is nothing to cancel: it is being rolled back already.',
  ],
  [/^DELETE_IN_PROGRESS$/, 'There is nothing to cancel: it is being deleted.'],
];

const isRefusal = (error: unknown) =>
  error instanceof Error && error.name === 'ValidationError';

/**
 * Cancels what is in flight on a stack, as AWS lets it be cancelled, and says beforehand which way: an update is rolled
 * back, a creation deleted, for CancelUpdateStack knows updates only. What is already on its way back, or at its end, is
 * left to go on.
 */
export async function cancelOperation(
  client: CloudFormationClient,
  stackArn: string,
  tokens: OperationTokens,
  onNotice: (sentence: string) => void = () => {},
): Promise<Cancellation> {
  const stack = await describeStack(client, stackArn);
  const status = stack?.StackStatus ?? 'DELETE_COMPLETE';
  const call = { StackName: stackArn, ClientRequestToken: tokens.cancel };
  const tellTooLate = () => {
    const [, sentence] = tooLate.find(([pattern]) => pattern.test(status)) ?? [
      undefined,
      `It is too late to cancel: it has ended (${status}).`,
    ];
    onNotice(sentence);
    return 'nothing' as const;
  };
  switch (status) {
    // Between the call that executes the change set and its first effect.
    case 'REVIEW_IN_PROGRESS':
    case 'CREATE_IN_PROGRESS':
    case 'ROLLBACK_IN_PROGRESS':
      onNotice(
        'Cancelling the creation: CloudFormation deletes what has been made so far (DeleteStack).',
      );
      try {
        await client.send(new DeleteStackCommand(call));
        return 'deletes';
      } catch (error) {
        if (!isRefusal(error)) throw error;
        return tellTooLate();
      }
    case 'UPDATE_IN_PROGRESS':
      onNotice(
        'Cancelling the change: CloudFormation rolls it back (CancelUpdateStack), and the environment becomes what it was before.',
      );
      try {
        await client.send(new CancelUpdateStackCommand(call));
        return 'rolls-back';
      } catch (error) {
        if (!isRefusal(error)) throw error;
        onNotice(
          'It is too late to cancel: the change ended, or turned back by itself, in the meantime.',
        );
        return 'nothing';
      }
    default:
      return tellTooLate();
  }
}
