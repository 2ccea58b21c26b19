import { randomUUID } from 'node:crypto';
import type {
  LoggerService,
  RootLifecycleService,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import type { EventsService } from '@backstage/plugin-events-node';
import {
  operationSeenSchema,
  operationTopic,
} from '@streamflix/backstage-plugin-streamflix-common';
import type { AwsAccess } from '@streamflix/backstage-plugin-streamflix-node';
import { resolvePlace } from '../places';
import { deleteForgottenPlans } from './deleteForgottenPlans';
import type { OutcomePublisher } from './OutcomePublisher';

/** Lets outcomes be published for as long as the process lives, and forgotten plans be deleted by one replica at a time. */
export async function schedulePublishing(options: {
  access: AwsAccess;
  events: EventsService;
  logger: LoggerService;
  publisher: OutcomePublisher;
  rootLifecycle: RootLifecycleService;
  scheduler: SchedulerService;
}): Promise<void> {
  const { access, events, logger, publisher, rootLifecycle, scheduler } =
    options;
  await events.subscribe({
    // Replicas with the same id share the events among them: with an id of its own each receives all of them.
    id: `streamflix-outcomes-${randomUUID()}`,
    topics: [operationTopic],
    async onEvent({ eventPayload }) {
      const hint = operationSeenSchema.safeParse(eventPayload);
      if (!hint.success) {
        logger.warn(`An event on ${operationTopic} names no operation.`);
        return;
      }
      const { ref, stackArn } = hint.data;
      await publisher.seen(await resolvePlace(access, ref), stackArn);
    },
  });
  publisher.start();
  // While everything that is needed to publish still works.
  rootLifecycle.addBeforeShutdownHook(() => publisher.stop());
  await scheduler.scheduleTask({
    id: 'delete-forgotten-plans',
    scope: 'global',
    frequency: { hours: 1 },
    initialDelay: { minutes: 5 },
    timeout: { hours: 1 },
    fn: signal =>
      deleteForgottenPlans(
        access,
        logger,
        signal ?? new AbortController().signal,
      ),
  });
}
