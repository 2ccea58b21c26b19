import type { EnvironmentRef } from '@streamflix/backstage-plugin-streamflix-common';
import { explain } from './explain';
import type { Followed } from './followOperation';
import type { OperationEvent } from './OperationEvent';
import type { DestructionOutcome } from './Outcome';
import { secondsOf, tellDuration } from './tellDuration';

/** What AWS could not delete, and why: the last word on each resource. */
function held(events: readonly OperationEvent[]): string {
  const last = new Map(
    events
      .filter(({ ofStack }) => !ofStack)
      .map(event => [event.logicalId, event]),
  );
  return [...last.values()]
    .filter(({ status }) => status === 'DELETE_FAILED')
    .map(
      ({ logicalId, resourceType, physicalId, reason }) =>
        `${logicalId} (${resourceType}${
          physicalId ? `, ${physicalId}` : ''
        }): ${reason ?? 'no reason given'}`,
    )
    .join('; ');
}

/** What a destruction came to, from how following it ended. */
export function concludeDestruction(options: {
  ref: EnvironmentRef;
  stackArn: string;
  followed: Followed;
}): DestructionOutcome {
  const { ref, stackArn, followed } = options;
  const { events, status } = followed;
  const name = `${ref.suffix} in ${ref.region}`;
  const seconds = secondsOf(events);
  const ended = { ref, stackArn, stackStatus: status, seconds };
  switch (followed.end) {
    case 'left':
      return {
        ...ended,
        outcome: 'cancelled',
        sentence: `Nobody follows environment ${name} any more, but AWS goes on destroying it: a deletion cannot be taken back.`,
      };
    case 'overdue':
      return {
        ...ended,
        outcome: 'needs-attention',
        sentence: `Environment ${name} is still being destroyed after ${tellDuration(
          seconds,
        )}, and is no longer followed. AWS goes on; look at the stack's events for what it waits for.`,
      };
    case 'lost':
      return {
        ...ended,
        outcome: 'needs-attention',
        sentence: `Environment ${name} can no longer be followed while it is being destroyed; AWS goes on. ${followed.reason}`,
      };
    default:
  }
  if (status === 'DELETE_COMPLETE') {
    return {
      ...ended,
      outcome: 'destroyed',
      sentence: `Environment ${name} was destroyed in ${tellDuration(
        seconds,
      )}.`,
    };
  }
  const holding = held(events);
  return {
    ...ended,
    outcome: status === 'DELETE_FAILED' ? 'failed' : 'needs-attention',
    explanation: explain(events),
    sentence: `Environment ${name} could not be destroyed completely (${status}). ${
      holding ? `What holds it: ${holding}. ` : ''
    }Mend that, then destroy it again.`,
  };
}
