import { ConflictError, isError } from '@backstage/errors';
import type { EnvironmentRef } from '@streamflix/backstage-plugin-streamflix-common';
import type { AwsAccess } from '../aws/AwsAccess';
import { AwsError } from '../aws/AwsError';
import type { Grant } from '../cloudformation/Grant';
import { neverCompleted } from '../cloudformation/completion';
import { describeStack } from '../cloudformation/describeStack';
import type { Stack } from '../cloudformation/Stack';
import { liftProtection } from './liftProtection';
import type { OperationEvent } from '../cloudformation/OperationEvent';
import type { OperationObserver } from './OperationObserver';
import { readResources } from '../cloudformation/readResources';

/** Milliseconds until databases that could not be changed are checked again; the wait then doubles each time. */
const minRetryDelay = 1_000;
const maxRetryDelay = 16_000;

/** AWS or Backstage refuses it, for now or for good; errors in our own code are rethrown. */
const isReportable = (error: unknown): error is Error =>
  error instanceof AwsError ||
  (isError(error) &&
    /^(NotAllowed|Authentication|Conflict|ServiceUnavailable)Error$/.test(
      error.name,
    ));

/**
 * Makes it possible to delete a failed creation with protected databases: their protection must be off first. When
 * CloudFormation rolls back by itself, this happens while it deletes the resources that use them; when a user cancels, before
 * the stack is deleted.
 */
export class DatabaseProtectionObserver implements OperationObserver {
  private isRollingBack = false;
  private next = 0;
  private pause = minRetryDelay;

  constructor(
    private readonly access: AwsAccess,
    private readonly ref: EnvironmentRef,
    private readonly stackArn: string,
    private readonly options: {
      /** Grants the change of one database of the stack. */
      authorize(stack: Stack): Promise<Grant>;
      /** Receives each message once. */
      onNotice(message: string): void;
    },
  ) {}

  onEvent({ ofStack, status }: OperationEvent): void {
    this.isRollingBack ||= ofStack && status === 'ROLLBACK_IN_PROGRESS';
  }

  /**
   * Lifts the protection while the stack is rolled back, until its end: a database may become visible, or changeable, at any
   * time. Best effort: the next deployment retries what fails here.
   */
  async onPoll(): Promise<void> {
    if (!this.isRollingBack || Date.now() < this.next) return;
    await this.tryToLift();
    this.wait();
  }

  /**
   * Lifts the protection after a rollback that reached the database first, so that the failed stack can be deleted by everything
   * that deletes stacks.
   */
  async onFinished(status: string): Promise<void> {
    if (status === 'ROLLBACK_FAILED') await this.tryToLift();
  }

  /**
   * Lifts the protection before a deletion.
   *
   * @returns whether the stack can be deleted now: a database that is still being created must finish first
   */
  async mayBeDeleted(): Promise<boolean> {
    if (Date.now() < this.next) return false;
    const { cloudFormation } = await this.access.clients(this.ref);
    const stack = await describeStack(cloudFormation, this.stackArn);
    if (!stack || !(await neverCompleted(cloudFormation, stack))) return true;
    let unready: string[] = [];
    try {
      unready = await this.lift();
    } catch (error) {
      // Deleting everything except the database is possible, and leaves lower costs.
      if (!isReportable(error)) throw error;
      if (error instanceof AwsError && error.kind !== 'denied') throw error;
      this.report(error);
    }
    if (unready.length === 0 || stack.status !== 'CREATE_IN_PROGRESS') {
      return true;
    }
    this.options.onNotice(
      `Cancelling the creation once ${unready.join(
        ', ',
      )} is created: it is protected, and RDS switches that off only afterwards.`,
    );
    this.wait();
    return false;
  }

  private async tryToLift(): Promise<void> {
    try {
      await this.lift();
    } catch (error) {
      if (!isReportable(error)) throw error;
      this.report(error);
    }
  }

  private wait(): void {
    this.next = Date.now() + this.pause;
    this.pause = Math.min(this.pause * 2, maxRetryDelay);
  }

  private async lift(): Promise<string[]> {
    const { access, ref, stackArn, options } = this;
    const { cloudFormation } = await access.clients(ref);
    const resources = await readResources(cloudFormation, stackArn);
    return liftProtection(access, {
      ref,
      stackArn,
      resources,
      onNotice: options.onNotice,
      async authorize() {
        const stack = await describeStack(cloudFormation, stackArn);
        if (!stack) throw new ConflictError('The stack is gone.');
        return options.authorize(stack);
      },
    });
  }

  private report(error: Error): void {
    this.options.onNotice(
      `The deletion protection of the database could not be switched off. ${
        error instanceof AwsError ? error.describeForUser() : error.message
      }`,
    );
  }
}
