import {
  booleanOf,
  fieldsOf,
  listOf,
  numberOf,
  stringOf,
  stringsOf,
} from '../../world/values';
import type { Resource, StoppedTasks, World } from '../../world/World';
import { countsAsFailed } from './countsAsFailed';
import { Deployment } from './Deployment';
import { imagePullFailure } from './imagePullFailure';
import type { Task } from './Task';
import { findTaskDefinition } from './taskDefinitions';

const SERVICE = 'AWS::ECS::Service';
const SCALABLE_TARGET = 'AWS::ApplicationAutoScaling::ScalableTarget';

/** Whether this scalable target sets the desired count of a service. */
const scales = ({ type, properties }: Resource, { physicalId }: Resource) =>
  type === SCALABLE_TARGET &&
  properties.ServiceNamespace === 'ecs' &&
  physicalId.endsWith(`:${stringOf(properties.ResourceId)}`);

/** The state of a service at one moment. */
export interface ServiceState {
  readonly desiredCount: number;
  /** Newest first; the first is the primary deployment. */
  readonly deployments: readonly Deployment[];
}

/**
 * Keeps the deployments of each service. It observes every change of a service as it happens, so that responses depend only on
 * the time and not on earlier requests.
 */
export class ServiceScheduler {
  private readonly deployments = new WeakMap<Resource, Deployment[]>();

  constructor(private readonly world: World) {
    world.onChange(resource => this.follow(resource));
  }

  /** The current state of a service. */
  observe(service: Resource): ServiceState {
    this.supersede(service);
    return {
      desiredCount: this.desiredCount(service),
      deployments: this.deployments.get(service) ?? [],
    };
  }

  /** Starts a deployment although the task definition is unchanged (`forceNewDeployment`). */
  redeploy(service: Resource): void {
    this.supersede(service);
    this.deploy(service, this.world.now());
  }

  /** Tasks of all its deployments, including those stopped in the last hour. */
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

  /** Older deployments keep their tasks until the newest one is complete, then end. */
  private supersede(service: Resource): void {
    const [current, ...older] = this.deployments.get(service) ?? [];
    const completedAt = current?.completedAt;
    if (!completedAt || completedAt > this.world.now()) return;
    for (const deployment of older) {
      deployment.supersededAt ??= completedAt;
    }
  }

  /** Auto Scaling keeps a service within its target's limits, whatever its desired count. */
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
    // A fault that prevents stabilisation has a reason; for a service, its tasks show it.
    if (service.phase !== 'available') {
      const { stoppedTasks, reason } = service;
      if (stoppedTasks) return stoppedTasks;
      if (reason) return { reason, stopCode };
    }
    const reason = listOf(definition?.ContainerDefinitions)
      .map(container =>
        imagePullFailure(
          this.world,
          stringOf(fieldsOf(container).Image) ?? '',
          definition,
        ),
      )
      .find(each => each !== undefined);
    return reason === undefined ? undefined : { reason, stopCode };
  }
}
