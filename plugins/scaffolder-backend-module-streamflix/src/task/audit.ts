import type { JsonObject } from '@backstage/types';
import type { ActionServices } from '../ActionServices';
import type { Task } from './Task';

/** Leaves a trace in the audit log of who did what to which environment, and how it ended. */
export async function audit<T>(
  { auditor }: ActionServices,
  ctx: Task,
  options: { eventId: string; meta: JsonObject },
  run: () => Promise<T>,
): Promise<T> {
  const event = await auditor.createEvent({
    eventId: options.eventId,
    severityLevel: 'medium',
    meta: { taskId: ctx.task.id, ...options.meta },
  });
  try {
    const result = await run();
    await event.success();
    return result;
  } catch (error) {
    await event.fail({
      error: error instanceof Error ? error : new Error(String(error)),
    });
    throw error;
  }
}
