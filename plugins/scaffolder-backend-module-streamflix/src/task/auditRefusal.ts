import { isError } from '@backstage/errors';
import type { JsonObject } from '@backstage/types';
import type { ActionServices } from '../ActionServices';
import type { Task } from './Task';

/** What was requested, as the audit log names it, and how severe it is. */
const events = {
  // Not low, which Backstage does not log unless it debugs: a refused plan is worth a look.
  plan: { eventId: 'environment-plan', severityLevel: 'medium' },
  deploy: { eventId: 'environment-deploy', severityLevel: 'medium' },
  cancel: { eventId: 'environment-cancel', severityLevel: 'medium' },
  // All its data is lost.
  destroy: { eventId: 'environment-destroy', severityLevel: 'high' },
} as const;

type Operation = keyof typeof events;

/** What becomes known on the way. */
export interface AuditNotes {
  add(facts: JsonObject): void;
  /** An operation was started in AWS, now or by an earlier run: its outcome is audited where it is published, once. */
  operationStarted(): void;
}

/** The user, or the service, who started this attempt of the task; another user may have created it. */
async function initiatorOf(
  { auth }: Pick<ActionServices, 'auth'>,
  ctx: Pick<Task, 'getInitiatorCredentials'>,
): Promise<string | undefined> {
  const credentials = await ctx.getInitiatorCredentials();
  if (auth.isPrincipal(credentials, 'user')) {
    return credentials.principal.userEntityRef;
  }
  return auth.isPrincipal(credentials, 'service')
    ? credentials.principal.subject
    : undefined;
}

/** Writes an event of the audit log, best effort: that it cannot be written changes nothing else. */
export async function audit(
  services: Pick<ActionServices, 'auditor' | 'auth' | 'logger'>,
  ctx: Task,
  options: {
    operation: Operation;
    losesData?: boolean;
    meta: JsonObject;
    error?: unknown;
  },
): Promise<void> {
  const { eventId, severityLevel } = events[options.operation];
  const { error, losesData, meta } = options;
  try {
    const event = await services.auditor.createEvent({
      eventId,
      severityLevel: losesData ? 'high' : severityLevel,
      meta: {
        taskId: ctx.task.id,
        initiator: await initiatorOf(services, ctx).catch(() => undefined),
        ...meta,
      },
    });
    await (error === undefined
      ? event.success()
      : event.fail({
          error: isError(error) ? error : new Error(String(error)),
        }));
  } catch (problem) {
    services.logger.warn(`An audit event could not be written: ${problem}`);
  }
}

/**
 * Audits a request unless it starts an operation: a refusal with its reason, and what is done without an operation of
 * CloudFormation. The outcome of an operation is audited where it is published.
 */
export async function auditRefusal<T>(
  services: Pick<ActionServices, 'auditor' | 'auth' | 'logger'>,
  ctx: Task,
  options: { operation: Operation; losesData?: boolean; meta: JsonObject },
  run: (notes: AuditNotes) => Promise<T>,
): Promise<T> {
  const meta: JsonObject = { ...options.meta };
  let isStarted = false;
  const notes: AuditNotes = {
    add: facts => void Object.assign(meta, facts),
    operationStarted: () => {
      isStarted = true;
    },
  };
  try {
    const result = await run(notes);
    if (!isStarted) await audit(services, ctx, { ...options, meta });
    return result;
  } catch (error) {
    if (!isStarted) await audit(services, ctx, { ...options, meta, error });
    throw error;
  }
}
