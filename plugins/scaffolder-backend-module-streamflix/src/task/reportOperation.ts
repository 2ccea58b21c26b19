import {
  operationTopic,
  type EnvironmentRef,
  type OperationSeen,
} from '@streamflix/backstage-plugin-streamflix-common';
import type { ActionServices } from './ActionServices';

/** Publishes that an operation was seen to start or end, so that its outcome follows without delay. Best effort. */
export async function reportOperation(
  { events, logger }: Pick<ActionServices, 'events' | 'logger'>,
  { account, region, suffix }: EnvironmentRef,
  stackArn: string,
): Promise<void> {
  const eventPayload: OperationSeen = {
    ref: { account, region, suffix },
    stackArn,
  };
  try {
    await events.publish({ topic: operationTopic, eventPayload });
  } catch (error) {
    logger.warn(`The event bus did not take an event: ${error}`);
  }
}
