import {
  environmentTopic,
  type EnvironmentChanged,
} from '@streamflix/backstage-plugin-streamflix-common';
import type { ActionServices } from '../ActionServices';

/** Tells the catalog and the caches that an operation ended, so that they need not wait for their schedule. */
export async function announce(
  { events }: ActionServices,
  changed: EnvironmentChanged,
): Promise<void> {
  await events.publish({ topic: environmentTopic, eventPayload: changed });
}
