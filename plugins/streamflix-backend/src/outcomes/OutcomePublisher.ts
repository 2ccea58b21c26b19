import type {
  AuditorService,
  LoggerService,
} from '@backstage/backend-plugin-api';
import type { EventsService } from '@backstage/plugin-events-node';
import type { NotificationService } from '@backstage/plugin-notifications-node';
import {
  environmentTopic,
  type EnvironmentChanged,
  type EnvironmentRef,
} from '@streamflix/backstage-plugin-streamflix-common';
import {
  listDeletedStacks,
  readObservedStack,
  readOperations,
  type AwsAccess,
  type EnvironmentListing,
  type ObservedStack,
  type OperationRecord,
  type Place,
} from '@streamflix/backstage-plugin-streamflix-node';
import pLimit from 'p-limit';
import { isGone, notificationOf, recipientsOf } from './notificationOf';
import {
  channels,
  type Channel,
  type KnownStack,
  type OutcomeStore,
} from './OutcomeStore';

/** Milliseconds between two looks at stacks with an operation in progress. */
const pace = 2_000;
/** Milliseconds that no backend may run before a deletion meanwhile goes unnoticed. */
const longestAbsence = 24 * 3_600_000;
/** Milliseconds until what could not be published is tried again. */
const retryDelay = 10_000;

const eventIds = {
  deploy: { eventId: 'environment-deploy', severityLevel: 'medium' },
  destroy: { eventId: 'environment-destroy', severityLevel: 'high' },
  clear: { eventId: 'environment-recover', severityLevel: 'medium' },
  recover: { eventId: 'environment-recover', severityLevel: 'medium' },
} as const;

const isGood = ({ outcome, step }: OperationRecord) =>
  outcome !== undefined &&
  (['created', 'updated', 'unchanged', 'destroyed', 'absent'].includes(
    outcome.outcome,
  ) ||
    (step === 'recover' && outcome.stackStatus === 'UPDATE_ROLLBACK_COMPLETE'));

const markOf = ({ status, changedAt }: ObservedStack) =>
  `${status} ${changedAt}`;

const isInProgress = (status: string) =>
  status.endsWith('_IN_PROGRESS') && status !== 'REVIEW_IN_PROGRESS';

/**
 * Follows every operation of ours to its end and publishes the outcome: an event, an audit event and a notification. Whoever started
 * it, from the portal or the terminal, and whatever died meanwhile: the operation is in CloudFormation, with its requester in its
 * token, and any replica can read what it came to.
 *
 * Each way of publishing is best effort, and changes nothing about the outcome: one that fails is tried again for a day. What was
 * published is remembered in the database, so each is done once; a process that is killed in the middle does it a second time, with
 * the same id.
 */
export class OutcomePublisher {
  readonly #oneAtATime = pLimit(1);
  /** Hints the database has not taken yet. */
  readonly #hints = new Map<string, KnownStack>();
  /** Up to when deleted stacks were looked for, by account and region. */
  readonly #deletedSince = new Map<string, Date>();
  #timer?: NodeJS.Timeout;
  #isStopping = false;
  /** What was wrong the last time, so that it is logged once. */
  #problem?: string;

  constructor(
    private readonly services: {
      access: AwsAccess;
      auditor: AuditorService;
      events: EventsService;
      logger: LoggerService;
      /** Left out where nobody is to be notified. */
      notifications?: NotificationService;
    },
    private readonly store: OutcomeStore,
  ) {}

  /** Starts to look at what is in progress. */
  start(): void {
    // What ends from now on is published; a new installation does not publish history.
    void this.#safely(async () => void (await this.store.since()));
    this.#schedule();
  }

