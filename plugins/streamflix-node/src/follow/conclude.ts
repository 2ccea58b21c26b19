import {
  stackStatus,
  type EnvironmentRef,
} from '@streamflix/backstage-plugin-streamflix-common';
import { formatDuration, secondsOf } from '../aws/formatDuration';
import { isStepOf } from '../cloudformation/operationTokens';
import {
  describeBlockers,
  describeRetained,
  findBlockers,
} from '../diagnosis/describeBlockers';
import {
  explain,
  firstFailure,
  isCancel,
  wasCancelled,
} from '../diagnosis/explain';
import { conclusionOf, type Outcomes } from './conclusionOf';
import type { Followed } from './followOperation';
import type { DeploymentOutcome, DestructionOutcome } from './Outcome';

/** Derives the outcome of an operation from how following it ended and the state of the stack. */
export function conclude<Kind extends keyof Outcomes>(
  kind: Kind,
  options: {
    ref: EnvironmentRef;
    stackArn: string;
    followed: Followed;
    /** Why the tasks of a failed service stopped. */
    diagnostics?: readonly string[];
    /** Id of the operation. */
    operation: string;
    /** This run was aborted in order to cancel. */
    aborted: boolean;
  },
): Outcomes[Kind];
export function conclude(
  kind: keyof Outcomes,
  options: Parameters<typeof conclude>[1],
): DeploymentOutcome | DestructionOutcome {
  const { ref, stackArn, followed, diagnostics, operation } = options;
  const { events, status } = followed;
  const ended = stackStatus(status);
  const isDone =
    ended.outcome === 'succeeded' &&
    (ended.operation === 'delete') === (kind === 'destroy');
  const explanation = isDone ? undefined : explain(events, diagnostics);
  const failure = firstFailure(events);
  const isCancelRequested =
    options.aborted ||
    events.some(
      event => isStepOf(event.token, operation, 'cancel') || isCancel(event),
    );
  const cancelled =
    wasCancelled(events) || (isCancelRequested && failure?.ofStack !== false);
  const seconds = secondsOf(events);
  const stuckAs =
    ended.operation === 'update' ? 'UPDATE_FAILED' : 'DELETE_FAILED';
  const [outcome, message] = conclusionOf(kind, followed, {
    name: `${ref.suffix} in ${ref.region}`,
    duration: formatDuration(seconds),
    isCancelRequested,
    cancelled,
    leftBehind: describeRetained(events),
    blockers: describeBlockers(events, stuckAs),
    blockedBy: findBlockers(events, stuckAs).map(({ logicalId }) => logicalId),
  });
  return {
    outcome,
    ref,
    stackArn,
    stackStatus: status,
    ...(kind === 'deploy' && {
      outputs:
        followed.end === 'finished' ? { ...followed.stack?.outputs } : {},
    }),
    // After a failure, the explanation is kept even when the user cancels.
    explanation: outcome === 'cancelled' && cancelled ? undefined : explanation,
    seconds,
    message,
  } as DeploymentOutcome | DestructionOutcome;
}
