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
import {
  inBackground,
  isStackOf,
  type AwsAccess,
} from '@streamflix/backstage-plugin-streamflix-node';
import { environmentPath, parse } from '../requests';
import { resolveAwsTarget } from '../targets';
import { cleanUpPlans } from './cleanUpPlans';
import type { OutcomePublisher } from './OutcomePublisher';

/** Publishes outcomes while the process runs, and deletes plans that were not executed, on one replica at a time. */
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
    // Replicas with the same id share the events among them: with its own id, each receives all of them.
    id: `streamflix-outcomes-${randomUUID()}`,
    topics: [operationTopic],
    async onEvent({ eventPayload }) {
      try {
        const { ref, stackArn } = operationSeenSchema.parse(eventPayload);
        const target = await resolveAwsTarget(
          access,
          parse(environmentPath, ref),
        );
        // Any plugin may publish to the event bus.
        if (stackArn.length >= 256 || !isStackOf(stackArn, target)) {
          throw new Error('Another stack.');
        }
        // Not awaited: the publisher of the event does not depend on the result.
        void publisher.noteOperation(target, stackArn);
      } catch (error) {
        logger.warn(
          `An event on ${operationTopic} names no operation of this installation: ${error}`,
        );
      }
    },
  });
  publisher.start();
  // While everything needed to publish still works.
  rootLifecycle.addBeforeShutdownHook(() => publisher.stop());
  await scheduler.scheduleTask({
    id: 'delete-forgotten-plans',
    scope: 'global',
    frequency: { hours: 1 },
    initialDelay: { minutes: 5 },
    timeout: { hours: 1 },
    fn: signal =>
      inBackground(() =>
        cleanUpPlans(access, logger, signal ?? new AbortController().signal),
      ),
  });
}
