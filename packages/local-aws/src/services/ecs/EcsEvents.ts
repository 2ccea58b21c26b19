import type { Fields } from '../../world/values';
import type { Resource, World } from '../../world/World';
import { describeTask } from './describeTask';
import type { Deployment } from './Deployment';
import type { ServiceScheduler } from './ServiceScheduler';

const SERVICE = 'AWS::ECS::Service';
/** Simulated seconds between two looks at a service whose tasks start or fail, and real milliseconds they take at least. */
const STEP = 5;
const SHORTEST = 250;

/** What was last reported of a service. */
interface Reported {
  /** Tasks by ARN, as DescribeTasks returned them. */
  readonly tasks: ReadonlyMap<string, Fields>;
  /** The last event of each deployment, by id. */
  readonly deployments: ReadonlyMap<string, string>;
}

const nothing: Reported = { tasks: new Map(), deployments: new Map() };

const stoppedByScheduler = {
  lastStatus: 'STOPPED',
  desiredStatus: 'STOPPED',
  stopCode: 'ServiceSchedulerInitiated',
};

const reasons: Readonly<Record<string, string>> = {
  SERVICE_DEPLOYMENT_IN_PROGRESS: 'ECS deployment {id} in progress.',
  SERVICE_DEPLOYMENT_COMPLETED: 'ECS deployment {id} completed.',
  SERVICE_DEPLOYMENT_FAILED:
    'ECS deployment circuit breaker: task failed to start.',
};

function eventName(
  { brokenAt, completedAt }: Deployment,
  now: Date,
): keyof typeof reasons {
  if (brokenAt && brokenAt <= now) return 'SERVICE_DEPLOYMENT_FAILED';
  return completedAt && completedAt <= now
    ? 'SERVICE_DEPLOYMENT_COMPLETED'
    : 'SERVICE_DEPLOYMENT_IN_PROGRESS';
}

/**
 * The events of services in regions that have a rule: the state of tasks follows from the time, so services are looked at while
 * they change.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_cwe_events.html
 */
export class EcsEvents {
  private readonly reported = new WeakMap<Resource, Reported>();
  private readonly timers = new Map<Resource, NodeJS.Timeout>();

  constructor(
    private readonly world: World,
    private readonly scheduler: ServiceScheduler,
  ) {
    world.onChange(resource => {
      if (resource.type === SERVICE) this.look(resource);
    });
  }

  close(): void {
    for (const timer of this.timers.values()) clearTimeout(timer);
  }

  private look(service: Resource): void {
    clearTimeout(this.timers.get(service));
    this.timers.delete(service);
    const { world } = this;
    if (world.list(service.region, 'AWS::Events::Rule').length === 0) return;
    const before = this.reported.get(service) ?? nothing;
    const exists = world.list(service.region, SERVICE).includes(service);
    const now = exists ? this.state(service) : nothing;
    this.reported.set(service, now);
    this.reportTasks(service, before.tasks, now.tasks);
    this.reportDeployments(service, before.deployments, now.deployments);
    const isStable =
      [...now.tasks.values()].every(({ lastStatus }) =>
        ['RUNNING', 'STOPPED'].includes(String(lastStatus)),
      ) &&
      ![...now.deployments.values()].includes('SERVICE_DEPLOYMENT_IN_PROGRESS');
    if (isStable) return;
    const delay = Math.max(SHORTEST, (STEP * 1000) / world.speed);
    this.timers.set(
      service,
      setTimeout(() => this.look(service), delay).unref(),
    );
  }

  private state(service: Resource): Reported {
    const now = this.world.now();
    const { deployments } = this.scheduler.observe(service);
    const tasks = deployments
      .flatMap(deployment => deployment.tasks(now))
      .map(task => describeTask(this.world, service, task));
    return {
      tasks: new Map(tasks.map(task => [String(task.taskArn), task])),
      deployments: new Map(
        deployments
          .filter(({ supersededAt }) => !supersededAt)
          .map(deployment => [deployment.id, eventName(deployment, now)]),
      ),
    };
  }

  private reportTasks(
    service: Resource,
    before: Reported['tasks'],
    tasks: Reported['tasks'],
  ): void {
    const gone = [...before].flatMap(([arn, task]): Fields[] =>
      tasks.has(arn) || task.lastStatus === 'STOPPED'
        ? []
        : [{ ...task, ...stoppedByScheduler }],
    );
    const changed = [...tasks].flatMap(([arn, task]): Fields[] =>
      before.get(arn)?.lastStatus === task.lastStatus ? [] : [task],
    );
    for (const { healthStatus, tags, ...task } of [...changed, ...gone]) {
      this.world.report({
        region: service.region,
        source: 'aws.ecs',
        detailType: 'ECS Task State Change',
        resources: [String(task.taskArn)],
        detail: { ...task, updatedAt: this.world.now() },
      });
    }
  }

  private reportDeployments(
    service: Resource,
    before: Reported['deployments'],
    deployments: Reported['deployments'],
  ): void {
    for (const [deploymentId, name] of deployments) {
      if (before.get(deploymentId) === name) continue;
      this.world.report({
        region: service.region,
        source: 'aws.ecs',
        detailType: 'ECS Deployment State Change',
        resources: [service.physicalId],
        detail: {
          eventType: name === 'SERVICE_DEPLOYMENT_FAILED' ? 'ERROR' : 'INFO',
          eventName: name,
          deploymentId,
          updatedAt: this.world.now(),
          reason: reasons[name].replace('{id}', deploymentId),
        },
      });
    }
  }
}
