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
import type { AwsAccess, AwsClients } from '../AwsAccess';
import { toAwsError, translateAwsError, type AwsCall } from '../AwsError';
import { RefusedError } from '../RefusedError';
import { isProtected, neverCompleted, wasCompleted } from './completion';
import { concludeDestruction } from './concludeDestruction';
import { describeStack, readSpec } from './describeStack';
import { followOperation, type OperationProgress } from './followOperation';
import { liftProtectionOfRemains } from './liftProtection';
import type { OperationEvent } from './OperationEvent';
import { observe, observeStep } from './observe';
import { operationTokens } from './operationTokens';
import type { DestructionOutcome } from './Outcome';
import { isOurs, takenBy, type Asker } from './ownership';
import { persist } from './Patience';
import { ProgressCounter } from './ProgressCounter';
import { readResources, type StackResource } from './readResources';
import { StackEventReader } from './StackEventReader';
import { tellHeldBy } from './tellHolding';
import { tellMovement } from './tellMovement';

export interface DestroyRequest {
  ref: EnvironmentRef;
  /** Names the operation. Asked again with the same token, the same operation is found and followed to its end. */
  token: string;
  /** On whose behalf; must own the environment. Left out where nobody owns anything, as in the terminal. */
  askedBy?: Asker;
  /** Logical ids of resources that are left behind for good, when an earlier destruction could not delete them. */
  retain?: readonly string[];
  /** An earlier run may have begun it, and died: trouble with credentials is waited for, for AWS goes on. */
  isResumed?: boolean;
  /** Asked before anything is begun that is not in flight already; what it throws is thrown, and nothing is begun. */
  mayBegin?(): Promise<void>;
  /** Aborting it before AWS was told destroys nothing. Afterwards AWS takes nothing back: it is said, and followed to the end all the same. */
  signal?: AbortSignal;
  /** `leave` only stops following. */
  onAbort?: 'follow' | 'leave';
  onProgress?(progress: OperationProgress): void;
  /** Told that AWS gives no answer while it is at work, or that it does again, and that it is too late to cancel. */
  onNotice?(sentence: string): void;
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
 * @throws RefusedError when it is protected, busy, not ours or somebody else's; AwsError when AWS could not be used
 */
export function destroyEnvironment(
  access: AwsAccess,
  request: DestroyRequest,
): Promise<DestructionOutcome> {
  return observe(
    access.telemetry,
    { operation: 'destroy', ...request.ref },
    ending => ending,
    () => destroy(access, request),
  );
}

async function destroy(
  access: AwsAccess,
  request: DestroyRequest,
): Promise<DestructionOutcome> {
  const { ref, signal, onProgress, onNotice } = request;
  const { patience: patienceSeconds } = access.settings;
  const token = operationTokens(request.token).destroy;
  const call: AwsCall = { action: 'cloudformation:DeleteStack', ...ref };
  // AWS may be at it already: it is asked until it answers.
  const patiently = <T>(run: () => Promise<T>) =>
    persist(call, run, {
      signal,
      onNotice,
      patienceSeconds,
      mayHaveBegun: request.isResumed,
    });
  const clients = await patiently(() => access.clients(ref));
  const begun = await observeStep(access.telemetry, 'execute', () =>
    patiently(() => begin(clients, request, token)),
  );
  if (!begun) return absent(ref);
  const { stackArn, reader, sofar, resources } = begun;
  const followed = await observeStep(access.telemetry, 'follow', () =>
    followOperation({
      client: clients.cloudFormation,
      stackArn,
      where: ref,
      reader,
      sofar,
      counter: new ProgressCounter(resources, 'destroying'),
      limitMinutes: access.settings.operationTimeout,
      patienceSeconds,
      signal,
      cancel: async () => {
        if (request.onAbort === 'leave') return undefined;
        onNotice?.(
          'It is too late to cancel: AWS takes no deletion back. It is followed to its end.',
        );
        return 'nothing';
      },
      onProgress,
      onNotice,
    }),
  );
  return concludeDestruction({
    ref,
    stackArn,
    followed,
    aborted: signal?.aborted === true,
  });
}

async function begin(
  { cloudFormation: client, rds }: Pick<AwsClients, 'cloudFormation' | 'rds'>,
  { ref, askedBy, retain = [], signal, onNotice, mayBegin }: DestroyRequest,
  token: string,
): Promise<Begun | undefined> {
  const name = stackName(ref.suffix);
  const stack = await describeStack(client, name);
  if (!stack?.StackId) return findDestroyed(client, name, token);
  const refusal =
    refusalOf(stack, ref, askedBy) ??
    (await protectionOf(client, stack, ref)) ??
    busy(stack, ref);
  if (refusal) throw new RefusedError([{ path: '', message: refusal }]);

  const stackArn = stack.StackId;
  const reader = new StackEventReader(client, stackArn);
  const listed = await listResources(client, stackArn, ref, retain);
  const { resources, unlisted } = listed;
  if (stack.StackStatus === 'DELETE_IN_PROGRESS') {
    // Whoever began it, it ends as was asked.
    return { stackArn, reader, sofar: await reader.skipToLast(), resources };
  }
  // One token is one operation: that it failed is its end, and another attempt has another token.
  const { size } = await reader.recent(token);
  if (size > 0) {
    return { stackArn, reader, sofar: await reader.skipTo(token), resources };
  }
  await reader.skipPast();
  signal?.throwIfAborted();
  await mayBegin?.();
  const kept = checkRetained(stack, resources, retain);
  if (await neverCompleted(client, stack)) {
    await liftProtectionOfRemains(rds, {
      place: ref,
      stackArn,
      // What is left behind is left as it is.
      resources: resources.filter(({ logicalId }) => !kept.includes(logicalId)),
      onNotice,
    });
  }
  await client.send(
    new DeleteStackCommand({
      StackName: stackArn,
      ClientRequestToken: token,
      RetainResources: kept.length > 0 ? kept : undefined,
    }),
  );
  if (unlisted) {
    onNotice?.(
      `What goes could not be listed, so it is not said how much is left: ${unlisted}`,
    );
  }
  return { stackArn, reader, resources };
}

/**
 * Lists what goes. The list only counts, unless something is to be retained: a service that cannot give it, as one that is out of
 * order, does not stop the deletion. What people have to mend does.
 */
async function listResources(
  client: CloudFormationClient,
  stackArn: string,
  ref: EnvironmentRef,
  retain: readonly string[],
): Promise<{ resources: StackResource[]; unlisted?: string }> {
  try {
    return { resources: await readResources(client, stackArn) };
  } catch (error) {
    const known = toAwsError(error, {
      action: 'cloudformation:ListStackResources',
      ...ref,
    });
    if (retain.length > 0 || known?.kind !== 'unreachable') throw error;
    return { resources: [], unlisted: known.message };
  }
}

/**
 * What AWS is to leave behind: it takes names only after a deletion has failed, and only of what is still there.
 *
 * @throws RefusedError
 */
function checkRetained(
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
          ? `${logicalId} does not hold the deletion up, so it cannot be retained; what does: ${tellHeldBy(
              held,
            )}.`
          : `${logicalId} cannot be retained: CloudFormation leaves behind only what it has failed to delete. Destroy the environment without it first.`,
    })),
  );
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

