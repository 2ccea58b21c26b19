/** A log entry: Backstage writes JSON in production. */
export interface LogEntry {
  level: string;
  message: string;
  plugin?: string;
  [field: string]: unknown;
}

/** An audit event in the log, as Backstage's auditor writes it. */
export interface AuditEvent extends LogEntry {
  isAuditEvent: true;
  eventId: string;
  status: 'initiated' | 'succeeded' | 'failed';
  actor: { actorId?: string };
  meta?: Record<string, unknown>;
}

export const isAuditEvent = (entry: LogEntry): entry is AuditEvent =>
  entry.isAuditEvent === true;
