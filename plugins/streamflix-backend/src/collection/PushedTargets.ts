import type { AwsTarget } from '@streamflix/backstage-plugin-streamflix-node';
import type { StatusCache } from './StatusCache';

/** Least milliseconds between two readings of everything in an account and region that reports its changes. */
const restfulInterval = 30 * 60_000;
/** Milliseconds between two notes that a target sends events. */
const betweenNotes = 60_000;

/**
 * Which accounts and regions report their changes: those that have sent an event, through a queue that can be read. What is at rest
 * there is read seldom. The replicas share the notes; which queues can be read, each knows for itself.
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
  async note(target: AwsTarget, queueArn: string): Promise<void> {
    const key = `${target.account}/${target.region}`;
    if (Date.now() - (this.noted.get(key) ?? 0) < betweenNotes) return;
    this.noted.set(key, Date.now());
    await this.cache.pushingQueue(target).set(queueArn);
  }

  /** Takes the note back: something has changed there long ago, and no event has come. */
  async missed(target: AwsTarget): Promise<void> {
    await this.cache.pushingQueue(target).set('');
  }

  /** Whether what is idle in a target need not be read now. */
  async rests(target: AwsTarget): Promise<boolean> {
    const queue = await this.cache.pushingQueue(target).get();
    if (!queue || !this.readable.has(queue)) return false;
    // A collection may be a little early.
    const most = restfulInterval - this.refreshInterval * 500;
    const last = await this.cache.collected(target).read();
    return last !== undefined && Date.now() - last.at <= most;
  }

  /** Notes that everything of a target was read. */
  async collected(target: AwsTarget): Promise<void> {
    await this.cache.collected(target).set(true);
  }
}