function refusalOf(
  stack: Stack,
  ref: EnvironmentRef,
  askedBy: Asker | undefined,
): string | undefined {
  const environment = `Environment ${ref.suffix} in ${ref.region}`;
  const status = stack.StackStatus ?? '';
  if (!isOurs(stack) && status !== 'REVIEW_IN_PROGRESS') {
    return `The stack ${stack.StackName} in ${ref.region} was not made by StreamFlix and is left alone.`;
  }
  const taken = askedBy && takenBy(stack, askedBy.ownershipRefs);
  if (taken) {
    return `${environment} is not yours to destroy: ${taken}. Ask its owner.`;
  }
  return undefined;
}

/** That the stack is protected, or that what runs is to be, as its template says: see `isProtected`. */
async function protectionOf(
  client: CloudFormationClient,
  stack: Stack,
  ref: EnvironmentRef,
): Promise<string | undefined> {
  const status = stack.StackStatus ?? '';
  const name = `${ref.suffix} in ${ref.region}`;
  const running =
    !stack.EnableTerminationProtection && wasCompleted(status)
      ? await translateAwsError(
          { action: 'cloudformation:GetTemplate', ...ref },
          () => readSpec(client, stack.StackId ?? ''),
        )
      : undefined;
  if (!isProtected(stack, running)) return undefined;
  return wasCompleted(status)
    ? `Environment ${name} is protected against deletion. Switch its deletion protection off and deploy that change, then destroy it.`
    : `The stack of environment ${name} is protected against deletion, and cannot be changed as it is (${status}). Switch its termination protection off in CloudFormation, then destroy it.`;
}

function busy(stack: Stack, ref: EnvironmentRef): string | undefined {
  const moving = tellMovement(stack, ref);
  return moving && stack.StackStatus !== 'DELETE_IN_PROGRESS'
    ? `${moving} Wait until it rests, or cancel that first; then destroy it.`
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
