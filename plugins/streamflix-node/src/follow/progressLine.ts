import type { EnvironmentEvent } from '@streamflix/backstage-plugin-streamflix-common';
import type { ResourceCount } from './ProgressCounter';
import { formatDuration } from '../aws/formatDuration';

/** CloudFormation's reason for every operation a user requests: it adds no information. */
const empty = /^User Initiated$/i;

/** A failure may quote a whole IAM policy. */
const maxReasonLength = 300;

/**
 * `17/84 · DatabaseWriter · CREATE_COMPLETE · 7 min 2 s`
 *
 * @param seconds - how long the resource took, once it is done
 * @public
 */
export function progressLine(
  { done, total }: ResourceCount,
  event: Pick<EnvironmentEvent, 'logicalId' | 'status' | 'reason'>,
  seconds?: number,
): string {
  const { logicalId, status, reason } = event;
  return [
    `${done}/${total}`,
    logicalId,
    status,
    ...(seconds === undefined ? [] : [formatDuration(seconds)]),
    ...(reason && !empty.test(reason)
      ? [reason.slice(0, maxReasonLength)]
      : []),
  ].join(' · ');
}
