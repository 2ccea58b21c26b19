import { createHash } from 'node:crypto';
import type { StoppedTasks } from '../../world/World';
import { chooseCapacityProvider } from './chooseCapacityProvider';
import { type Task, TASK_TIMELINE } from './Task';

/** One slot of the desired count, filled by one task after another. */
interface Place {
  readonly from: Date;
  until?: Date;
}

export interface DeploymentPlan {
  readonly serviceArn: string;
  readonly taskDefinition: string;
  readonly startedAt: Date;
  /** The desired count at the start. */
  readonly desiredCount: number;
  readonly subnets: readonly string[];
  readonly capacityProviderStrategy: readonly unknown[];
  /** Why none of its tasks can start, or keep running. */
  readonly failure?: StoppedTasks;
  /** Whether ECS counts such a task as failed. */
  readonly countsAsFailed: boolean;
  readonly circuitBreaker: boolean;
}

/**
 * Seconds of simulated time before the scheduler replaces a task that never ran, for each attempt. AWS documents only the longest
 * delay, 27 minutes, not the steps. A task that ran is replaced at once, however often.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-throttle-logic.html
 */
const THROTTLED_SECONDS = [60, 120, 240, 480, 960, 1620];
/** Stopped tasks are listed for an hour; here of real time, so that a user can read their reasons. */
const RETENTION = 60 * 60 * 1000;

/** One deployment of a service. The state of its tasks at any time follows from when it started. */
export class Deployment {
  readonly id: string;
  private readonly places: Place[] = [];
  /** When a newer deployment started. */
  supersededAt?: Date;

  constructor(readonly plan: DeploymentPlan, private readonly speed: number) {
    this.id = `ecs-svc/${BigInt(
      `0x${digest(plan.serviceArn, plan.startedAt.toISOString()).slice(0, 15)}`,
    )
      .toString()
      .padStart(19, '0')}`;
    this.scale(plan.desiredCount, plan.startedAt);
  }

  /** Adds or removes slots to match the desired count. */
  scale(desired: number, at: Date): void {
    const open = this.places.filter(({ until }) => !until);
    for (const place of open.slice(desired)) place.until = at;
    for (let count = open.length; count < desired; count++) {
      this.places.push({ from: at });
    }
  }

  /**
   * When all the tasks it started with run, which a later change of their count does not affect; `undefined` when they never do.
   */
  get completedAt(): Date | undefined {
    return this.plan.failure
      ? undefined
      : this.after(this.plan.startedAt, TASK_TIMELINE.running);
  }

  tasks(now: Date): Task[] {
    return this.places
      .flatMap((place, index) => this.tasksOf(place, index, now))
      .filter(({ createdAt }) => createdAt <= now);
  }

  /** The times at which tasks failed, of those that ECS counts as failed, earliest first. */
  failures(now: Date): Date[] {
    return this.plan.countsAsFailed
      ? this.failuresAmong(place => this.attempts(place, now)).filter(
          failedAt => failedAt <= now,
        )
      : [];
  }

  /**
   * When the circuit breaker fails the deployment: half the desired count has failed, at least 3 and at most 200 tasks.
   *
   * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-circuit-breaker.html
   */
  get brokenAt(): Date | undefined {
    const { circuitBreaker, countsAsFailed } = this.plan;
    if (!circuitBreaker || !countsAsFailed) return undefined;
    const threshold = this.failureThreshold;
    return this.failuresAmong(place => this.endlessAttempts(place, threshold))[
      threshold - 1
    ];
  }

  private get neverRuns(): boolean {
    return this.plan.failure?.stopCode === 'TaskFailedToStart';
  }

  private get failureThreshold(): number {
    return Math.min(200, Math.max(3, Math.ceil(this.plan.desiredCount / 2)));
  }

  private endOf({ until }: Place): Date | undefined {
    return until ?? this.supersededAt;
  }

  private failsAt(createdAt: Date): Date {
    return this.after(
      createdAt,
      this.neverRuns ? TASK_TIMELINE.pulled : TASK_TIMELINE.gone,
    );
  }

