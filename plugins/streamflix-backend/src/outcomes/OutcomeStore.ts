import { randomUUID } from 'node:crypto';
import {
  resolvePackagePath,
  type DatabaseService,
} from '@backstage/backend-plugin-api';
import type { EnvironmentRef } from '@streamflix/backstage-plugin-streamflix-common';
import type { OperationRecord } from '@streamflix/backstage-plugin-streamflix-node';
import type { Knex } from 'knex';

/** A stack that is, or was, an environment. */
export interface KnownStack {
  ref: EnvironmentRef;
  stackArn: string;
  /** Status and time of its last operation: while unchanged, there is nothing new to read. */
  mark: string;
  isInProgress: boolean;
}

/** Channels on which an outcome is published, each once. */
const channels = ['announced', 'audited', 'notified'] as const;

export type Channel = (typeof channels)[number];

/** An outcome that has not been published completely. */
export interface PendingOutcome {
  record: OperationRecord;
  /** Channels that have not been published yet. */
  left: Channel[];
}

interface StackRow {
  stack_arn: string;
  account: string;
  region: string;
  suffix: string;
  mark: string;
  in_progress: boolean | number;
  claimed_by: string;
}

type OutcomeRow = {
  operation_id: string;
  stack_arn: string;
  record: string;
  ended_at: number;
  claimed_until: number;
  claimed_by: string;
} & Record<`is_${Channel}`, boolean | number>;

/** Default duration of a replica's claim in milliseconds; the claim of a crashed replica expires. */
const defaultClaim = 60_000;

/** Maximum age in milliseconds at which an outcome is still published. */
export const publishWindow = 24 * 3_600_000;
/** Milliseconds after which an outcome and its reasons are deleted: when AWS no longer describes a stack that was deleted with it. */
const outcomeRetention = 90 * publishWindow;

const toStack = (row: StackRow): KnownStack => ({
  ref: { account: row.account, region: row.region, suffix: row.suffix },
  stackArn: row.stack_arn,
  mark: row.mark,
  isInProgress: Boolean(row.in_progress),
});

/** State of outcomes shared by replicas: what was published, and which replica works on it. */
export class OutcomeStore {
  /** Id of this replica. */
  readonly #me = randomUUID();

  private constructor(
    private readonly knex: Knex,
    /** When this installation started to publish outcomes: earlier ones are ignored. */
    readonly since: Date,
    private readonly claim: number,
  ) {}

  static async create(
    database: DatabaseService,
    options: { claim?: number } = {},
  ): Promise<OutcomeStore> {
    const knex = await database.getClient();
    if (!database.migrations?.skip) {
      await knex.migrate.latest({
        directory: resolvePackagePath(
          '@streamflix/backstage-plugin-streamflix-backend',
          'migrations',
        ),
      });
    }
    const name = 'publishing-since';
    await knex('streamflix_state')
      .insert({ name, value: new Date().toISOString() })
      .onConflict('name')
      .ignore();
    const { value } = await knex('streamflix_state').where({ name }).first();
    return new OutcomeStore(
      knex,
      new Date(value),
      options.claim ?? defaultClaim,
    );
  }

  async stacks(): Promise<KnownStack[]> {
    return (await this.knex<StackRow>('streamflix_stacks')).map(toStack);
  }

  async stack(stackArn: string): Promise<KnownStack | undefined> {
    const row = await this.knex<StackRow>('streamflix_stacks')
      .where({ stack_arn: stackArn })
      .first();
    return row && toStack(row);
  }

