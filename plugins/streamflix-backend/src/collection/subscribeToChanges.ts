import { randomUUID } from 'node:crypto';
import type { LoggerService } from '@backstage/backend-plugin-api';
import type { EventsService } from '@backstage/plugin-events-node';
import {
  environmentTopic,
  type EnvironmentChanged,
} from '@streamflix/backstage-plugin-streamflix-common';
import { z } from 'zod/v4';
import type { StatusCollector } from './StatusCollector';

const changed: z.ZodType<EnvironmentChanged> = z.object({
  ref: z.object({
    account: z.string(),
    region: z.string(),
    suffix: z.string(),
  }),
  state: z.enum(['present', 'absent']),
});

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
      const event = changed.safeParse(eventPayload);
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
