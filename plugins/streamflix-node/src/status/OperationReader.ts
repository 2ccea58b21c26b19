import {
  paginateDescribeStackEvents,
  type CloudFormationClient,
} from '@aws-sdk/client-cloudformation';
import {
  stackState,
  type Explanation,
  type Progress,
  type StackFacts,
} from '@streamflix/backstage-plugin-streamflix-common';
import { LRUCache } from 'lru-cache';
import type { AwsClients } from '../AwsAccess';
import { explain, firstFailure } from '../deployment/explain';
import {
  beginsOperation,
  toOperationEvent,
  type OperationEvent,
} from '../deployment/OperationEvent';
import {
  readEvidence,
  recallEvidence,
  rememberEvidence,
} from '../deployment/evidence';
import { readResources } from '../deployment/readResources';
import { deriveProgress } from './deriveProgress';

/** What a stack's last operation does, and why it failed. */
export interface OperationFacts {
  progress?: Progress;
  explanation?: Explanation;
}

const failed = /ROLLBACK|_FAILED$/;

/**
 * Reads the last operation of stacks that move or have failed. What a failed stack at rest says is kept: it says it for good.
 */
export class OperationReader {
  private readonly kept = new LRUCache<string, OperationFacts>({ max: 1000 });

  /**
   * @param logicalIds - of the template's resources; empty when it could not be read
   * @returns nothing about a stack that rests and has not failed. What could not be read is left out: the stack's own
   *   word says already that it moves or has failed.
   */
  async read(
    clients: Pick<AwsClients, 'cloudFormation' | 'ecs'>,
    stack: StackFacts,
    logicalIds: readonly string[],
  ): Promise<OperationFacts> {
    const { operation } = stackState(stack.status);
    const hasFailed = failed.test(stack.status);
    if (!operation && !hasFailed) return {};
    const key = [stack.stackArn, stack.updatedAt, stack.status].join(' ');
    const found = this.kept.get(key);
    if (found) return found;
    try {
      const events = await readOperation(clients.cloudFormation, stack);
      const explained = hasFailed
        ? await readExplanation(clients, events)
        : undefined;
      const facts: OperationFacts = {
        progress: operation && {
          operation,
          ...deriveProgress(
            operation,
            events,
            operation === 'destroying'
              ? await readLogicalIds(clients.cloudFormation, stack)
              : logicalIds,
          ),
        },
        explanation: explained?.explanation,
      };
      if (!operation && explained?.isComplete) this.kept.set(key, facts);
      return facts;
    } catch {
      return {};
    }
  }
}

/** Events of the stack's last operation, oldest first. */
async function readOperation(
  client: CloudFormationClient,
  { stackArn }: StackFacts,
): Promise<OperationEvent[]> {
  const newestFirst: OperationEvent[] = [];
  for await (const { StackEvents = [] } of paginateDescribeStackEvents(
    { client },
    { StackName: stackArn },
  )) {
    for (const event of StackEvents.map(toOperationEvent)) {
      newestFirst.push(event);
      if (beginsOperation(event)) return newestFirst.reverse();
    }
  }
  return newestFirst.reverse();
}

/** Of the resources that are left. */
async function readLogicalIds(
  client: CloudFormationClient,
  { stackArn }: StackFacts,
): Promise<string[]> {
  const resources = await readResources(client, stackArn);
  return resources.map(({ logicalId }) => logicalId);
}

/** @returns `isComplete` is whether ECS answered: if not, there may be more to tell the next time. */
async function readExplanation(
  { ecs }: Pick<AwsClients, 'ecs'>,
  events: readonly OperationEvent[],
): Promise<{ explanation?: Explanation; isComplete: boolean }> {
  const failure = firstFailure(events);
  const recalled = failure ? recallEvidence(failure) : [];
  try {
    const evidence = failure ? await readEvidence(ecs, failure, events[0]) : [];
    // Read while the stack still rolls back, it is there for those who ask afterwards.
    if (failure) rememberEvidence(failure, evidence);
    return {
      explanation: explain(events, evidence.length > 0 ? evidence : recalled),
      isComplete: true,
    };
  } catch (error) {
    // Evidence is a gift: without it CloudFormation's own reason stands. What went with the rollback tells nothing more.
    const isGone =
      error instanceof Error &&
      /^(Cluster|Service)NotFoundException$/.test(error.name);
    return { explanation: explain(events, recalled), isComplete: isGone };
  }
}
