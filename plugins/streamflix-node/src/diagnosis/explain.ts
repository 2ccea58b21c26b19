import type {
  EnvironmentEvent,
  Explanation,
} from '@streamflix/backstage-plugin-streamflix-common';
import { findCause } from './causes';

const stackType = 'AWS::CloudFormation::Stack';

/** What CloudFormation says of resources that failed only because another did. */
export const cascade =
  /^(Resource (creation|update|deletion|import) cancelled|The following resource\(s\) failed to|Resource .*cancelled)/i;

function oldestFirst<T extends Pick<EnvironmentEvent, 'at'>>(
  events: readonly T[],
): readonly T[] {
  const [first] = events;
  const last = events.at(-1);
  return first && last && first.at > last.at ? [...events].reverse() : events;
}

type Turn = Pick<EnvironmentEvent, 'at' | 'resourceType' | 'status' | 'reason'>;

/** AWS need not give the token of a cancelled update to its events, but says that somebody asked for the rollback. */
export const isCancel = ({ resourceType, status, reason }: Turn): boolean =>
  resourceType === stackType &&
  status === 'UPDATE_ROLLBACK_IN_PROGRESS' &&
  /^User Initiated/i.test(reason ?? '');

const turnsBack = ({ resourceType, status }: Turn) =>
  resourceType === stackType && status.endsWith('ROLLBACK_IN_PROGRESS');

/** The event in which an operation first went wrong, told by the resource itself where one did. */
export function firstFailure<T extends Turn>(
  events: readonly T[],
): T | undefined {
  const ordered = oldestFirst(events);
  const failed = ordered.filter(
    ({ status, reason }) =>
      status.endsWith('_FAILED') && !cascade.test(reason ?? ''),
  );
  return (
    failed.find(({ resourceType }) => resourceType !== stackType) ??
    failed[0] ??
    // A stack can turn back without any resource failing, for a policy of its own; that somebody cancelled is no failure.
    ordered.find(
      event =>
        turnsBack(event) && event.reason !== undefined && !isCancel(event),
    )
  );
}

/**
 * Whether a change was cancelled before anything of it had failed. Only its first turn tells: a rollback that got stuck and is
 * continued turns once more, and that too is said to be initiated by a user.
 *
 * @param events - of one operation, in either order of time
 */
export function wasCancelled(events: readonly Turn[]): boolean {
  const ordered = oldestFirst(events);
  const turn = ordered.findIndex(turnsBack);
  return (
    turn >= 0 &&
    isCancel(ordered[turn]) &&
    firstFailure(ordered.slice(0, turn)) === undefined
  );
}

/**
 * The first cause of a failed operation, in plain words: not the resources that were cancelled because of it.
 *
 * @param events - of one operation, in either order of time
 * @param evidence - what other services say about the failed resource, such as why tasks stopped
 * @returns undefined when nothing failed, as when somebody only changed their mind
 */
export function explain(
  events: readonly EnvironmentEvent[],
  evidence: readonly string[] = [],
): Explanation | undefined {
  const failure = firstFailure(events);
  if (!failure) return undefined;
  const said = failure.reason ?? `${failure.status}, without a reason`;
  const awsMessage = [said, ...new Set(evidence)].join(' · ');
  // Evidence is nearer to the cause than what CloudFormation was told: "did not stabilise" has a hundred causes.
  // Its own pieces say one thing in general and in particular: that a container ended, and that it ran out of memory.
  const cause = findCause(...evidence) ?? findCause(said);
  return {
    resource:
      failure.resourceType === stackType
        ? undefined
        : { logicalId: failure.logicalId, type: failure.resourceType },
    awsMessage,
    meaning: cause?.meaning ?? `AWS could not finish: ${said}`,
    remedy:
      cause?.remedy ??
      'Fix what AWS names, then try again. Nothing more is known about this cause.',
  };
}

/** An explanation as one paragraph. */
export const formatExplanation = ({
  resource,
  awsMessage,
  meaning,
  remedy,
}: Explanation) =>
  `${
    resource ? `${resource.logicalId} (${resource.type}): ` : ''
  }${meaning} ${remedy} AWS reports: ${awsMessage}`;
