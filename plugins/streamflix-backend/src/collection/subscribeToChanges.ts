import { randomUUID } from 'node:crypto';
import type { LoggerService } from '@backstage/backend-plugin-api';
import type { EventsService } from '@backstage/plugin-events-node';
import {
  environmentChangedSchema,
  environmentTopic,
} from '@streamflix/backstage-plugin-streamflix-common';
import type { StatusCollector } from './StatusCollector';

/** Reads an environment anew as soon as an operation on it has ended. */
export async function subscribeToChanges(
  events: EventsService,
  collector: StatusCollector,
  logger: LoggerService,
): Promise<void> {
  await events.subscribe({
    // Replicas of one id share the events among them; each has a cache of its own to renew where it is not shared.
    id: `streamflix-status-${randomUUID()}`,
    topics: [environmentTopic],
    async onEvent({ eventPayload }) {
      const event = environmentChangedSchema.safeParse(eventPayload);
      if (!event.success) {
        logger.warn(
          `An event on ${environmentTopic} names no environment: ${event.error.message}`,
        );
        return;
      }
      await collector.changed(event.data.ref);
    },
  });
}
