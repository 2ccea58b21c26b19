import { isError } from '@backstage/errors';
import type { JsonObject } from '@backstage/types';
import type { ActionServices } from './ActionServices';
import type { Task } from './Task';

/** Audit event and severity of each request. */
const events = {
  // Not `low`, which Backstage logs only at debug level: refused plans should be logged.
  plan: { eventId: 'environment-plan', severityLevel: 'medium' },
  deploy: { eventId: 'environment-deploy', severityLevel: 'medium' },
  cancel: { eventId: 'environment-cancel', severityLevel: 'medium' },
  // It deletes all data.
  destroy: { eventId: 'environment-destroy', severityLevel: 'high' },
} as const;

type Operation = keyof typeof events;

/** Facts that become known during the request. */
export interface AuditNotes {
  add(facts: JsonObject): void;
  /** An operation was started in AWS, now or by an earlier run: its outcome is audited once, where it is published. */
  operationStarted(): void;
}

/** The user or service that started this attempt of the task; another user may have created it. */
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

/** Writes an audit event, best effort: a failure only causes a warning. */
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
 * Audits a request unless it starts an operation: a refusal with its reason, and results without an operation of CloudFormation.
 * The outcome of an operation is audited where it is published.
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
