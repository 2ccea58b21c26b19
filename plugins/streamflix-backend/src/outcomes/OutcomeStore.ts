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
}

type OutcomeRow = { operation_id: string; record: string } & Record<
  `is_${Channel}`,
  boolean | number
>;

/** Milliseconds a replica has to itself what it claimed; one that died loses it then. */
const claim = 15_000;

/** Milliseconds after which an outcome is forgotten, and up to which one is still published: AWS keeps events for 90 days. */
const kept = 30 * 24 * 3_600_000;
const publishable = 24 * 3_600_000;

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

  private constructor(private readonly knex: Knex) {}

  static async create(database: DatabaseService): Promise<OutcomeStore> {
    const knex = await database.getClient();
    if (!database.migrations?.skip) {
      await knex.migrate.latest({
        directory: resolvePackagePath(
          '@streamflix/backstage-plugin-streamflix-backend',
          'migrations',
        ),
      });
    }
    return new OutcomeStore(knex);
  }

  /** When this installation started to publish outcomes: what had ended before is history. */
  async since(): Promise<Date> {
    const name = 'publishing-since';
    await this.knex('streamflix_state')
      .insert({ name, value: new Date().toISOString() })
      .onConflict('name')
      .ignore();
    const [row] = await this.knex('streamflix_state').where({ name });
    return new Date(row.value);
  }

  async stacks(): Promise<KnownStack[]> {
    return (await this.knex<StackRow>('streamflix_stacks')).map(toStack);
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
      .update({ claimed_by: this.#me, claimed_until: now + claim });
    const rows = await this.knex<StackRow>('streamflix_stacks').where({
      in_progress: true,
      claimed_by: this.#me,
    });
    return rows.map(toStack);
  }

  async putStack(stack: KnownStack): Promise<void> {
    const { ref, stackArn, mark, isInProgress } = stack;
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
      .merge(['mark', 'in_progress']);
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

  /** Outcomes this replica is to publish now: nobody else does so meanwhile. */
  async claimPending(): Promise<PendingOutcome[]> {
    const now = Date.now();
    await this.knex('streamflix_outcomes')
      .where('ended_at', '<', now - kept)
      .delete();
    const isPending = (rows: Knex.QueryBuilder) =>
      channels.forEach(channel => rows.orWhere(`is_${channel}`, false));
    await this.knex('streamflix_outcomes')
      .where(isPending)
      .andWhere('ended_at', '>', now - publishable)
      .andWhere('claimed_until', '<', now)
      .update({ claimed_by: this.#me, claimed_until: now + claim });
    const rows = await this.knex<OutcomeRow>('streamflix_outcomes')
      .where(isPending)
      .andWhere('claimed_by', this.#me)
      .andWhere('claimed_until', '>', now);
    return rows.map(row => ({
      record: JSON.parse(row.record),
      left: channels.filter(channel => !row[`is_${channel}`]),
    }));
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
}
