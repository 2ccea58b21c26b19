import { isError } from '@backstage/errors';
import type { JsonObject } from '@backstage/types';
import type { ActionServices } from '../ActionServices';
import type { Task } from './Task';

/** What a person asked for, as the audit log names it, and how much it may do. */
const events = {
  plan: { eventId: 'environment-plan', severityLevel: 'low' },
  deploy: { eventId: 'environment-deploy', severityLevel: 'medium' },
  cancel: { eventId: 'environment-cancel', severityLevel: 'medium' },
  // All its data goes.
  destroy: { eventId: 'environment-destroy', severityLevel: 'high' },
} as const;

/** What the person is to the event for whom the task runs: anybody else may have cancelled it. */
const whose: Record<keyof typeof events, 'initiator' | 'taskInitiator'> = {
  plan: 'initiator',
  deploy: 'initiator',
  cancel: 'taskInitiator',
  destroy: 'initiator',
};

/** What becomes known on the way, for the event's end. */
export interface Trail {
  note(facts: JsonObject): void;
}

/** The user, or the service, on whose behalf the task runs; a service that sees a person's task to its end acts for that person. */
export async function initiatorOf(
  { auth }: Pick<ActionServices, 'auth'>,
  ctx: Task,
): Promise<string | undefined> {
  const credentials = await ctx.getInitiatorCredentials();
  if (auth.isPrincipal(credentials, 'user')) {
    return credentials.principal.userEntityRef;
  }
  if (ctx.user?.ref) return ctx.user.ref;
  return auth.isPrincipal(credentials, 'service')
    ? credentials.principal.subject
    : undefined;
}

/**
 * Leaves a trace in the audit log of who did what to which environment, and how it ended; a refused one is a failed event
 * with the reason.
 *
 * @param options.losesData - somebody consented to the loss of data
 * @param options.meta - what is known when it begins
 */
export async function audit<T>(
  services: Pick<ActionServices, 'auditor' | 'auth'>,
  ctx: Task,
  options: {
    operation: keyof typeof events;
    losesData?: boolean;
    meta: JsonObject;
  },
  run: (trail: Trail) => Promise<T>,
): Promise<T> {
  const { eventId, severityLevel } = events[options.operation];
  const event = await services.auditor.createEvent({
    eventId,
    severityLevel: options.losesData ? 'high' : severityLevel,
    meta: {
      taskId: ctx.task.id,
      [whose[options.operation]]: await initiatorOf(services, ctx),
      ...options.meta,
    },
  });
  const meta: JsonObject = {};
  const trail = {
    note: (facts: JsonObject) => void Object.assign(meta, facts),
  };
  try {
    const result = await run(trail);
    await event.success({ meta });
    return result;
  } catch (error) {
    await event.fail({
      meta,
      error: isError(error) ? error : new Error(String(error)),
    });
    throw error;
  }
}
