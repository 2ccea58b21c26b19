import type {
  DatabaseService,
  LoggerService,
} from '@backstage/backend-plugin-api';
import type { DiagnosticsStore } from '@streamflix/backstage-plugin-streamflix-node';
import type { Knex } from 'knex';
import { LRUCache } from 'lru-cache';
import { within } from '../limits/within';

/** Milliseconds after which a call to the database is given up: a reading continues without it. */
const databaseTimeout = 5_000;

interface DiagnosticsRow {
  event: string;
  /** Serialized. */
  reasons: string;
  stored_at: number;
}

/**
 * Why tasks stopped, in the database: everything that explains a failure, in any replica and after any restart, knows what one of them
 * read in time. What another plugin of this process read, such as the scaffolder, is copied from its memory.
 */
export class StoredDiagnostics implements DiagnosticsStore {
  /** Events whose reasons are in the database. */
  private readonly stored = new LRUCache<string, true>({ max: 500 });

  private constructor(
    private readonly knex: Knex,
    private readonly memory: DiagnosticsStore,
    private readonly logger: Pick<LoggerService, 'warn'>,
  ) {}

  /** The tables must exist. */
  static async create(
    database: DatabaseService,
    memory: DiagnosticsStore,
    logger: Pick<LoggerService, 'warn'>,
  ): Promise<StoredDiagnostics> {
    return new StoredDiagnostics(await database.getClient(), memory, logger);
  }

  async get(event: string): Promise<readonly string[] | undefined> {
    const own = await this.memory.get(event);
    if (own) {
      if (!this.stored.has(event)) await this.store(event, own);
      return own;
    }
    const row = await this.attempt(async () =>
      this.knex<DiagnosticsRow>('streamflix_diagnostics')
        .where({ event })
        .first(),
    );
    if (!row) return undefined;
    const reasons: string[] = JSON.parse(row.reasons);
    this.stored.set(event, true);
    await this.memory.set(event, reasons);
    return reasons;
  }

  async set(event: string, reasons: readonly string[]): Promise<void> {
    await this.memory.set(event, reasons);
    await this.store(event, reasons);
  }

  private async store(event: string, reasons: readonly string[]) {
    await this.attempt(async () => {
      await this.knex<DiagnosticsRow>('streamflix_diagnostics')
        .insert({
          event,
          reasons: JSON.stringify(reasons),
          stored_at: Date.now(),
        })
        .onConflict('event')
        .merge(['reasons']);
      this.stored.set(event, true);
    });
  }

  /** Undefined when the database cannot answer: a failure is explained with what AWS still has. */
  private async attempt<T>(call: () => Promise<T>): Promise<T | undefined> {
    try {
      return await within(databaseTimeout, call);
    } catch (error) {
      this.logger.warn(
        `The reasons of failures could not be stored or read in the database: ${error}`,
      );
      return undefined;
    }
  }
}
