import type {
  NotificationPayload,
  NotificationSeverity,
} from '@backstage/plugin-notifications-common';
import { operationPath } from '@streamflix/backstage-plugin-streamflix-common';
import {
  formatExplanation,
  type OperationRecord,
} from '@streamflix/backstage-plugin-streamflix-node';

type Outcome = NonNullable<OperationRecord['outcome']>;

type Notice = readonly [title: string, severity: NotificationSeverity];

const needsAttention: Notice = ['needs attention', 'critical'];

/** Outcomes that cause a notification, with its severity. Nothing happened in the others. */
const notices: Partial<
  Record<OperationRecord['step'], Partial<Record<Outcome['outcome'], Notice>>>
> = {
  deploy: {
    created: ['was created', 'normal'],
    updated: ['was changed', 'normal'],
    cancelled: ['was cancelled', 'low'],
    'rolled-back': ['could not be deployed', 'high'],
    failed: ['could not be deployed', 'high'],
    'needs-attention': needsAttention,
  },
  destroy: {
    destroyed: ['was destroyed', 'normal'],
    failed: ['could not be destroyed', 'high'],
    'needs-attention': needsAttention,
  },
  clear: {
    failed: ['needs attention', 'high'],
    'needs-attention': needsAttention,
  },
  recover: { 'needs-attention': needsAttention },
};

/** Whether nothing is left of the environment. */
export const isGone = ({ outcome, stackStatus }: Outcome) =>
  outcome === 'destroyed' || ['', 'DELETE_COMPLETE'].includes(stackStatus);

const describe = ({ message, explanation }: Outcome) =>
  explanation ? `${message}\n${formatExplanation(explanation)}` : message;

/** Entity references that may receive a notification; a terminal caller has none. */
export const recipientsOf = ({ owner, requester }: OperationRecord): string[] =>
  [owner, requester.isComplete ? requester.text : undefined].filter(
    (ref, index, all): ref is string =>
      ref !== undefined &&
      /^(user|group):/.test(ref) &&
      all.indexOf(ref) === index,
  );

/**
 * The notification of an outcome. Its scope is the operation: sending it again replaces the first.
 *
 * @returns undefined when the outcome causes none
 */
export function notificationOf(
  record: OperationRecord,
): NotificationPayload | undefined {
  const { outcome, ref, step } = record;
  const notice = outcome && notices[step]?.[outcome.outcome];
  if (!outcome || !notice) return undefined;
  const [title, severity] = notice;
  return {
    title: `Environment ${ref.suffix} in ${ref.region} ${title}`,
    description: describe(outcome),
    link: operationPath(ref, record.id),
    severity,
    topic: 'StreamFlix environments',
    scope: record.id,
  };
}
