import { setTimeout as sleep } from 'node:timers/promises';
import type { LoggerService } from '@backstage/backend-plugin-api';
import { ResponseError } from '@backstage/errors';
import type { EventsService } from '@backstage/plugin-events-node';
import {
  discardPlan,
  type AwsAccess,
} from '@streamflix/backstage-plugin-streamflix-node';
import { cancelledSecret, wasCancelled } from './cancelledTask';
import type { ScaffolderTasks } from './ScaffolderTasks';
import {
  hasEffects,
  isOurs,
  isUnfinished,
  plansNobodyTook,
  type TaskState,
} from './taskState';

/** How a task ended, as the scaffolder tells on its topic `scaffolder.task`; of its other events some have no `id` of a task. */
interface TaskEnd {
  id?: unknown;
  status?: unknown;
  state?: TaskState;
}

/** How often, and how many milliseconds apart, the scaffolder is asked: it tells of an end before it has stored it. */
const tries = 20;
const gap = 500;

/**
 * Sees to tasks that ended before what they began in AWS.
 *
 * A task whose backend died is taken up again with the credentials of whoever started it. Those end with the sign-in, and
 * Backstage wipes them as soon as the task is cancelled (scaffolder 4.2.0): then the task fails with 401 before any step of
 * it runs, while its operation goes on in AWS, and a cancellation AWS has not heard of is lost. Such a task is run again in
 * the name of this plugin: its step finds the operation by its token, cancels it when that was asked for, and tells its end.
 * It begins nothing, for that takes the person's own permission; see `authorise`.
 *
 * A task with steps of others after ours is left alone, for they would run in the name of this plugin too.
 *
 * A plan that no step has taken on when its task ends is taken back: nobody will execute it any more.
 */
export class UnfinishedTasks {
  /** One that ends so again would go on for ever. */
  private readonly taken = new Set<string>();

  constructor(
    private readonly services: {
      access: AwsAccess;
      events: EventsService;
      logger: LoggerService;
      tasks: ScaffolderTasks;
    },
  ) {}

  /** Listens to how tasks end. */
  async watch(): Promise<void> {
    const { events, logger } = this.services;
    await events.subscribe({
      id: 'streamflix-unfinished-tasks',
      topics: ['scaffolder.task'],
      onEvent: async ({ eventPayload }) => {
        const { id, status, state } = eventPayload as TaskEnd;
        const hasEnded = status === 'failed' || status === 'completed';
        if (!hasEnded || typeof id !== 'string') return;
        if (!state || !hasEffects(state)) return;
        // The scaffolder tells it in the middle of a transaction, and must not wait for us.
        void this.seeTo(id, state, status).catch(error =>
          logger.error(
            `Task ${id} has ended, but not what it began in AWS, and it could not be seen to: ${error}. Run the task again to follow it.`,
          ),
        );
      },
    });
  }

  private async seeTo(
    id: string,
    state: TaskState,
    status: 'failed' | 'completed',
  ): Promise<void> {
    const { access, tasks } = this.services;
    const steps = await tasks.steps(id);
    const left = steps.filter(
      step => state.steps?.[step.id]?.status !== 'completed',
    );
    const [current] = left;
    const isLeft =
      status === 'failed' && current && isUnfinished(state, current);
    if (isLeft) {
      if (!this.taken.has(id)) {
        this.taken.add(id);
        await this.finish(id, left.every(isOurs));
      }
      return;
    }
    for (const plan of plansNobodyTook(state, steps)) {
      await discardPlan(access, plan);
    }
  }

  private async finish(id: string, isOnlyOurs: boolean): Promise<void> {
    const { logger, tasks } = this.services;
    const what = `Task ${id} has lost the credentials of its person while its operation is in flight`;
    if (!isOnlyOurs) {
      logger.warn(
        `${what}, and is not followed any more: steps besides those of StreamFlix are still to come. Run it again to follow the operation.`,
      );
      return;
    }
    const isCancelled = await tasks.isCancelled(id);
    logger.info(
      `${what}: it is ${
        isCancelled ? 'cancelled and ' : ''
      }followed to its end.`,
    );
    const secrets: Record<string, string> = isCancelled
      ? { [cancelledSecret]: wasCancelled }
      : {};
    for (let tried = 1; ; tried++) {
      try {
        await tasks.runAgain(id, secrets);
        return;
      } catch (error) {
        const isEarly =
          error instanceof ResponseError && error.statusCode === 409;
        if (!isEarly || tried === tries) throw error;
        await sleep(gap);
      }
    }
  }
}
