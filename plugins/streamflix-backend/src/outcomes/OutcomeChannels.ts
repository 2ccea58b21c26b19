import type {
  AuditorService,
  LoggerService,
} from '@backstage/backend-plugin-api';
import type { EventsService } from '@backstage/plugin-events-node';
import type { NotificationService } from '@backstage/plugin-notifications-node';
import {
  environmentTopic,
  type EnvironmentChanged,
} from '@streamflix/backstage-plugin-streamflix-common';
import type { OperationRecord } from '@streamflix/backstage-plugin-streamflix-node';
import { isGone, notificationOf, recipientsOf } from './notificationOf';
import type { Channel } from './OutcomeStore';

const eventIds = {
  deploy: { eventId: 'environment-deploy', severityLevel: 'medium' },
  destroy: { eventId: 'environment-destroy', severityLevel: 'high' },
  clear: { eventId: 'environment-recover', severityLevel: 'medium' },
  recover: { eventId: 'environment-recover', severityLevel: 'medium' },
} as const;

const isSuccess = ({ outcome, step }: OperationRecord) =>
  outcome !== undefined &&
  (['created', 'updated', 'unchanged', 'destroyed', 'absent'].includes(
    outcome.outcome,
  ) ||
    (step === 'recover' && outcome.stackStatus === 'UPDATE_ROLLBACK_COMPLETE'));

/** The channels on which the outcome of an operation is published. */
export class OutcomeChannels {
  constructor(
    private readonly services: {
      auditor: AuditorService;
      events: EventsService;
      logger: LoggerService;
      /** Undefined when users are not notified. */
      notifications?: NotificationService;
    },
  ) {}

  /** Publishes an outcome on one channel. @throws when the required service fails */
  async publish(channel: Channel, record: OperationRecord): Promise<void> {
    switch (channel) {
      case 'announced':
        return this.publishEnvironmentChanged({
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

  /** Publishes the event that an environment exists or was deleted. */
  publishEnvironmentChanged(eventPayload: EnvironmentChanged): Promise<void> {
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
    await (isSuccess(record)
      ? event.success()
      : event.fail({ error: new Error(outcome?.message) }));
  }

  async #notify(record: OperationRecord): Promise<void> {
    const { logger, notifications } = this.services;
    const recipients = recipientsOf(record);
    if (!notifications || recipients.length === 0) return;
    const payload = notificationOf(record);
    if (!payload) return;
    try {
      await notifications.send({
        recipients: { type: 'entity', entityRef: recipients },
        payload,
      });
    } catch (error) {
      // A missing notification backend is no failure. The service reports the status only in its message.
      if (!/status 404\b/.test(String(error))) throw error;
      logger.debug('There is no notifications plugin to notify anyone with.');
    }
  }
}
