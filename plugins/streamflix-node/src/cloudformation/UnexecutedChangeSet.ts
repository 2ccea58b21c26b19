import {
  DescribeChangeSetCommand,
  type CloudFormationClient,
  type DescribeChangeSetOutput,
} from '@aws-sdk/client-cloudformation';
import {
  stackName,
  type EnvironmentRef,
} from '@streamflix/backstage-plugin-streamflix-common';
import { isChangeSetGone } from './isChangeSetGone';
import {
  changeSetName,
  parseChangeSetName,
  type ChangeSetPurpose,
} from './operationTokens';

/** Milliseconds after which an unexecuted change set counts as abandoned. */
const expiresAfter = 3_600_000;

/**
 * A change set to delete without executing it: one that the operation itself created, or an abandoned one. The two need
 * different checks; deleting either does not affect an environment.
 */
export class UnexecutedChangeSet {
  private constructor(
    readonly ref: EnvironmentRef,
    private readonly id: { ChangeSetName: string; StackName?: string },
    private readonly mayDelete: (found: DescribeChangeSetOutput) => boolean,
  ) {}

  /** The one that this operation created. Its name contains the operation's id, which only the requester knows. */
  static ofOperation(
    ref: EnvironmentRef,
    operation: string,
    purpose: ChangeSetPurpose,
  ): UnexecutedChangeSet {
    return new UnexecutedChangeSet(
      ref,
      {
        ChangeSetName: changeSetName(operation, purpose),
        StackName: stackName(ref.suffix),
      },
      () => true,
    );
  }

  /** One that this requester reviewed, named by its ARN. */
  static reviewedBy(
    ref: EnvironmentRef,
    changeSetArn: string,
    requester: string,
  ): UnexecutedChangeSet {
    return new UnexecutedChangeSet(
      ref,
      { ChangeSetName: changeSetArn },
      ({ ChangeSetName = '', Description }) =>
        Description === requester &&
        parseChangeSetName(ChangeSetName)?.purpose === 'review',
    );
  }

  static isExpired(createdAt: Date): boolean {
    return Date.now() - createdAt.getTime() > expiresAfter;
  }

  /** One that is more than an hour old. */
  static expired(
    ref: EnvironmentRef,
    changeSetArn: string,
  ): UnexecutedChangeSet {
    return new UnexecutedChangeSet(
      ref,
      { ChangeSetName: changeSetArn },
      ({ CreationTime }) =>
        CreationTime !== undefined &&
        UnexecutedChangeSet.isExpired(CreationTime),
    );
  }

  /**
   * Reads it.
   *
   * @returns undefined when it is gone, was executed, was not named by StreamFlix, or must not be deleted
   */
  async find(
    client: CloudFormationClient,
  ): Promise<{ arn: string; stackArn: string } | undefined> {
    let found: DescribeChangeSetOutput;
    try {
      found = await client.send(new DescribeChangeSetCommand(this.id));
    } catch (error) {
      if (isChangeSetGone(error)) return undefined;
      throw error;
    }
    const { ChangeSetId: arn = '', ChangeSetName = '', StackId = '' } = found;
    const isOurs =
      parseChangeSetName(ChangeSetName) !== undefined &&
      StackId.includes(`:stack/${stackName(this.ref.suffix)}/`);
    const wasExecuted = /^EXECUTE_/.test(found.ExecutionStatus ?? '');
    return isOurs && !wasExecuted && this.mayDelete(found)
      ? { arn, stackArn: StackId }
      : undefined;
  }
}
