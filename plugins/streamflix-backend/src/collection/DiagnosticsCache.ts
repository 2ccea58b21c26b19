import type { DiagnosticsStore } from '@streamflix/backstage-plugin-streamflix-node';
import { Slot } from './StatusCache';
import type { SimpleCache } from './FaultTolerantCache';

/** Seconds for which the cause of a failure is kept: two weeks. */
const ttl = 14 * 24 * 3600;

/** Why tasks stopped, in Backstage's cache: all replicas can report what one of them read in time, also after a restart. */
export class DiagnosticsCache implements DiagnosticsStore {
  constructor(private readonly cache: SimpleCache) {}

  get(event: string): Promise<readonly string[] | undefined> {
    return this.slot(event).get();
  }

  set(event: string, reasons: readonly string[]): Promise<void> {
    return this.slot(event).set(reasons);
  }

  private slot(event: string): Slot<readonly string[]> {
    return new Slot(this.cache, `streamflix:v1:evidence:${event}`, ttl);
  }
}
