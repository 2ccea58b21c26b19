import { randomUUID } from 'node:crypto';
import type { LoggerService } from '@backstage/backend-plugin-api';
import type { EventsService } from '@backstage/plugin-events-node';
import {
  environmentChangedSchema,
  environmentTopic,
  operationSeenSchema,
  operationTopic,
} from '@streamflix/backstage-plugin-streamflix-common';
import type { AwsAccess } from '@streamflix/backstage-plugin-streamflix-node';
import { environmentPath, parse } from '../requests';
import { resolveAwsTarget } from '../targets';
import type { EnvironmentReader } from './EnvironmentReader';
import type { StatusCollector } from './StatusCollector';

const schemas = {
  [environmentTopic]: environmentChangedSchema,
  [operationTopic]: operationSeenSchema,
};

/** Reads an environment again as soon as an operation on it starts or ends. */
export async function subscribeToChanges(options: {
  access: AwsAccess;
  collector: StatusCollector;
  events: EventsService;
  logger: LoggerService;
  reader: EnvironmentReader;
}): Promise<void> {
  const { access, collector, events, logger, reader } = options;
  await events.subscribe({
    // Replicas with the same id share the events among them, but each must refresh its own caches.
    id: `streamflix-status-${randomUUID()}`,
    topics: Object.keys(schemas),
    async onEvent({ topic, eventPayload }) {
      try {
        const { ref } =
          schemas[topic as keyof typeof schemas].parse(eventPayload);
        const target = await resolveAwsTarget(
          access,
          parse(environmentPath, ref),
        );
        reader.forget(target);
        await collector.changed(target);
      } catch (error) {
        logger.warn(
          `An event on ${topic} names no environment of this installation, or that could not be read: ${error}`,
        );
      }
    },
  });
}
