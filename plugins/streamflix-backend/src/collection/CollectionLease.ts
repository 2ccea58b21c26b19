import { randomUUID } from 'node:crypto';
import type { DatabaseService } from '@backstage/backend-plugin-api';
import type { Knex } from 'knex';
import { within } from '../limits/within';

/** Milliseconds after which the lease of a replica that died expires, and after which a living one renews it. */
const defaultTimes = { duration: 20_000, renewalInterval: 5_000 };

/** Milliseconds after which a call to the database is given up. */
const databaseTimeout = 5_000;

const leaseName = 'collecting';

/**
 * Lets one replica collect at a time, for as long as it lives. The scheduler's locks would outlive a killed replica by minutes, and do not
 * know of collections that users cause.
 */
export class CollectionLease {
  readonly #me = randomUUID();

  private constructor(
    private readonly knex: Knex,
    private readonly times: typeof defaultTimes,
  ) {}

  /** The tables must exist. */
  static async create(
    database: DatabaseService,
    times = defaultTimes,
  ): Promise<CollectionLease> {
    const knex = await database.getClient();
    const value = new Date(0).toISOString();
    await knex('streamflix_state')
      .insert({ name: leaseName, value: `${value} ${value}` })
      .onConflict('name')
      .ignore();
    return new CollectionLease(knex, times);
  }

  /**
   * Collects unless another replica does. A database that does not answer prevents nothing.
   *
   * @param since - milliseconds: does not collect when a collection started more recently
   * @returns undefined when it did not collect
   */
  async run<T>(collect: () => Promise<T>, since = 0): Promise<T | undefined> {
    const startedAt = new Date(Date.now());
    const claimed = await within(databaseTimeout, () =>
      this.#claim(startedAt, since),
    ).catch(() => true);
    if (!claimed) return undefined;
    const renewal = setInterval(
      () => this.#renew(startedAt, this.times.duration),
      this.times.renewalInterval,
    );
    try {
      return await collect();
    } finally {
      clearInterval(renewal);
      await this.#renew(startedAt, 0);
    }
  }

  async #claim(startedAt: Date, since: number): Promise<boolean> {
    const now = startedAt.getTime();
    const { value } = await this.knex('streamflix_state')
      .where({ name: leaseName })
      .first();
    const [expiresAt, last] = String(value).split(' ');
    if (Date.parse(expiresAt) > now || now - Date.parse(last) < since) {
      return false;
    }
    // Of several replicas that have read the same value, one replaces it.
    const claimed = await this.knex('streamflix_state')
      .where({ name: leaseName, value })
      .update({ value: this.#value(startedAt, this.times.duration) });
    return claimed === 1;
  }

  /** Extends the lease, unless it has expired and another replica has it. */
  async #renew(startedAt: Date, milliseconds: number): Promise<void> {
    await within(databaseTimeout, async () =>
      this.knex('streamflix_state')
        .where({ name: leaseName })
        .andWhere('value', 'like', `%${this.#me}`)
        .update({ value: this.#value(startedAt, milliseconds) }),
    ).catch(() => {});
  }

  #value(startedAt: Date, milliseconds: number): string {
    const expiresAt = new Date(Date.now() + milliseconds);
    return `${expiresAt.toISOString()} ${startedAt.toISOString()} ${this.#me}`;
  }
}
