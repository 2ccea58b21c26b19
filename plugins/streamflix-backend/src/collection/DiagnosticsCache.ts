import type { DiagnosticsStore } from '@streamflix/backstage-plugin-streamflix-node';
import { Slot } from './StatusCache';
import type { SimpleCache } from './FaultTolerantCache';

/** Seconds for which somebody may still want to know why an environment failed: two weeks. */
const ttl = 14 * 24 * 3600;

/** Why tasks stopped, in Backstage's cache: what one replica heard in time, all can tell, and after a restart too. */
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
