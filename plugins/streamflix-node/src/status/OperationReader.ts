import {
  paginateDescribeStackEvents,
  type CloudFormationClient,
} from '@aws-sdk/client-cloudformation';
import {
  stackStatus,
  type Explanation,
  type Progress,
  type StackFacts,
  type StackStatus,
} from '@streamflix/backstage-plugin-streamflix-common';
import { LRUCache } from 'lru-cache';
import type { AwsClients } from '../aws/AwsAccess';
import type { DiagnosticsStore } from '../aws/DiagnosticsStore';
import { explain, firstFailure, wasCancelled } from '../diagnosis/explain';
import {
  endsOperation,
  startsOperation,
  toOperationEvent,
  type OperationEvent,
} from '../cloudformation/OperationEvent';
import { publicExplanation } from '../diagnosis/publicExplanation';
import { readDiagnostics } from '../diagnosis/readDiagnostics';
import { readResources } from '../cloudformation/readResources';
import { deriveProgress } from './deriveProgress';

/** What a stack's last operation does, and why it failed. */
export interface OperationFacts {
  progress?: Progress;
  explanation?: Explanation;
  cancelled?: boolean;
}

/**
 * Whether a stack reaches a failed status at most once per update, so that its explanation is final. Others can be resumed and
 * fail again for another reason, which only the events show.
 */
const isFinal = ({ isFinished, operation, nextStep }: StackStatus) =>
  isFinished && operation !== 'delete' && nextStep !== 'continue-rollback';

/** Reads the last operation of stacks that are in progress or have failed. Caches what is final. */
export class OperationReader {
  private readonly finalFacts = new LRUCache<string, OperationFacts>({
    max: 5000,
  });

  constructor(private readonly diagnostics: DiagnosticsStore) {}

  /**
   * @param logicalIds - of the template's resources; empty when it could not be read
   * @returns nothing about a stack that is stable and has not failed. What could not be read is left out: the stack's status
   *   already shows that it is in progress or has failed.
   */
  async read(
    clients: Pick<AwsClients, 'cloudFormation' | 'ecs'>,
    stack: StackFacts,
    logicalIds: readonly string[],
  ): Promise<OperationFacts> {
    const current = stackStatus(stack.status);
    const { activity } = current;
    const hasFailed = current.isRollback || current.outcome === 'failed';
    if (!activity && !hasFailed) return {};
    const key = [stack.stackArn, stack.updatedAt, stack.status].join(' ');
    const found = this.finalFacts.get(key);
    if (found) return found;
    try {
      const { events, cancelled } = await readOperation(
        clients.cloudFormation,
        stack,
      );
      const explained = hasFailed
        ? await readExplanation(
            clients,
            cancelled ? failedSince(events, stack) : events,
            this.diagnostics,
          )
        : undefined;
      const facts: OperationFacts = {
        progress: activity && {
          operation: activity,
          ...deriveProgress(
            activity,
            events,
            activity === 'destroying'
              ? await readLogicalIds(clients.cloudFormation, stack)
              : logicalIds,
          ),
        },
        explanation: publicExplanation(explained?.explanation),
        cancelled,
      };
      if (isFinal(current) && explained?.isComplete) {
        this.finalFacts.set(key, facts);
      }
      return facts;
    } catch {
      return {};
    }
  }
}

/** The stack's last operation: its events, oldest first, and whether it was cancelled. */
async function readOperation(
  client: CloudFormationClient,
  { stackArn }: StackFacts,
): Promise<{ events: OperationEvent[]; cancelled: boolean }> {
  const newestFirst: OperationEvent[] = [];
  let isDeletion = false;
  const finished = () => {
    const events = newestFirst.reverse();
    return { events, cancelled: wasCancelled(events) };
  };
  for await (const { StackEvents = [] } of paginateDescribeStackEvents(
    { client },
    { StackName: stackArn },
  )) {
    for (const event of StackEvents.map(toOperationEvent)) {
      const oldest = newestFirst.at(-1);
      const isStart: boolean =
        !isDeletion && oldest !== undefined && startsOperation(oldest, event);
      isDeletion ||= isStart && oldest?.status === 'DELETE_IN_PROGRESS';
      if (isDeletion) {
        if (!event.ofStack) continue;
        // Cancelling a creation deletes the stack; only the earlier events distinguish that from other deletions.
        const cancelled = event.status === 'CREATE_IN_PROGRESS';
        return { events: newestFirst.reverse(), cancelled };
      }
      if (isStart) return finished();
      newestFirst.push(event);
    }
  }
  return finished();
}

/** The failures after the cancellation; for a continued rollback, those of the last attempt. */
function failedSince(
  events: readonly OperationEvent[],
  { status }: StackFacts,
): readonly OperationEvent[] {
  // Resources in progress may still fail, but the cancellation is the cause.
  if (stackStatus(status).outcome !== 'failed') return [];
  const turn = events.findLastIndex(
    event => event.ofStack && !endsOperation(event),
  );
  return events.slice(Math.max(turn, 0));
}

/** Logical ids of the resources that still exist. */
async function readLogicalIds(
  client: CloudFormationClient,
  { stackArn }: StackFacts,
): Promise<string[]> {
  const resources = await readResources(client, stackArn);
  return resources.map(({ logicalId }) => logicalId);
}

/** Whether CloudFormation only reports that a service's tasks did not stay up: ECS has the reason. */
const needsDiagnostics = ({ resourceType, reason = '' }: OperationEvent) =>
  resourceType === 'AWS::ECS::Service' &&
  /circuit breaker|stabili[sz]/i.test(reason);

/** The reason was not recorded and can no longer be read: the explanation states that. */
const withoutDiagnostics = (explanation: Explanation): Explanation => ({
  ...explanation,
  cause: `${explanation.cause} Why its tasks stopped is no longer known; the log of the deployment may show it.`,
});

/** @returns `isComplete` is whether the explanation is final */
async function readExplanation(
  { ecs }: Pick<AwsClients, 'ecs'>,
  events: readonly OperationEvent[],
  store: DiagnosticsStore,
): Promise<{ explanation?: Explanation; isComplete: boolean }> {
  const failure = firstFailure(events);
  if (!failure) return { isComplete: true };
  const stored = await store.get(failure.id);
  if (stored && stored.length > 0) {
    return { explanation: explain(events, stored), isComplete: true };
  }
  const bare = explain(events);
  let diagnostics: readonly string[] = [];
  try {
    diagnostics =
      (await readDiagnostics(ecs, failure, events[0]))?.reasons ?? [];
  } catch (error) {
    // Diagnostics are optional: CloudFormation's own reason is used without them. After the rollback they cannot be read.
    const isGone =
      error instanceof Error &&
      /^(Cluster|Service)NotFoundException$/.test(error.name);
    if (!isGone) return { explanation: bare, isComplete: false };
  }
  if (diagnostics.length > 0) {
    // Stored during the rollback, for later readings.
    await store.set(failure.id, diagnostics);
    return { explanation: explain(events, diagnostics), isComplete: true };
  }
  return bare && needsDiagnostics(failure)
    ? // Another replica may have the reason and store it soon.
      { explanation: withoutDiagnostics(bare), isComplete: false }
    : { explanation: bare, isComplete: true };
}
