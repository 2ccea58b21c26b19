import { describeActivity } from '../cloudformation/describeActivity';
import type { Followed } from './followOperation';
import type { DeploymentOutcome, DestructionOutcome } from './Outcome';

/** The outcomes of each kind of operation. */
export interface Outcomes {
  deploy: DeploymentOutcome;
  destroy: DestructionOutcome;
}

type Conclusion<Kind extends keyof Outcomes> = [
  outcome: Outcomes[Kind]['outcome'],
  message: string,
];

type Conclusions<Kind extends keyof Outcomes> = Record<
  string,
  (details: OutcomeDetails) => Conclusion<Kind>
>;

/** What the messages contain. */
export interface OutcomeDetails {
  /** `abc in eu-west-2` */
  name: string;
  duration: string;
  /** A cancellation was requested, in this run or an earlier one. */
  isCancelRequested: boolean;
  /** What AWS could not delete or restore, each with its reason. */
  blockers: string;
  /** Logical ids of the same resources. */
  blockedBy: string[];
  /** Message about resources left without an owner, or empty. */
  leftBehind: string;
  /** The operation was cancelled before anything had failed. */
  cancelled: boolean;
}

const blockedByText = (blockers: string) =>
  blockers ? `Blocked by: ${blockers}. ` : '';

const flagsFor = (blockedBy: readonly string[], option: string) =>
  blockedBy.map(logicalId => `--${option} ${logicalId}`).join(' ');

const orSkipHint = (blockedBy: readonly string[]) =>
  blockedBy.length > 0
    ? `; what cannot be restored may be skipped by name (skipResources, in the terminal ${flagsFor(
        blockedBy,
        'skip',
      )})`
    : '';

const tooLateNote = ({ isCancelRequested }: OutcomeDetails) =>
  isCancelRequested ? '; the cancellation came too late' : '';

/** The outcome and message of a deployment, by final stack status. */
const deployed: Conclusions<'deploy'> = {
  CREATE_COMPLETE: details => [
    'created',
    `Environment ${details.name} was created in ${
      details.duration
    }${tooLateNote(details)}.`,
  ],
  UPDATE_COMPLETE: details => [
    'updated',
    `Environment ${details.name} was changed in ${
      details.duration
    }${tooLateNote(details)}.${details.leftBehind}`,
  ],
  ROLLBACK_COMPLETE: ({ name }) => [
    'rolled-back',
    `Environment ${name} could not be created, and everything that had been created was deleted.`,
  ],
  UPDATE_ROLLBACK_COMPLETE: ({ name, cancelled, leftBehind }) =>
    cancelled
      ? [
          'cancelled',
          `The change of environment ${name} was cancelled and rolled back: it is as it was before.${leftBehind}`,
        ]
      : [
          'rolled-back',
          `Environment ${name} could not be changed and is as it was before.${leftBehind}`,
        ],
  DELETE_FAILED: ({ name, blockers }) => [
    'needs-attention',
    `The creation of environment ${name} was cancelled, but not all of it could be deleted. ${blockedByText(
      blockers,
    )}Fix this, then destroy the environment.`,
  ],
  DELETE_COMPLETE: ({ name, isCancelRequested }) =>
    isCancelRequested
      ? [
          'cancelled',
          `The creation of environment ${name} was cancelled, and everything that had been created was deleted: nothing is left of it.`,
        ]
      : [
          'failed',
          `Environment ${name} was deleted by another user while it was being deployed.`,
        ],
  CREATE_FAILED: ({ name }) => [
    'failed',
    `Environment ${name} could not be created, and what had been created is still there. Destroy it, then create it again.`,
  ],
  ROLLBACK_FAILED: ({ name, blockers }) => [
    'failed',
    `Environment ${name} could not be created, and not everything that had been created could be deleted. ${blockedByText(
      blockers,
    )}Deploy again: that deletes it first.`,
  ],
  UPDATE_ROLLBACK_FAILED: ({ name, blockers, blockedBy, cancelled }) => [
    'needs-attention',
    `${
      cancelled
        ? `The change of environment ${name} was cancelled`
        : `Environment ${name} could not be changed`
    }, and its rollback failed. ${blockedByText(
      blockers,
    )}Deploy again: that continues the rollback first${orSkipHint(blockedBy)}.`,
  ],
  UPDATE_FAILED: ({ name }) => [
    'failed',
    `Environment ${name} could not be changed completely, and was not rolled back. Deploy it again.`,
  ],
};

const notDestroyed = (
  { name, blockers, blockedBy }: OutcomeDetails,
  status: string,
) =>
  `Environment ${name} could not be destroyed completely (${status}). ${blockedByText(
    blockers,
  )}Fix this, then destroy it again${
    blockedBy.length > 0
      ? `; or name what is to be left behind for good (retain, in the terminal ${flagsFor(
          blockedBy,
          'retain',
        )})`
      : ''
  }.`;

/** The outcome and message of a destruction, by final stack status. */
const destroyed: Conclusions<'destroy'> = {
  DELETE_COMPLETE: details => [
    'destroyed',
    `Environment ${details.name} was destroyed in ${
      details.duration
    }${tooLateNote(details)}.${details.leftBehind}`,
  ],
  DELETE_FAILED: details => ['failed', notDestroyed(details, 'DELETE_FAILED')],
};

const conclusions: { [Kind in keyof Outcomes]: Conclusions<Kind> } = {
  deploy: deployed,
  destroy: destroyed,
};

/** The outcome of an operation that has reached a status for which its table has no row. */
const otherStatuses: Record<
  keyof Outcomes,
  (details: OutcomeDetails, status: string) => string
> = {
  deploy: ({ name }, status) =>
    `Environment ${name} is in the state ${status}, which needs a manual repair.`,
  destroy: notDestroyed,
};

/** Outcome and message of an operation that was followed. */
export function conclusionOf<Kind extends keyof Outcomes>(
  kind: Kind,
  followed: Followed,
  details: OutcomeDetails,
): Conclusion<Kind> {
  const { status } = followed;
  const { name, duration } = details;
  const activity = describeActivity(status) ?? `is ${status || 'at work'}`;
  switch (followed.end) {
    case 'left':
      return [
        'cancelled',
        `Environment ${name} is no longer followed, but ${
          kind === 'destroy'
            ? 'AWS continues to destroy it: a deletion cannot be cancelled'
            : `the operation continues in AWS: it ${activity}`
        }.`,
      ];
    case 'overdue':
      return [
        'needs-attention',
        `Environment ${name} ${activity.replace(
          /^is /,
          'is still ',
        )} after ${duration}, and is no longer followed. The operation continues in AWS; look at the stack's events for what it waits for.`,
      ];
    case 'lost':
      return [
        'needs-attention',
        `Environment ${name} can no longer be followed, and the operation continues in AWS: when last seen, it ${activity}. ${followed.reason}`,
      ];
    default:
      return (
        conclusions[kind][status]?.(details) ?? [
          'needs-attention',
          otherStatuses[kind](details, status),
        ]
      );
  }
}
