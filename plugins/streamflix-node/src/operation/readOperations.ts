import {
  paginateDescribeStackEvents,
  type CloudFormationClient,
} from '@aws-sdk/client-cloudformation';
import {
  stackStatus,
  type EnvironmentRef,
} from '@streamflix/backstage-plugin-streamflix-common';
import type { AwsAccess } from '../aws/AwsAccess';
import { describeStack } from '../cloudformation/describeStack';
import {
  parseToken,
  type OperationStep,
  type RequesterPrefix,
} from '../cloudformation/operationTokens';
import type { Stack } from '../cloudformation/Stack';
import { conclude } from '../follow/conclude';
import { readDiagnostics } from '../diagnosis/readDiagnostics';
import { firstFailure } from '../diagnosis/explain';
import type { Followed } from '../follow/followOperation';
import {
  startsOperation,
  endsOperation,
  toOperationEvent,
  startsRollback,
  type OperationEvent,
} from '../cloudformation/OperationEvent';
import type { DeploymentOutcome, DestructionOutcome } from '../follow/Outcome';

/**
 * An operation of StreamFlix, as the events of its stack show it.
 *
 * @public
 */
export interface OperationRecord {
  /** Stable across readings. */
  id: string;
  step: Exclude<OperationStep, 'cancel'>;
  /** Whether it creates the stack. */
  isCreation: boolean;
  ref: EnvironmentRef;
  stackArn: string;
  requester: RequesterPrefix;
  /** Entity reference; undefined when the stack names none. */
  owner?: string;
  blueprint?: string;
  startedAt: string;
  /** Time of its latest event. */
  lastEventAt: string;
  /** Whether the explanation of its failure is final. ECS, which may need more time, has nothing to add. */
  isExplained: boolean;
  /** Undefined while it is in progress. */
  outcome?: DeploymentOutcome | DestructionOutcome;
}

/** The events of one operation, oldest first. */
export interface Episode {
  step: Exclude<OperationStep, 'cancel'>;
  /** Id of the operation, without its step. */
  operation: string;
  requester: RequesterPrefix;
  events: OperationEvent[];
}

/** Whether the last event of the stack is one that ends an operation. */
export const hasEnded = (
  episode: { events: readonly OperationEvent[] } | undefined,
): boolean => {
  const last = episode?.events.findLast(({ ofStack }) => ofStack);
  return last !== undefined && endsOperation(last);
};

/**
 * Splits the events of a stack into operations of StreamFlix. Later events of other programs belong to none. Whatever ends an
 * operation early, such as its cancellation, belongs to it, even where CloudFormation makes it a separate operation.
 */
export function toEpisodes(events: readonly OperationEvent[]): Episode[] {
  const episodes: Episode[] = [];
  let current: Episode | undefined;
  for (const [index, event] of events.entries()) {
    const parsed = parseToken(event.token);
    const isBoundary =
      event.ofStack &&
      (startsOperation(event, events[index - 1]) || startsRollback(event));
    if (isBoundary && parsed && parsed.step !== 'cancel') {
      const { step, operation, requester } = parsed;
      // An update that rolls back is the same operation.
      const isSame = current?.operation === operation && current.step === step;
      if (!isSame) {
        current = { step, operation, requester, events: [] };
        episodes.push(current);
      }
    } else if (
      isBoundary &&
      hasEnded(current) &&
      parsed?.operation !== current?.operation
    ) {
      current = undefined;
    }
    current?.events.push(event);
  }
  return episodes;
}

/** CloudFormation reports a continued rollback as initiated by the user, too; that is no cancellation. */
const withoutCancellation = (event: OperationEvent): OperationEvent =>
  startsRollback(event) ? { ...event, reason: undefined } : event;

/**
 * The outcome of an operation that is over.
 *
 * @param stack - as it is now, if this is its latest operation
 */
export function concludeEpisode(
  { step, operation, events }: Episode,
  options: {
    ref: EnvironmentRef;
    stackArn: string;
    stack?: Stack;
    diagnostics: readonly string[];
  },
): DeploymentOutcome | DestructionOutcome {
  const { diagnostics, stack, ...target } = options;
  const kind = step === 'destroy' || step === 'clear' ? 'destroy' : 'deploy';
  const followed: Followed = {
    end: 'finished',
    events: step === 'recover' ? events.map(withoutCancellation) : events,
    status: events.findLast(({ ofStack }) => ofStack)?.status ?? '',
    stack,
  };
  return conclude(kind, {
    ...target,
    followed,
    diagnostics: kind === 'deploy' ? diagnostics : undefined,
    operation,
    aborted: false,
  });
}

