import type { AwsTarget } from '@streamflix/backstage-plugin-streamflix-node';
import type { StatusCache } from './StatusCache';

/** Minimum milliseconds between two full readings of an account and region that reports its changes. */
const fullReadInterval = 30 * 60_000;
/** Milliseconds between two notes that a target sends events. */
const noteInterval = 60_000;

/**
 * The accounts and regions that report their changes: those that have sent an event, through a queue that can be read. Their
 * stable environments are read less often. The replicas share the notes in the cache; each replica knows which queues it can read.
 */
export class PushedTargets {
  private readonly readable = new Set<string>();
  private readonly noted = new Map<string, number>();

  constructor(
    private readonly cache: StatusCache,
    /** Seconds between two collections. */
    private readonly refreshInterval: number,
  ) {}

  setReadable(queueArn: string, isReadable: boolean): void {
    if (isReadable) this.readable.add(queueArn);
    else this.readable.delete(queueArn);
  }

  /** Notes that an event of a target has come through a queue. */
  async noteEvent(target: AwsTarget, queueArn: string): Promise<void> {
    const key = `${target.account}/${target.region}`;
    if (Date.now() - (this.noted.get(key) ?? 0) < noteInterval) return;
    this.noted.set(key, Date.now());
    await this.cache.eventQueueOf(target).set(queueArn);
  }

  /** Removes the note: something changed there a while ago, and no event has arrived. */
  async noteMissedEvent(target: AwsTarget): Promise<void> {
    await this.cache.eventQueueOf(target).set('');
  }

  /** Whether the stable environments of a target need not be read now. */
  async maySkipStable(target: AwsTarget): Promise<boolean> {
    const queue = await this.cache.eventQueueOf(target).get();
    if (!queue || !this.readable.has(queue)) return false;
    // A collection may start slightly early.
    const maxAge = fullReadInterval - this.refreshInterval * 500;
    const last = await this.cache.fullRead(target).read();
    return last !== undefined && Date.now() - last.at <= maxAge;
  }

  /** Notes that everything of a target was read. */
  async noteFullRead(target: AwsTarget): Promise<void> {
    await this.cache.fullRead(target).set(true);
  }
}