  #schedule(): void {
    this.#timer = setTimeout(async () => {
      await this.look();
      if (!this.#isStopping) this.#schedule();
    }, pace);
    this.#timer.unref();
  }

  /** Stops, once what is being published has been. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    clearTimeout(this.#timer);
    await this.#oneAtATime(async () => {});
  }

  /** An operation was seen to start or to end on a stack: looks at it at once. */
  async seen(ref: EnvironmentRef, stackArn: string): Promise<void> {
    this.#hints.set(stackArn, {
      ref,
      stackArn,
      mark: '',
      isInProgress: true,
    });
    await this.look();
  }

  /** Looks at the stacks that have an operation in progress, and publishes what has ended. */
  look(): Promise<void> {
    return this.#safely(async () => {
      for (const [stackArn, hint] of this.#hints) {
        await this.store.putStack(hint);
        this.#hints.delete(stackArn);
      }
      for (const stack of await this.store.claimInProgress()) {
        if (this.#isStopping) return;
        await this.#examine(stack);
      }
      await this.#publishPending();
    });
  }

  /**
   * Compares a listing with what was known: stacks that have changed, or are gone, since then have been through an operation.
   */
  reconcile({ items, failures }: EnvironmentListing): Promise<void> {
    return this.#safely(async () => {
      const known = new Map(
        (await this.store.stacks()).map(stack => [stack.stackArn, stack]),
      );
      for (const { ref, stack } of items) {
        const { stackArn, status } = stack;
        const mark = `${status} ${stack.updatedAt ?? stack.createdAt}`;
        const before = known.get(stackArn);
        known.delete(stackArn);
        if (before?.mark === mark && !before.isInProgress) continue;
        await this.#examine({
          ref,
          stackArn,
          mark,
          isInProgress: isInProgress(status),
        });
      }
      for (const stack of known.values()) {
        const { account, region } = stack.ref;
        const isUnread = failures.some(
          failure => failure.account === account && failure.region === region,
        );
        if (!isUnread) await this.#examine(stack);
      }
      for (const target of await this.services.access.places()) {
        await this.#examineDeleted(target);
      }
      await this.#publishPending();
    });
  }

  /** A stack may have been created and deleted between two listings, or while no backend was running. */
  async #examineDeleted(target: Place): Promise<void> {
    const key = `${target.account}/${target.region}`;
    const lookedAt = new Date();
    const since =
      this.#deletedSince.get(key) ??
      new Date(
        Math.max(
          (await this.store.since()).getTime(),
          lookedAt.getTime() - longestAbsence,
        ),
      );
    const { access } = this.services;
    for (const { ref, stackArn } of await listDeletedStacks(
      access,
      target,
      since,
    )) {
      await this.#examine({ ref, stackArn, mark: '', isInProgress: false });
    }
    // AWS may list a deletion late.
    this.#deletedSince.set(key, new Date(lookedAt.getTime() - 60_000));
  }

  /** Reads what a stack has been through, and keeps the outcomes. */
  async #examine({ ref, stackArn, mark }: KnownStack): Promise<void> {
    const { access } = this.services;
    const stack = await readObservedStack(access, ref, stackArn);
    if (!stack) {
      await this.store.deleteStack(stackArn);
      return;
    }
    if (isInProgress(stack.status) && markOf(stack) === mark) {
      // Still at it; while it fails, ECS has to be asked why before the rollback takes the tasks.
      if (!/ROLLBACK/.test(stack.status)) return;
    }
    const since = await this.store.since();
    const records = await readOperations(access, ref, stackArn, since);
    for (const record of records) {
      const isRecent = new Date(record.lastEventAt) >= since;
      if (record.outcome && isRecent) await this.store.addOutcome(record);
    }
    if (stack.status === 'DELETE_COMPLETE') {
      await this.store.deleteStack(stackArn);
      return;
    }
    if (isInProgress(stack.status) && mark === '') {
      await this.#announce({ ref, state: 'present' });
    }
    await this.store.putStack({
      ref,
      stackArn,
      mark: markOf(stack),
      isInProgress: isInProgress(stack.status),
    });
  }

  async #publishPending(): Promise<void> {
    for (const { record, left } of await this.store.claimPending()) {
      const failed: string[] = [];
      for (const channel of channels) {
        if (!left.includes(channel)) continue;
        try {
          await this.#publish(channel, record);
          await this.store.markPublished(record.id, channel);
        } catch (error) {
          failed.push(`${channel}: ${error}`);
        }
      }
      if (failed.length > 0) {
        this.services.logger.warn(
          `The outcome of operation ${
            record.id
          } could not be published completely, and will be again: ${failed.join(
            '; ',
          )}`,
        );
        await this.store.release(record.id, retryDelay);
      }
    }
  }

  async #publish(channel: Channel, record: OperationRecord): Promise<void> {
    switch (channel) {
      case 'announced':
        return this.#announce({
          ref: record.ref,
          state:
            record.outcome && isGone(record.outcome) ? 'absent' : 'present',
        });
      case 'audited':
        return this.#audit(record);
      default:
        return this.#notify(record);
    }
  }

  #announce(eventPayload: EnvironmentChanged): Promise<void> {
    return this.services.events.publish({
      topic: environmentTopic,
      eventPayload,
    });
  }

  async #audit(record: OperationRecord): Promise<void> {
    const { outcome, ref, requester, step } = record;
    const event = await this.services.auditor.createEvent({
      ...eventIds[step],
      meta: {
        operationId: record.id,
        requester: requester.text,
        requesterIsComplete: requester.isComplete,
        owner: record.owner,
        blueprint: record.blueprint,
        account: ref.account,
        region: ref.region,
        suffix: ref.suffix,
        stackArn: record.stackArn,
        startedAt: record.startedAt,
        endedAt: record.lastEventAt,
        outcome: outcome?.outcome,
        message: outcome?.message,
      },
    });
    await (isGood(record)
      ? event.success()
      : event.fail({ error: new Error(outcome?.message) }));
  }

  async #notify(record: OperationRecord): Promise<void> {
    const { access, logger, notifications } = this.services;
    const recipients = recipientsOf(record);
    const payload = notificationOf(record, await access.defaultAccount());
    if (!notifications || !payload || recipients.length === 0) return;
    try {
      await notifications.send({
        recipients: { type: 'entity', entityRef: recipients },
        payload,
      });
    } catch (error) {
      // Not installed is no failure.
      if (!/\b404\b/.test(String(error))) throw error;
      logger.debug('There is no notifications plugin to notify anyone with.');
    }
  }

  /** One at a time, so that nothing is published twice by one replica; what fails is logged once and tried again. */
  #safely(run: () => Promise<void>): Promise<void> {
    return this.#oneAtATime(async () => {
      if (this.#isStopping) return;
      try {
        await run();
        this.#problem = undefined;
      } catch (error) {
        const problem = String(error);
        if (problem !== this.#problem) {
          this.services.logger.warn(
            `Outcomes could not be published, which is tried again: ${problem}`,
          );
        }
        this.#problem = problem;
      }
    });
  }
}
