import {
  DeleteStackCommand,
  ListStacksCommand,
  type CloudFormationClient,
  type Stack,
} from '@aws-sdk/client-cloudformation';
import {
  stackName,
  type EnvironmentRef,
} from '@streamflix/backstage-plugin-streamflix-common';
import type { AwsAccess } from '../AwsAccess';
import { translateAwsError } from '../AwsError';
import { RefusedError } from '../RefusedError';
import { concludeDestruction } from './concludeDestruction';
import { describeStack } from './describeStack';
import { followOperation, type OperationProgress } from './followOperation';
import type { OperationEvent } from './OperationEvent';
import { operationTokens } from './operationTokens';
import type { DestructionOutcome } from './Outcome';
import { isOurs } from './ownership';
import { ProgressCounter } from './ProgressCounter';
import { readResources } from './readResources';
import { StackEventReader } from './StackEventReader';
import { movement } from './stackStates';

export interface DestroyRequest {
  ref: EnvironmentRef;
  /** Names the operation. Asked again with the same token, the same operation is found and followed to its end. */
  token: string;
  /** Aborting it only stops following: AWS cannot take a deletion back. */
  signal?: AbortSignal;
  onProgress?(progress: OperationProgress): void;
}

/** A destruction in flight, or over, ready to be followed. */
interface Begun {
  stackArn: string;
  reader: StackEventReader;
  sofar?: OperationEvent[];
  resources: { logicalId: string }[];
}

/**
 * Destroys the environment and waits for the real end.
 *
 * @throws RefusedError when it is protected, busy or not ours; AwsError when AWS could not be used
 */
export async function destroyEnvironment(
  access: AwsAccess,
  request: DestroyRequest,
): Promise<DestructionOutcome> {
  const { ref, signal, onProgress } = request;
  const token = operationTokens(request.token).destroy;
  const { cloudFormation } = await access.clients(ref);
  const call = { action: 'cloudformation:DeleteStack', ...ref };
  return translateAwsError(call, async () => {
    const begun = await begin(cloudFormation, ref, token);
    if (!begun) return absent(ref);
    const { stackArn, reader, sofar, resources } = begun;
    const followed = await followOperation({
      client: cloudFormation,
      stackArn,
      where: ref,
      reader,
      sofar,
      counter: new ProgressCounter(resources, 'destroying'),
      limitMinutes: access.settings.operationTimeout,
      signal,
      onProgress,
    });
    return concludeDestruction({ ref, stackArn, followed });
  });
}

async function begin(
  client: CloudFormationClient,
  ref: EnvironmentRef,
  token: string,
): Promise<Begun | undefined> {
  const name = stackName(ref.suffix);
  const stack = await describeStack(client, name);
  if (!stack?.StackId) return findDestroyed(client, name, token);
  const refusal = refusalOf(stack, ref);
  if (refusal) throw new RefusedError([{ path: '', message: refusal }]);

  const stackArn = stack.StackId;
  const reader = new StackEventReader(client, stackArn);
  const resources = await readResources(client, stackArn);
  if (stack.StackStatus === 'DELETE_IN_PROGRESS') {
    // Whoever began it, it ends as was asked.
    return { stackArn, reader, sofar: await reader.skipToLast(), resources };
  }
  await reader.skipPast();
  await client.send(
    new DeleteStackCommand({ StackName: stackArn, ClientRequestToken: token }),
  );
  return { stackArn, reader, resources };
}

/** A stack of this name that an earlier run has destroyed; AWS remembers it for 90 days, by its ARN alone. */
async function findDestroyed(
  client: CloudFormationClient,
  name: string,
  token: string,
): Promise<Begun | undefined> {
  let nextToken: string | undefined;
  do {
    const page = await client.send(
      new ListStacksCommand({
        StackStatusFilter: ['DELETE_COMPLETE'],
        NextToken: nextToken,
      }),
    );
    // Newest first: an older one of this name is another life of the environment.
    const latest = page.StackSummaries?.find(
      ({ StackName }) => StackName === name,
    );
    if (latest?.StackId) {
      const reader = new StackEventReader(client, latest.StackId);
      const sofar = await reader.skipTo(token);
      return (
        sofar && { stackArn: latest.StackId, reader, sofar, resources: [] }
      );
    }
    nextToken = page.NextToken;
  } while (nextToken);
  return undefined;
}

function refusalOf(stack: Stack, ref: EnvironmentRef): string | undefined {
  const environment = `Environment ${ref.suffix} in ${ref.region}`;
  const status = stack.StackStatus ?? '';
  if (!isOurs(stack) && status !== 'REVIEW_IN_PROGRESS') {
    return `The stack ${stack.StackName} in ${ref.region} was not made by StreamFlix and is left alone.`;
  }
  if (stack.EnableTerminationProtection) {
    return `${environment} is protected against deletion. Switch its deletion protection off and deploy that change, then destroy it.`;
  }
  const moving = movement(status);
  return moving && status !== 'DELETE_IN_PROGRESS'
    ? `${environment} ${moving} (${status}). Wait until it rests, or cancel that first; then destroy it.`
    : undefined;
}

function absent(ref: EnvironmentRef): DestructionOutcome {
  return {
    outcome: 'absent',
    ref,
    stackArn: '',
    stackStatus: '',
    seconds: 0,
    sentence: `There is no environment ${ref.suffix} in ${ref.region} of account ${ref.account}: nothing to destroy.`,
  };
}
