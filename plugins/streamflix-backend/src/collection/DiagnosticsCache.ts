import type { DiagnosticsStore } from '@streamflix/backstage-plugin-streamflix-node';
import { Slot } from './StatusCache';
import type { SimpleCache } from './FaultTolerantCache';

/** Seconds for which the cause of a failure is kept: two weeks. */
const ttl = 14 * 24 * 3600;

/**
 * Why tasks stopped, in Backstage's cache: all replicas can report what one of them read in time, also after a restart. What
 * another plugin of this process read, such as the scaffolder, is copied from its memory.
 */
export class DiagnosticsCache implements DiagnosticsStore {
  constructor(
    private readonly cache: SimpleCache,
    private readonly memory: DiagnosticsStore,
  ) {}

  async get(event: string): Promise<readonly string[] | undefined> {
    const own = await this.memory.get(event);
    if (own) await this.slot(event).set(own);
    return own ?? this.slot(event).get();
  }

  async set(event: string, reasons: readonly string[]): Promise<void> {
    await this.memory.set(event, reasons);
    await this.slot(event).set(reasons);
  }

  private slot(event: string): Slot<readonly string[]> {
    return new Slot(this.cache, `streamflix:v2:diagnostics:${event}`, ttl);
  }
}