  private tasksOf(place: Place, index: number, now: Date): Task[] {
    const { failure } = this.plan;
    const end = this.endOf(place);
    if (!failure) return [this.task(place.from, index, 0, now, end)];
    return this.attempts(place, now).flatMap((createdAt, attempt) =>
      now.getTime() - createdAt.getTime() < RETENTION
        ? [this.task(createdAt, index, attempt, now, end)]
        : [],
    );
  }

  private failuresAmong(attemptsOf: (place: Place) => Date[]): Date[] {
    return this.places
      .flatMap(place => {
        const end = this.endOf(place);
        return attemptsOf(place)
          .map(createdAt => this.failsAt(createdAt))
          .filter(failedAt => !end || failedAt <= end);
      })
      .sort((a, b) => a.getTime() - b.getTime());
  }

  /** Start times of the failed tasks of a slot; after the circuit breaker has failed a deployment, it starts no more tasks. */
  private attempts(place: Place, now: Date): Date[] {
    const { brokenAt } = this;
    const end = this.endOf(place);
    const until = Math.min(
      ...[now, end, brokenAt].map(each => each?.getTime() ?? Infinity),
    );
    return this.endlessAttempts(place, Infinity, until);
  }

  /** The same without a circuit breaker: at most `most` of them, until a time in milliseconds. */
  private endlessAttempts(
    { from }: Place,
    most: number,
    until: number = Infinity,
  ): Date[] {
    const waits = this.neverRuns ? THROTTLED_SECONDS : [TASK_TIMELINE.gone];
    const attempts: Date[] = [];
    for (let at = from; at.getTime() < until && attempts.length < most; ) {
      attempts.push(at);
      const wait = waits[attempts.length - 1] ?? waits.at(-1);
      at = this.after(at, wait ?? 0);
    }
    return attempts;
  }

  private task(
    createdAt: Date,
    index: number,
    attempt: number,
    now: Date,
    end?: Date,
  ): Task {
    const { failure, taskDefinition, subnets } = this.plan;
    const { neverRuns } = this;
    const failsAt = this.failsAt(createdAt);
    const runsAt = this.after(createdAt, TASK_TIMELINE.running);
    const common = {
      id: digest(this.id, this.plan.serviceArn, `${index}`, `${attempt}`).slice(
        0,
        32,
      ),
      taskDefinition,
      deploymentId: this.id,
      createdAt,
      subnet: subnets[index % Math.max(1, subnets.length)],
      capacityProvider: chooseCapacityProvider(
        this.plan.capacityProviderStrategy,
        index,
      ),
    };
    const startedAt = !neverRuns && runsAt <= now ? runsAt : undefined;
    if (failure && failsAt <= now && !(end && end < failsAt)) {
      return {
        ...common,
        startedAt,
        lastStatus: 'STOPPED',
        stoppedAt: failsAt,
        stopCode: failure.stopCode,
        stoppedReason: failure.reason,
        // For a container that ran, ECS knows its exit code, not the cause.
        ...(neverRuns
          ? { containerReason: failure.reason }
          : { exitCode: failure.exitCode }),
      };
    }
    if (end && end <= now) {
      return {
        ...common,
        startedAt: startedAt && startedAt < end ? startedAt : undefined,
        lastStatus: 'STOPPED',
        stoppedAt: end,
        stopCode: 'ServiceSchedulerInitiated',
        stoppedReason: `Scaling activity initiated by (deployment ${this.id})`,
      };
    }
    if (startedAt) return { ...common, startedAt, lastStatus: 'RUNNING' };
    const provisionedAt = this.after(createdAt, TASK_TIMELINE.provisioned);
    return {
      ...common,
      lastStatus: provisionedAt <= now ? 'PENDING' : 'PROVISIONING',
    };
  }

  private after(date: Date, simulatedSeconds: number): Date {
    return new Date(date.getTime() + (simulatedSeconds * 1000) / this.speed);
  }
}

function digest(...parts: string[]): string {
  return createHash('sha256').update(parts.join('\n')).digest('hex');
}
