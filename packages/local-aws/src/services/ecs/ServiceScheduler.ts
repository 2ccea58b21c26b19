import {
  booleanOf,
  fieldsOf,
  listOf,
  numberOf,
  stringOf,
  stringsOf,
} from '../../values';
import type { Resource, StoppedTasks, World } from '../../World';
import { countsAsFailed } from './countsAsFailed';
import { Deployment } from './Deployment';
import { imagePullFailure } from './imagePullFailure';
import { type Task, TASK_TIMELINE } from './Task';
import { findTaskDefinition } from './taskDefinitions';

/** What a service looks like at one moment. */
export interface ServiceState {
  readonly desiredCount: number;
  /** The newest first; that is the primary one. */
  readonly deployments: readonly Deployment[];
}

/**
 * Remembers the deployments of each service. A change is noticed when somebody next looks, and dated to when the resource changed, so looking late
 * shows the same as looking all the time.
 */
export class ServiceScheduler {
  private readonly deployments = new WeakMap<Resource, Deployment[]>();

  constructor(private readonly world: World) {}

  /** State of a service now, whatever changed since anybody last looked. */
  observe(service: Resource): ServiceState {
    const isFirst = !this.deployments.has(service);
    return this.change(
      service,
      isFirst ? service.createdAt : this.changedAt(service),
    );
  }

  /** State of a service after a change at the given time; `force` begins a deployment though its task definition is the same. */
  change(service: Resource, at: Date, force = false): ServiceState {
    const desiredCount = this.desiredCount(service);
    const [primary] = this.deployments.get(service) ?? [];
    if (
      force ||
      primary?.plan.taskDefinition !== this.taskDefinitionArn(service)
    ) {
      this.deploy(service, at);
    }
    const [current, ...older] = this.deployments.get(service) ?? [];
    current.scale(
      desiredCount,
      current === primary ? at : current.plan.startedAt,
    );
    this.supersede(current, older);
    return { desiredCount, deployments: [current, ...older] };
  }

  /** Tasks of all its deployments, stopped ones of the last hour included. */
  tasks(service: Resource): Task[] {
    return this.observe(service).deployments.flatMap(deployment =>
      deployment.tasks(this.world.now()),
    );
  }

  private deploy(service: Resource, at: Date): void {
    const { properties } = service;
    const older = this.deployments.get(service) ?? [];
    const startedAt = new Date(
      Math.max(at.getTime(), (older[0]?.plan.startedAt.getTime() ?? 0) + 1),
    );
    const network = fieldsOf(
      fieldsOf(properties.NetworkConfiguration).AwsvpcConfiguration,
    );
    const breaker = fieldsOf(
      fieldsOf(properties.DeploymentConfiguration).DeploymentCircuitBreaker,
    );
    const taskDefinition = this.taskDefinitionArn(service);
    const definition = this.world.find(
      service.region,
      'AWS::ECS::TaskDefinition',
      taskDefinition,
    )?.properties;
    const failure = this.failure(service, definition);
    const deployment = new Deployment(
      {
        serviceArn: service.physicalId,
        taskDefinition,
        startedAt,
        subnets: stringsOf(network.Subnets),
        capacityProviderStrategy: listOf(properties.CapacityProviderStrategy),
        circuitBreaker: booleanOf(breaker.Enable) ?? false,
        failure,
        countsAsFailed:
          failure !== undefined &&
          countsAsFailed(failure.stopCode, properties, definition),
      },
      this.world.speed,
    );
    this.deployments.set(service, [deployment, ...older].slice(0, 10));
  }

  /**
   * When the tasks of a service began to change. CloudFormation waits until they have: of a change that is only noticed afterwards, they are at
   * the end.
   */
  private changedAt({ phase, updatedAt }: Resource): Date {
    if (phase === 'deleting') return this.world.now();
    const lead = phase === 'available' ? TASK_TIMELINE.running : 0;
    return new Date(updatedAt.getTime() - (lead * 1000) / this.world.speed);
  }

  private taskDefinitionArn(service: Resource): string {
    const reference = stringOf(service.properties.TaskDefinition) ?? '';
    return (
      findTaskDefinition(this.world, service.region, reference)?.physicalId ??
      reference
    );
  }

  /** Older deployments keep their tasks until the newest one runs, then end. */
  private supersede(current: Deployment, older: readonly Deployment[]) {
    const { completedAt } = current;
    if (!completedAt || completedAt > this.world.now()) return;
    for (const deployment of older) {
      deployment.supersededAt ??= completedAt;
    }
  }

  /** Auto-scaling keeps a service within its target's limits, whatever count it was given. */
  private desiredCount(service: Resource): number {
    const { region, properties, physicalId, phase } = service;
    if (phase === 'deleting') return 0;
    const declared = numberOf(properties.DesiredCount) ?? 1;
    const target = this.world
      .list(region, 'AWS::ApplicationAutoScaling::ScalableTarget')
      .find(
        each =>
          each.phase === 'available' &&
          each.properties.ServiceNamespace === 'ecs' &&
          physicalId.endsWith(`:${stringOf(each.properties.ResourceId)}`),
      );
    if (!target) return declared;
    const least = numberOf(target.properties.MinCapacity) ?? declared;
    const most = numberOf(target.properties.MaxCapacity) ?? declared;
    return Math.min(most, Math.max(least, declared));
  }

  private failure(
    service: Resource,
    definition: Resource['properties'] | undefined,
  ): StoppedTasks | undefined {
    const stopCode = 'TaskFailedToStart';
    // A resource that is told not to stabilise says why; for a service, its tasks are where that shows.
    if (service.phase !== 'available') {
      const { stoppedTasks, reason } = service;
      if (stoppedTasks) return stoppedTasks;
      if (reason) return { reason, stopCode };
    }
    const reason = listOf(definition?.ContainerDefinitions)
      .map(container =>
        imagePullFailure(stringOf(fieldsOf(container).Image) ?? ''),
      )
      .find(each => each !== undefined);
    return reason === undefined ? undefined : { reason, stopCode };
  }
}
