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
  /** Status and time of its last operation: while it is the same, there is nothing new to read. */
  mark: string;
  isInProgress: boolean;
}

/** Ways in which an outcome is published; each is done once. */
export const channels = ['announced', 'audited', 'notified'] as const;

export type Channel = (typeof channels)[number];

/** An outcome that has not been published completely. */
export interface PendingOutcome {
  record: OperationRecord;
  /** What is left to do. */
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
  record: string;
  ended_at: number;
  claimed_until: number;
  claimed_by: string;
} & Record<`is_${Channel}`, boolean | number>;

/** Milliseconds a replica has to itself what it claimed, unless told; one that died loses it then. */
const usualClaim = 60_000;

/** Milliseconds after its end up to which an outcome is still published. */
export const publishable = 24 * 3_600_000;
/** Milliseconds after which an outcome is forgotten. */
const kept = 30 * publishable;

const toStack = (row: StackRow): KnownStack => ({
  ref: { account: row.account, region: row.region, suffix: row.suffix },
  stackArn: row.stack_arn,
  mark: row.mark,
  isInProgress: Boolean(row.in_progress),
});

/** What replicas share about outcomes: what was published, and who is at it. */
export class OutcomeStore {
  /** This replica. */
  readonly #me = randomUUID();

  private constructor(
    private readonly knex: Knex,
    /** When this installation started to publish outcomes: what had ended before is history. */
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
    return new OutcomeStore(knex, new Date(value), options.claim ?? usualClaim);
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

  /** Stacks with an operation in progress that this replica is to look at now. */
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

  /** Keeps what is known of a stack now. */
  putStack(stack: KnownStack): Promise<void> {
    return this.#put(stack, ['mark', 'in_progress']);
  }

  /** Keeps that an operation was seen on a stack; what else is known of it stays. */
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

  /** Adds an outcome unless it is known already. */
  async addOutcome(record: OperationRecord): Promise<void> {
    await this.knex('streamflix_outcomes')
      .insert({
        operation_id: record.id,
        record: JSON.stringify(record),
        ended_at: Date.parse(record.lastEventAt),
      })
      .onConflict('operation_id')
      .ignore();
  }

  /** The outcome this replica is to publish now, the oldest first: no other does so meanwhile. */
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
        .andWhere('ended_at', '>', now - publishable)
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

  /** Forgets what is too old to be looked at again. */
  async deleteOld(): Promise<void> {
    await this.knex('streamflix_outcomes')
      .where('ended_at', '<', Date.now() - kept)
      .delete();
  }

  async markPublished(operationId: string, channel: Channel): Promise<void> {
    await this.knex('streamflix_outcomes')
      .where({ operation_id: operationId })
      .update({ [`is_${channel}`]: true });
  }

  /** Gives an outcome back, to be tried again after so many milliseconds. */
  async release(operationId: string, delay: number): Promise<void> {
    await this.knex('streamflix_outcomes')
      .where({ operation_id: operationId, claimed_by: this.#me })
      .update({ claimed_until: Date.now() + delay, claimed_by: '' });
  }

  /** Gives everything back at once, to any replica. */
  async releaseAll(): Promise<void> {
    for (const table of ['streamflix_stacks', 'streamflix_outcomes']) {
      await this.knex(table)
        .where({ claimed_by: this.#me })
        .update({ claimed_until: 0, claimed_by: '' });
    }
  }
}
