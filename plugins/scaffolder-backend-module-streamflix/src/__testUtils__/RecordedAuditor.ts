import type {
  AuditorService,
  AuditorServiceCreateEventOptions,
  AuditorServiceEvent,
} from '@backstage/backend-plugin-api';
import type { JsonObject } from '@backstage/types';

/** An event as in the audit log. */
export interface RecordedEvent {
  eventId: string;
  severityLevel?: string;
  status: 'initiated' | 'succeeded' | 'failed';
  meta: JsonObject;
  error?: string;
}

/** Records audit events: each one once, in its latest state. */
export class RecordedAuditor implements AuditorService {
  readonly events: RecordedEvent[] = [];

  async createEvent({
    eventId,
    severityLevel,
    meta = {},
  }: AuditorServiceCreateEventOptions): Promise<AuditorServiceEvent> {
    const event: RecordedEvent = {
      eventId,
      severityLevel,
      status: 'initiated',
      meta,
    };
    this.events.push(event);
    const settle = (how: Partial<RecordedEvent>, more: JsonObject = {}) =>
      void Object.assign(event, how, { meta: { ...event.meta, ...more } });
    return {
      success: async options => settle({ status: 'succeeded' }, options?.meta),
      fail: async options =>
        settle(
          { status: 'failed', error: options.error.message },
          options.meta,
        ),
    };
  }
}
