import { createHash } from 'node:crypto';
import type { StoppedTasks } from '../../World';
import { chooseCapacityProvider } from './chooseCapacityProvider';
import { type Task, TASK_TIMELINE } from './Task';

/** One place of the desired count, filled by one task after another. */
interface Place {
  readonly from: Date;
  until?: Date;
}

export interface DeploymentPlan {
  readonly serviceArn: string;
  readonly taskDefinition: string;
  readonly startedAt: Date;
  /** How many tasks there are to be at the start. */
  readonly desiredCount: number;
  readonly subnets: readonly string[];
  readonly capacityProviderStrategy: readonly unknown[];
  /** Why no task of it can start, or stay. */
  readonly failure?: StoppedTasks;
  /** Whether ECS counts such a task as failed. */
  readonly countsAsFailed: boolean;
  readonly circuitBreaker: boolean;
}

/**
 * How long the scheduler waits before it fills a place again whose task never ran: ever longer, in simulated seconds. AWS tells the
 * longest wait, 27 minutes, and not the steps. A task that ran is replaced at once, however often.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-throttle-logic.html
 */
const THROTTLED_SECONDS = [60, 120, 240, 480, 960, 1620];
/** Stopped tasks are listed for an hour, here of real time so that somebody can read their reasons. */
const RETENTION = 60 * 60 * 1000;

/** One rollout of a service: where its tasks are at any moment follows from when it began. */
export class Deployment {
  readonly id: string;
  private readonly places: Place[] = [];
  /** When a newer deployment began. */
  supersededAt?: Date;

  constructor(readonly plan: DeploymentPlan, private readonly speed: number) {
    this.id = `ecs-svc/${BigInt(
      `0x${digest(plan.serviceArn, plan.startedAt.toISOString()).slice(0, 15)}`,
    )
      .toString()
      .padStart(19, '0')}`;
    this.scale(plan.desiredCount, plan.startedAt);
  }

  /** Adds or removes places so that there are as many as desired. */
  scale(desired: number, at: Date): void {
    const open = this.places.filter(({ until }) => !until);
    for (const place of open.slice(desired)) place.until = at;
    for (let count = open.length; count < desired; count++) {
      this.places.push({ from: at });
    }
  }

  /** When the tasks it started with all run, which a later change of their count does not undo; `undefined` when they never do. */
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

  /** When each task failed that ECS counts as failed, the earliest first. */
  failures(now: Date): Date[] {
    return this.plan.countsAsFailed
      ? this.failuresAmong(place => this.attempts(place, now)).filter(
          failedAt => failedAt <= now,
        )
      : [];
  }

  /**
   * When the circuit breaker ends the deployment: half the desired count has failed, at least 3 and at most 200 tasks.
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

  /** When a place was filled in vain; a deployment that the circuit breaker has ended starts no more tasks. */
  private attempts(place: Place, now: Date): Date[] {
    const { brokenAt } = this;
    const end = this.endOf(place);
    const until = Math.min(
      ...[now, end, brokenAt].map(each => each?.getTime() ?? Infinity),
    );
    return this.endlessAttempts(place, Infinity, until);
  }

  /** The same without a circuit breaker, `most` of them, until a time in milliseconds. */
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
        // Of a container that ran, ECS knows how it ended rather than why.
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