  /** Stacks with an operation in progress that this replica should check now. */
  async claimInProgress(): Promise<KnownStack[]> {
    const now = Date.now();
    await this.knex('streamflix_stacks')
      .where('in_progress', true)
      .andWhere(
        rows =>
          void rows
            .where('claimed_by', this.#me)
            .orWhere('claimed_until', '<', now),
      )
      .update({ claimed_by: this.#me, claimed_until: now + this.claim });
    const rows = await this.knex<StackRow>('streamflix_stacks').where({
      in_progress: true,
      claimed_by: this.#me,
    });
    return rows.map(toStack);
  }

  /** Stores the current state of a stack. */
  putStack(stack: KnownStack): Promise<void> {
    return this.#put(stack, ['mark', 'in_progress']);
  }

  /** Stores that an operation was seen on a stack; keeps other data about it. */
  putHint(stack: KnownStack): Promise<void> {
    return this.#put(stack, ['in_progress']);
  }

  async #put(
    { ref, stackArn, mark, isInProgress }: KnownStack,
    updated: string[],
  ): Promise<void> {
    await this.knex('streamflix_stacks')
      .insert({
        stack_arn: stackArn,
        account: ref.account,
        region: ref.region,
        suffix: ref.suffix,
        mark,
        in_progress: isInProgress,
      })
      .onConflict('stack_arn')
      .merge(updated);
  }

  async deleteStack(stackArn: string): Promise<void> {
    await this.knex('streamflix_stacks')
      .where({ stack_arn: stackArn })
      .delete();
  }

  /** Adds an outcome unless it exists already. */
  async addOutcome(record: OperationRecord): Promise<void> {
    await this.knex('streamflix_outcomes')
      .insert({
        operation_id: record.id,
        stack_arn: record.stackArn,
        record: JSON.stringify(record),
        ended_at: Date.parse(record.lastEventAt),
      })
      .onConflict('operation_id')
      .ignore();
  }

  /** The latest outcomes of operations on a stack, newest first. */
  async outcomesOf(stackArn: string): Promise<OperationRecord[]> {
    const rows = await this.knex<OutcomeRow>('streamflix_outcomes')
      .where({ stack_arn: stackArn })
      .orderBy('ended_at', 'desc')
      .limit(10);
    return rows.map(({ record }) => JSON.parse(record));
  }

  /** The outcome this replica should publish now, oldest first; no other replica claims it meanwhile. */
  async claimPending(): Promise<PendingOutcome | undefined> {
    const outcomes = () => this.knex<OutcomeRow>('streamflix_outcomes');
    for (;;) {
      const now = Date.now();
      const row = await outcomes()
        .where(
          rows =>
            void channels.forEach(channel =>
              rows.orWhere(`is_${channel}`, false),
            ),
        )
        .andWhere('ended_at', '>', now - publishWindow)
        .andWhere('claimed_until', '<', now)
        .orderBy('ended_at')
        .first();
      if (!row) return undefined;
      const claimed = await outcomes()
        .where({ operation_id: row.operation_id })
        .andWhere('claimed_until', '<', now)
        .update({ claimed_by: this.#me, claimed_until: now + this.claim });
      // Another replica may have been faster.
      const mine =
        claimed === 1 &&
        (await outcomes().where({ operation_id: row.operation_id }).first());
      if (mine) {
        return {
          record: JSON.parse(mine.record),
          left: channels.filter(channel => !mine[`is_${channel}`]),
        };
      }
    }
  }

  /** Deletes records that are too old to be read again. */
  async deleteOld(): Promise<void> {
    const oldest = Date.now() - outcomeRetention;
    await this.knex('streamflix_outcomes')
      .where('ended_at', '<', oldest)
      .delete();
    await this.knex('streamflix_diagnostics')
      .where('stored_at', '<', oldest)
      .delete();
  }

  async markPublished(operationId: string, channel: Channel): Promise<void> {
    await this.knex('streamflix_outcomes')
      .where({ operation_id: operationId })
      .update({ [`is_${channel}`]: true });
  }

  /** Releases an outcome for a retry after `delay` milliseconds. */
  async release(operationId: string, delay: number): Promise<void> {
    await this.knex('streamflix_outcomes')
      .where({ operation_id: operationId, claimed_by: this.#me })
      .update({ claimed_until: Date.now() + delay, claimed_by: '' });
  }

  /** Releases all claims immediately, for any replica. */
  async releaseAll(): Promise<void> {
    for (const table of ['streamflix_stacks', 'streamflix_outcomes']) {
      await this.knex(table)
        .where({ claimed_by: this.#me })
        .update({ claimed_until: 0, claimed_by: '' });
    }
  }
}
