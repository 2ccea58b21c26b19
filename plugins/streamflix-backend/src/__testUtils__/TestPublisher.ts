import { setTimeout as sleep } from 'node:timers/promises';
import type { AuditorService } from '@backstage/backend-plugin-api';
import { mockServices } from '@backstage/backend-test-utils';
import type { NotificationPayload } from '@backstage/plugin-notifications-common';
import { environmentTopic } from '@streamflix/backstage-plugin-streamflix-common';
import {
  listEnvironments,
  type AwsAccess,
} from '@streamflix/backstage-plugin-streamflix-node';
import type { Knex } from 'knex';
import { OutcomeChannels } from '../outcomes/OutcomeChannels';
import {
  OutcomePublisher,
  type PublisherTimes,
} from '../outcomes/OutcomePublisher';
import { OutcomeStore } from '../outcomes/OutcomeStore';

/** What all publishers of an installation published. */
export class Published {
  readonly events: unknown[] = [];
  readonly audits: {
    eventId: string;
    severity?: string;
    /** Why the operation failed; undefined when it succeeded. */
    error?: string;
    meta: Record<string, unknown>;
  }[] = [];
  readonly notifications: (NotificationPayload & { to: string[] })[] = [];

  /** How often each operation was published on each channel. */
  counts() {
    return {
      events: this.events.length,
      audits: this.audits.length,
      notifications: this.notifications.length,
    };
  }

  clear(): void {
    for (const list of [this.events, this.audits, this.notifications]) {
      list.length = 0;
    }
  }
}

/** Milliseconds until failed publishing is retried. */
const retry = 30;

/** Services that a test can make fail. */
export type Service = 'events' | 'auditor' | 'notifications' | 'database';

/** A replica that publishes outcomes; the test decides when it checks operations. */
export class TestPublisher {
  /** Services that currently fail. */
  readonly failing = new Set<Service>();
  /** Services that never respond. */
  readonly hanging = new Set<Service>();
  /** Requests without a response. */
  unanswered = 0;
  readonly log: string[] = [];
  readonly published: Published;
  readonly channels: OutcomeChannels;
  readonly publisher: OutcomePublisher;

  private constructor(
    private readonly access: AwsAccess,
    store: OutcomeStore,
    options: { published?: Published; times?: Partial<PublisherTimes> },
  ) {
    const { published = new Published(), times } = options;
    this.published = published;
    const logger = mockServices.logger.mock({
      warn: message => void this.log.push(message),
    });
    const auditor: AuditorService = {
      createEvent: async ({ eventId, severityLevel, meta = {} }) => {
        await this.#answer('auditor');
        const keep = (error?: string) =>
          published.audits.push({
            eventId,
            severity: severityLevel,
            meta,
            error,
          });
        return {
          success: async () => void keep(),
          fail: async ({ error }) => void keep(error.message),
        };
      },
    };
    this.channels = new OutcomeChannels({
      auditor,
      logger,
      events: {
        publish: async ({ topic, eventPayload }) => {
          await this.#answer('events');
          if (topic === environmentTopic) published.events.push(eventPayload);
        },
        subscribe: async () => {},
      },
      notifications: {
        send: async ({ recipients, payload }) => {
          await this.#answer('notifications');
          if (recipients.type !== 'entity') throw new Error('To everyone?');
          const to = [recipients.entityRef].flat();
          published.notifications.push({ ...payload, to });
        },
      },
    });
    this.publisher = new OutcomePublisher(
      access,
      this.channels,
      this.#dying(store),
      logger,
      { retryDelay: retry, ...times },
    );
  }

  static async create(
    access: AwsAccess,
    knex: Knex,
    options: {
      /** Duration of a claim in milliseconds. */
      claim?: number;
      times?: Partial<PublisherTimes>;
      /** Shared with other replicas. */
      published?: Published;
    } = {},
  ): Promise<TestPublisher> {
    const store = await OutcomeStore.create(
      mockServices.database({ knex }),
      options,
    );
    return new TestPublisher(access, store, options);
  }

  /** Lists the environments, as the schedule does. */
  async list(): Promise<void> {
    await this.publisher.reconcile(await listEnvironments(this.access));
  }

  /** Checks again after the retry delay. */
  async lookLater(): Promise<void> {
    await sleep(2 * retry);
    await this.publisher.checkStacks();
  }

  async #answer(service: Service): Promise<void> {
    if (this.hanging.has(service)) {
      this.unanswered += 1;
      await new Promise(() => {});
    }
    if (this.failing.has(service)) throw new Error(`The ${service} failed.`);
  }

  #dying(store: OutcomeStore): OutcomeStore {
    return new Proxy(store, {
      get: (target, name) => {
        const value = Reflect.get(target, name, target);
        if (typeof value !== 'function') return value;
        return async (...args: unknown[]) => {
          await this.#answer('database');
          return value.apply(target, args);
        };
      },
    });
  }
}