/** Why the tasks of a failed service stopped, if known or still readable. */
export async function diagnosticsOf(
  access: AwsAccess,
  ref: EnvironmentRef,
  events: readonly OperationEvent[],
): Promise<{ diagnostics: readonly string[]; isExplained: boolean }> {
  const failure = firstFailure(events);
  if (!failure) return { diagnostics: [], isExplained: false };
  if (failure.resourceType !== 'AWS::ECS::Service') {
    return { diagnostics: [], isExplained: true };
  }
  const stored = await access.diagnostics.get(failure.id);
  if (stored && stored.length > 0) {
    return { diagnostics: stored, isExplained: true };
  }
  try {
    const { ecs } = await access.clients(ref);
    const found = await readDiagnostics(ecs, failure, events[0]);
    if (!found) return { diagnostics: [], isExplained: false };
    const { source, reasons } = found;
    // The reasons of tasks are final; the service's own events are only a fallback.
    const isExplained = source === 'tasks';
    if (isExplained) {
      await access.diagnostics.set(failure.id, reasons);
    }
    return { diagnostics: reasons, isExplained };
  } catch {
    // The rollback deleted the cluster: CloudFormation's own reason is used.
    return { diagnostics: [], isExplained: false };
  }
}

async function readEvents(
  client: CloudFormationClient,
  stackArn: string,
  since: Date,
  latest: number,
): Promise<OperationEvent[]> {
  const newestFirst: OperationEvent[] = [];
  const isOurs = (event: OperationEvent) => {
    const step = parseToken(event.token)?.step;
    return step !== undefined && step !== 'cancel' && startsOperation(event);
  };
  for await (const { StackEvents = [] } of paginateDescribeStackEvents(
    { client },
    { StackName: stackArn },
  )) {
    newestFirst.push(...StackEvents.map(toOperationEvent));
    const oldest = newestFirst.at(-1);
    // An operation that started earlier may end after `since`: its start is needed to identify it.
    const start = newestFirst.findLast(
      event =>
        startsOperation(event) && parseToken(event.token)?.step !== 'cancel',
    );
    if (oldest && start && new Date(start.at) < since) break;
    if (newestFirst.filter(isOurs).length >= latest) break;
  }
  return newestFirst.reverse();
}

/**
 * Reads the operations of StreamFlix on a stack, oldest first, from its events. AWS keeps these for 90 days even after the stack
 * is deleted. The outcomes are the same as when an operation is followed.
 *
 * While an operation is failing, it also asks ECS for the reason, because the rollback deletes the tasks that have it.
 *
 * @param since - operations whose last event is earlier are left out
 * @param options - `latest`: number of operations after which older ones may be left out; `onEvents`: receives the events of each operation, oldest first
 * @throws AwsError
 * @public
 */
export async function readOperations(
  access: AwsAccess,
  ref: EnvironmentRef,
  stackArn: string,
  since: Date,
  options: {
    latest?: number;
    onEvents?(events: readonly OperationEvent[]): void;
  } = {},
): Promise<OperationRecord[]> {
  const { latest = Infinity, onEvents } = options;
  const { cloudFormation } = await access.clients(ref);
  const events = await readEvents(cloudFormation, stackArn, since, latest);
  const all = toEpisodes(events);
  for (const episode of all) onEvents?.(episode.events);
  const episodes = all.filter(
    ({ events: own }) => new Date(own[own.length - 1].at) >= since,
  );
  // Most stacks of a new installation have no operation to report: they need no other call.
  if (episodes.length === 0) return [];
  const stack = await describeStack(cloudFormation, stackArn);
  const records: OperationRecord[] = [];
  for (const episode of episodes) {
    const { step, operation, requester } = episode;
    const isLatest = episode.events.at(-1) === events.at(-1);
    const isOver =
      hasEnded(episode) &&
      (!isLatest || !stack || stackStatus(stack.status).isFinished);
    const { diagnostics, isExplained } = await diagnosticsOf(
      access,
      ref,
      episode.events,
    );
    records.push({
      id: `${step}-${operation}`,
      step,
      isCreation: stackStatus(episode.events[0].status).operation === 'create',
      ref,
      stackArn,
      requester,
      owner: stack?.owner,
      blueprint: stack?.blueprint,
      startedAt: episode.events[0].at,
      lastEventAt: episode.events[episode.events.length - 1].at,
      isExplained,
      outcome: isOver
        ? concludeEpisode(episode, {
            ref,
            stackArn,
            stack: isLatest ? stack : undefined,
            diagnostics,
          })
        : undefined,
    });
  }
  return records;
}
