import type { AwsClients, Place } from '../AwsAccess';
import { AwsError, translateAwsError } from '../AwsError';
import { neverCompleted } from './completion';
import { describeStack } from './describeStack';
import { liftProtection } from './liftProtection';
import type { OperationEvent } from './OperationEvent';
import { readResources } from './readResources';

/**
 * Sees to it that a creation with protected databases can be taken back: its databases can only be deleted once their
 * protection is off. When CloudFormation rolls it back by itself, that is done while it is busy with what uses them; when
 * somebody cancels it, before it is deleted.
 */
export class ProtectedCreation {
  private turned = false;

  constructor(
    private readonly clients: Pick<AwsClients, 'cloudFormation' | 'rds'>,
    private readonly place: Place,
    private readonly stackArn: string,
    /** Told each sentence once. */
    private readonly onNotice: (sentence: string) => void,
  ) {}

  take({ ofStack, status }: OperationEvent): void {
    this.turned ||= ofStack && status === 'ROLLBACK_IN_PROGRESS';
  }

  /** Lifts the protection once the creation has turned back. Best effort: what it cannot do, the next deployment does. */
  async lookAround(): Promise<void> {
    if (!this.turned) return;
    try {
      this.turned = (await this.lift()).length > 0;
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      this.tell(error);
    }
  }

  /**
   * Lifts the protection of what is to be deleted.
   *
   * @returns whether it can be deleted now: a database that is still being made must first be ready
   */
  async mayBeDeleted(): Promise<boolean> {
    const { cloudFormation } = this.clients;
    const stack = await describeStack(cloudFormation, this.stackArn);
    if (!stack || !(await neverCompleted(cloudFormation, stack))) return true;
    let unready: string[] = [];
    try {
      unready = await this.lift();
    } catch (error) {
      // Everything but the database can be deleted, and costs less than all of it.
      if (!(error instanceof AwsError && error.kind === 'denied')) throw error;
      this.tell(error);
    }
    if (unready.length === 0 || stack.StackStatus !== 'CREATE_IN_PROGRESS') {
      return true;
    }
    this.onNotice(
      `Cancelling the creation once ${unready.join(
        ', ',
      )} is made: it is protected, and RDS takes that back only then.`,
    );
    return false;
  }

  private async lift(): Promise<string[]> {
    const { clients, place, stackArn, onNotice } = this;
    const resources = await translateAwsError(
      { action: 'cloudformation:ListStackResources', ...place },
      () => readResources(clients.cloudFormation, stackArn),
    );
    return liftProtection(clients.rds, {
      place,
      stackArn,
      resources,
      onNotice,
    });
  }

  private tell(error: AwsError): void {
    this.onNotice(
      `The deletion protection of the database could not be switched off. ${error.message}`,
    );
  }
}
