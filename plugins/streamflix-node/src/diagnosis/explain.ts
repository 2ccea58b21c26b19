import {
  stackStatus,
  type EnvironmentEvent,
  type Explanation,
} from '@streamflix/backstage-plugin-streamflix-common';
import { findCause, isCascade } from '../causes/findCause';

const stackType = 'AWS::CloudFormation::Stack';

function oldestFirst<T extends Pick<EnvironmentEvent, 'at'>>(
  events: readonly T[],
): readonly T[] {
  const [first] = events;
  const last = events.at(-1);
  return first && last && first.at > last.at ? [...events].reverse() : events;
}

type Turn = Pick<EnvironmentEvent, 'at' | 'resourceType' | 'status' | 'reason'>;

/** Events of a cancelled update may lack its token, but their reason shows that a user requested the rollback. */
export const isCancel = ({ resourceType, status, reason }: Turn): boolean =>
  resourceType === stackType &&
  status === 'UPDATE_ROLLBACK_IN_PROGRESS' &&
  /^User Initiated/i.test(reason ?? '');

function rollsBack({ resourceType, status }: Turn): boolean {
  if (resourceType !== stackType) return false;
  const { isRollback, isFinished, isCleanup } = stackStatus(status);
  return isRollback && !isFinished && !isCleanup;
}

/** The event in which an operation first failed, preferably that of a resource. */
export function firstFailure<T extends Turn>(
  events: readonly T[],
): T | undefined {
  const ordered = oldestFirst(events);
  const failed = ordered.filter(
    ({ status, reason }) => status.endsWith('_FAILED') && !isCascade(reason),
  );
  return (
    failed.find(({ resourceType }) => resourceType !== stackType) ??
    failed[0] ??
    // A stack can roll back without a failed resource, for a policy of its own; a cancellation by a user is no failure.
    ordered.find(
      event =>
        rollsBack(event) && event.reason !== undefined && !isCancel(event),
    )
  );
}

/**
 * Whether an update was cancelled before anything failed. Only its first rollback event shows this: continuing a failed rollback
 * adds another, also with a reason of "User Initiated".
 *
 * @param events - of one operation, oldest or newest first
 */
export function wasCancelled(events: readonly Turn[]): boolean {
  const ordered = oldestFirst(events);
  const turn = ordered.findIndex(rollsBack);
  return (
    turn >= 0 &&
    isCancel(ordered[turn]) &&
    firstFailure(ordered.slice(0, turn)) === undefined
  );
}

/**
 * Explains the first cause of a failed operation: not the resources that were cancelled because of it.
 *
 * @param events - of one operation, oldest or newest first
 * @param diagnostics - what other services report about the failed resource, such as why tasks stopped
 * @returns undefined when nothing failed, as when a user cancelled
 * @public
 */
export function explain(
  events: readonly EnvironmentEvent[],
  diagnostics: readonly string[] = [],
): Explanation | undefined {
  const failure = firstFailure(events);
  if (!failure) return undefined;
  const reason = failure.reason ?? `${failure.status}, without a reason`;
  const awsMessage = [reason, ...new Set(diagnostics)].join(' · ');
  // Diagnostics are closer to the cause than CloudFormation's reason: "did not stabilise" has many causes. They combine general
  // and specific messages: that a container ended, and that it ran out of memory.
  const cause = findCause(...diagnostics) ?? findCause(reason);
  return {
    resource:
      failure.resourceType === stackType
        ? undefined
        : { logicalId: failure.logicalId, type: failure.resourceType },
    awsMessage,
    id: cause?.id ?? 'unexplained',
    cause: cause?.cause ?? 'The cause is not known.',
    resolution:
      cause?.resolution ??
      'Read AWS’s message, and look at the resource in the AWS console; then try again.',
    documentation: cause?.documentation,
  };
}

/**
 * Formats an explanation as one paragraph.
 *
 * @public
 */
export const formatExplanation = ({
  resource,
  awsMessage,
  cause,
  resolution,
}: Explanation) =>
  `${
    resource ? `${resource.logicalId} (${resource.type}): ` : ''
  }${cause} ${resolution} AWS reports: ${awsMessage}`;
