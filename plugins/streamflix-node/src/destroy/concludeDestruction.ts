import type { EnvironmentRef } from '@streamflix/backstage-plugin-streamflix-common';
import { explain } from '../diagnosis/explain';
import type { Followed } from '../follow/followOperation';
import type { DestructionOutcome } from '../follow/Outcome';
import {
  findBlockers,
  describeBlockers,
  describeRetained,
} from '../diagnosis/describeBlockers';
import { secondsOf, formatDuration } from '../aws/formatDuration';

/** Derives the outcome of a destruction from how following it ended. */
export function concludeDestruction(options: {
  ref: EnvironmentRef;
  stackArn: string;
  followed: Followed;
  /** A cancellation was requested. */
  aborted: boolean;
}): DestructionOutcome {
  const { ref, stackArn, followed } = options;
  const tooLate = options.aborted ? '; the cancellation came too late' : '';
  const { events, status } = followed;
  const name = `${ref.suffix} in ${ref.region}`;
  const seconds = secondsOf(events);
  const ended = { ref, stackArn, stackStatus: status, seconds };
  switch (followed.end) {
    case 'left':
      return {
        ...ended,
        outcome: 'cancelled',
        message: `Environment ${name} is no longer followed, but AWS continues to destroy it: a deletion cannot be cancelled.`,
      };
    case 'overdue':
      return {
        ...ended,
        outcome: 'needs-attention',
        message: `Environment ${name} is still being destroyed after ${formatDuration(
          seconds,
        )}, and is no longer followed. The operation continues in AWS; look at the stack's events for what it waits for.`,
      };
    case 'lost':
      return {
        ...ended,
        outcome: 'needs-attention',
        message: `Environment ${name} can no longer be followed while it is being destroyed; the operation continues in AWS. ${followed.reason}`,
      };
    default:
  }
  if (status === 'DELETE_COMPLETE') {
    return {
      ...ended,
      outcome: 'destroyed',
      message: `Environment ${name} was destroyed in ${formatDuration(
        seconds,
      )}${tooLate}.${describeRetained(events)}`,
    };
  }
  const holding = describeBlockers(events);
  const names = findBlockers(events).map(({ logicalId }) => logicalId);
  return {
    ...ended,
    outcome: status === 'DELETE_FAILED' ? 'failed' : 'needs-attention',
    explanation: explain(events),
    message: `Environment ${name} could not be destroyed completely (${status}). ${
      holding ? `Blocked by: ${holding}. ` : ''
    }Fix this, then destroy it again${
      names.length > 0
        ? `; or name what is to be left behind for good (retain, in the terminal ${names
            .map(logicalId => `--retain ${logicalId}`)
            .join(' ')})`
        : ''
    }.`,
  };
}
