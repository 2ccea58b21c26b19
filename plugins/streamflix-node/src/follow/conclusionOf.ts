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
  (story: Story) => Conclusion<Kind>
>;

/** What the messages contain. */
export interface Story {
  /** `abc in eu-west-2` */
  name: string;
  took: string;
  /** A cancellation was requested, in this run or an earlier one. */
  cancelAsked: boolean;
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

const naming = (blockedBy: readonly string[], option: string) =>
  blockedBy.map(logicalId => `--${option} ${logicalId}`).join(' ');

const orSkip = (blockedBy: readonly string[]) =>
  blockedBy.length > 0
    ? `; what cannot be restored may be skipped by name (skipResources, in the terminal ${naming(
        blockedBy,
        'skip',
      )})`
    : '';

const tooLate = ({ cancelAsked }: Story) =>
  cancelAsked ? '; the cancellation came too late' : '';

/** The outcome and message of a deployment, by final stack status. */
const deployed: Conclusions<'deploy'> = {
  CREATE_COMPLETE: story => [
    'created',
    `Environment ${story.name} was created in ${story.took}${tooLate(story)}.`,
  ],
  UPDATE_COMPLETE: story => [
    'updated',
    `Environment ${story.name} was changed in ${story.took}${tooLate(story)}.${
      story.leftBehind
    }`,
  ],
  ROLLBACK_COMPLETE: ({ name }) => [
    'rolled-back',
    `Environment ${name} could not be created, and what had been made was deleted again.`,
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
  DELETE_COMPLETE: ({ name, cancelAsked }) =>
    cancelAsked
      ? [
          'cancelled',
          `The creation of environment ${name} was cancelled, and what had been made was deleted: nothing is left of it.`,
        ]
      : [
          'failed',
          `Environment ${name} was deleted by another user while it was being deployed.`,
        ],
  CREATE_FAILED: ({ name }) => [
    'failed',
    `Environment ${name} could not be created, and what had been made is still there. Destroy it, then create it again.`,
  ],
  ROLLBACK_FAILED: ({ name, blockers }) => [
    'failed',
    `Environment ${name} could not be created, and not all of what had been made could be deleted again. ${blockedByText(
      blockers,
    )}Deploy again: that clears it away first.`,
  ],
  UPDATE_ROLLBACK_FAILED: ({ name, blockers, blockedBy, cancelled }) => [
    'needs-attention',
    `${
      cancelled
        ? `The change of environment ${name} was cancelled`
        : `Environment ${name} could not be changed`
    }, and its rollback failed. ${blockedByText(
      blockers,
    )}Deploy again: that continues the rollback first${orSkip(blockedBy)}.`,
  ],
  UPDATE_FAILED: ({ name }) => [
    'failed',
    `Environment ${name} could not be changed completely, and was not rolled back. Deploy it again.`,
  ],
};

const notDestroyed = ({ name, blockers, blockedBy }: Story, status: string) =>
  `Environment ${name} could not be destroyed completely (${status}). ${blockedByText(
    blockers,
  )}Fix this, then destroy it again${
    blockedBy.length > 0
      ? `; or name what is to be left behind for good (retain, in the terminal ${naming(
          blockedBy,
          'retain',
        )})`
      : ''
  }.`;

/** The outcome and message of a destruction, by final stack status. */
const destroyed: Conclusions<'destroy'> = {
  DELETE_COMPLETE: story => [
    'destroyed',
    `Environment ${story.name} was destroyed in ${story.took}${tooLate(
      story,
    )}.${story.leftBehind}`,
  ],
  DELETE_FAILED: story => ['failed', notDestroyed(story, 'DELETE_FAILED')],
};

const tables: { [Kind in keyof Outcomes]: Conclusions<Kind> } = {
  deploy: deployed,
  destroy: destroyed,
};

/** The outcome of an operation that has reached a status for which its table has no row. */
const others: Record<keyof Outcomes, (story: Story, status: string) => string> =
  {
    deploy: ({ name }, status) =>
      `Environment ${name} is in the state ${status}, which needs a manual repair.`,
    destroy: notDestroyed,
  };

/** Outcome and message of an operation that was followed. */
export function conclusionOf<Kind extends keyof Outcomes>(
  kind: Kind,
  followed: Followed,
  story: Story,
): Conclusion<Kind> {
  const { status } = followed;
  const { name, took } = story;
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
        )} after ${took}, and is no longer followed. The operation continues in AWS; look at the stack's events for what it waits for.`,
      ];
    case 'lost':
      return [
        'needs-attention',
        `Environment ${name} can no longer be followed, and the operation continues in AWS: when last seen, it ${activity}. ${followed.reason}`,
      ];
    default:
      return (
        tables[kind][status]?.(story) ?? [
          'needs-attention',
          others[kind](story, status),
        ]
      );
  }
}
