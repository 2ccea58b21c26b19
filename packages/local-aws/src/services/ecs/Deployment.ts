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
  }

  /** Adds or removes places so that there are as many as desired. */
  scale(desired: number, at: Date): void {
    const open = this.places.filter(({ until }) => !until);
    for (const place of open.slice(desired)) place.until = at;
    for (let count = open.length; count < desired; count++) {
      this.places.push({ from: at });
    }
  }

  /** The moment from which every place is filled by a running task; `undefined` when that never comes. */
  get completedAt(): Date | undefined {
    if (this.plan.failure) return undefined;
    const last = Math.max(
      this.plan.startedAt.getTime(),
      ...this.places.map(({ from }) => from.getTime()),
    );
    return this.after(new Date(last), TASK_TIMELINE.running);
  }

  tasks(now: Date): Task[] {
    return this.places
      .flatMap((place, index) => this.tasksOf(place, index, now))
      .filter(({ createdAt }) => createdAt <= now);
  }

  /** How many tasks have failed as ECS counts it. */
  failures(now: Date): number {
    const { failure, countsAsFailed } = this.plan;
    return failure && countsAsFailed
      ? this.tasks(now).filter(
          ({ stoppedReason }) => stoppedReason === failure.reason,
        ).length
      : 0;
  }

  /**
   * Whether the circuit breaker has ended the deployment: half the desired count has failed, at least 3 and at most 200 tasks.
   *
   * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-circuit-breaker.html
   */
  isBroken(now: Date): boolean {
    return (
      this.plan.circuitBreaker && this.failures(now) >= this.failureThreshold
    );
  }

  private get neverRuns(): boolean {
    return this.plan.failure?.stopCode === 'TaskFailedToStart';
  }

  private get failureThreshold(): number {
    return Math.min(200, Math.max(3, Math.ceil(this.places.length / 2)));
  }

  private tasksOf(place: Place, index: number, now: Date): Task[] {
    const { failure } = this.plan;
    const end = place.until ?? this.supersededAt;
    if (!failure) return [this.task(place.from, index, 0, now, end)];
    return this.attempts(place, end ?? now).flatMap((createdAt, attempt) =>
      now.getTime() - createdAt.getTime() < RETENTION
        ? [this.task(createdAt, index, attempt, now, end)]
        : [],
    );
  }

  /** When a place was filled in vain, until `end`; with a circuit breaker the scheduler gives up once enough tasks have failed. */
  private attempts({ from }: Place, end: Date): Date[] {
    const { circuitBreaker, countsAsFailed } = this.plan;
    const waits = this.neverRuns ? THROTTLED_SECONDS : [TASK_TIMELINE.gone];
    const most =
      circuitBreaker && countsAsFailed
        ? Math.ceil(this.failureThreshold / Math.max(1, this.places.length))
        : Infinity;
    const attempts: Date[] = [];
    for (let at = from; at < end && attempts.length < most; ) {
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
    const stopsAt = this.after(
      createdAt,
      neverRuns ? TASK_TIMELINE.pulled : TASK_TIMELINE.gone,
    );
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
    if (failure && stopsAt <= now) {
      return {
        ...common,
        startedAt,
        lastStatus: 'STOPPED',
        stoppedAt: stopsAt,
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
