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
import type { Task } from './Task';
import { findTaskDefinition } from './taskDefinitions';

const SERVICE = 'AWS::ECS::Service';
const SCALABLE_TARGET = 'AWS::ApplicationAutoScaling::ScalableTarget';

/** Whether auto-scaling sets the count of a service by this target. */
const scales = ({ type, properties }: Resource, { physicalId }: Resource) =>
  type === SCALABLE_TARGET &&
  properties.ServiceNamespace === 'ecs' &&
  physicalId.endsWith(`:${stringOf(properties.ResourceId)}`);

/** What a service looks like at one moment. */
export interface ServiceState {
  readonly desiredCount: number;
  /** The newest first; that is the primary one. */
  readonly deployments: readonly Deployment[];
}

/**
 * Keeps the deployments of each service. It follows every change of a service as it happens, so what a client sees depends on the time
 * alone, and not on who has asked before.
 */
export class ServiceScheduler {
  private readonly deployments = new WeakMap<Resource, Deployment[]>();

  constructor(private readonly world: World) {
    world.onChange(resource => this.follow(resource));
  }

  /** State of a service now. */
  observe(service: Resource): ServiceState {
    this.supersede(service);
    return {
      desiredCount: this.desiredCount(service),
      deployments: this.deployments.get(service) ?? [],
    };
  }

  /** Starts a deployment although the task definition is the same. */
  redeploy(service: Resource): void {
    this.supersede(service);
    this.deploy(service, this.world.now());
  }

  /** Tasks of all its deployments, stopped ones of the last hour included. */
  tasks(service: Resource): Task[] {
    return this.observe(service).deployments.flatMap(deployment =>
      deployment.tasks(this.world.now()),
    );
  }

  private follow(resource: Resource): void {
    const { region, type } = resource;
    if (type !== SERVICE && type !== SCALABLE_TARGET) return;
    this.world
      .list(region, SERVICE)
      .filter(service => service === resource || scales(resource, service))
      .forEach(service => this.update(service));
  }

  private update(service: Resource): void {
    this.supersede(service);
    const [primary] = this.deployments.get(service) ?? [];
    if (!primary) {
      this.deploy(service, service.createdAt);
    } else if (
      service.phase !== 'deleting' &&
      primary.plan.taskDefinition !== this.taskDefinitionArn(service)
    ) {
      this.deploy(service, this.world.now());
    } else {
      primary.scale(this.desiredCount(service), this.world.now());
    }
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
        desiredCount: this.desiredCount(service),
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

  private taskDefinitionArn(service: Resource): string {
    const reference = stringOf(service.properties.TaskDefinition) ?? '';
    return (
      findTaskDefinition(this.world, service.region, reference)?.physicalId ??
      reference
    );
  }

  /** Older deployments keep their tasks until the newest one runs, then end. */
  private supersede(service: Resource): void {
    const [current, ...older] = this.deployments.get(service) ?? [];
    const completedAt = current?.completedAt;
    if (!completedAt || completedAt > this.world.now()) return;
    for (const deployment of older) {
      deployment.supersededAt ??= completedAt;
    }
  }

  /** Auto-scaling keeps a service within its target's limits, whatever count it was given. */
  private desiredCount(service: Resource): number {
    const { region, properties, phase } = service;
    if (phase === 'deleting') return 0;
    const declared = numberOf(properties.DesiredCount) ?? 1;
    const target = this.world
      .list(region, SCALABLE_TARGET)
      .find(each => each.phase === 'available' && scales(each, service));
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
