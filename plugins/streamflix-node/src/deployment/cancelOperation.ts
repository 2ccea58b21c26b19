import {
  CancelUpdateStackCommand,
  DeleteStackCommand,
  type CloudFormationClient,
} from '@aws-sdk/client-cloudformation';
import { describeStack } from './describeStack';
import type { OperationTokens } from './operationTokens';

/**
 * Cancels what is in flight on a stack, as AWS lets it be cancelled: an update is rolled back, a creation deleted, for
 * CancelUpdateStack knows updates only. What is already on its way back, or at its end, is left to go on.
 */
export async function cancelOperation(
  client: CloudFormationClient,
  stackArn: string,
  tokens: OperationTokens,
): Promise<void> {
  const stack = await describeStack(client, stackArn);
  const call = { StackName: stackArn, ClientRequestToken: tokens.cancel };
  switch (stack?.StackStatus) {
    // Between the call that executes the change set and its first effect.
    case 'REVIEW_IN_PROGRESS':
    case 'CREATE_IN_PROGRESS':
      await client.send(new DeleteStackCommand(call));
      return;
    case 'UPDATE_IN_PROGRESS':
      try {
        await client.send(new CancelUpdateStackCommand(call));
      } catch (error) {
        // The update ended, or turned back by itself, while we asked.
        if (!(error instanceof Error && error.name === 'ValidationError')) {
          throw error;
        }
      }
      return;
    default:
  }
}
