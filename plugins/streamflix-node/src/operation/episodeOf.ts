import { stackStatus } from '@streamflix/backstage-plugin-streamflix-common';
import { parseToken } from '../cloudformation/operationTokens';
import {
  startsOperation,
  startsRollback,
  type OperationEvent,
} from '../cloudformation/OperationEvent';
import { toEpisodes, type Episode } from './readOperations';

/** An operation that StreamFlix started, with its episode, or one of another program. */
export interface FoundOperation {
  /** Of the operation's page. */
  id: string;
  /** Undefined for an operation that StreamFlix did not start. */
  episode?: Episode;
  /** Oldest first. */
  events: readonly OperationEvent[];
}

const idOf = ({ step, operation }: Pick<Episode, 'step' | 'operation'>) =>
  `${step}-${operation}`;

/**
 * The operation with an id: of an operation record, its operation without the step, or CloudFormation's id of one that
 * StreamFlix did not start.
 *
 * @param events - of the stack, oldest first
 */
export function findEpisode(
  events: readonly OperationEvent[],
  id: string,
): FoundOperation | undefined {
  const episode = toEpisodes(events).findLast(
    each => idOf(each) === id || each.operation === id,
  );
  if (episode) return { id: idOf(episode), episode, events: episode.events };
  const own = events.filter(({ operationId }) => operationId === id);
  return own.length > 0 ? { id, events: own } : undefined;
}

/** Whether events, newest first, go back to the start of the operation. */
export const reachesStartOf =
  (id: string) =>
  (newestFirst: readonly OperationEvent[]): boolean =>
    newestFirst.some((event, index) => {
      const previous = newestFirst[index + 1];
      if (event.operationId === id) {
        return previous !== undefined && previous.operationId !== id;
      }
      if (!startsOperation(event, previous) && !startsRollback(event)) {
        return false;
      }
      const parsed = parseToken(event.token);
      return (
        previous !== undefined &&
        parsed !== undefined &&
        parsed.step !== 'cancel' &&
        (parsed.operation === id || `${parsed.step}-${parsed.operation}` === id)
      );
    });

/** What an operation does, by its first event. */
export function kindOf({
  episode,
  events,
}: FoundOperation): 'create' | 'update' | 'delete' | 'recover' {
  if (episode?.step === 'recover') return 'recover';
  const first = events.find(({ ofStack }) => ofStack);
  const { operation } = stackStatus(first?.status ?? '');
  if (operation === 'delete') return 'delete';
  return operation === 'create' || operation === 'review' ? 'create' : 'update';
}
