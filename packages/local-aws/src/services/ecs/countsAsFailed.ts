import { fieldsOf, listOf } from '../../values';
import type { StoppedTasks } from '../../World';

type Properties = Readonly<Record<string, unknown>>;

/** Whether anything says of a running task that it is not well: a target group, Cloud Map, or a container's own check. */
function hasHealthCheck(
  service: Properties,
  definition: Properties | undefined,
): boolean {
  return (
    listOf(service.LoadBalancers).length > 0 ||
    listOf(service.ServiceRegistries).length > 0 ||
    listOf(definition?.ContainerDefinitions).some(
      container => fieldsOf(container).HealthCheck !== undefined,
    )
  );
}

/**
 * Whether ECS counts the tasks of a service that stop so as failed, which a circuit breaker acts on: those that never run, and of
 * those that run only the ones of a service with a health check. Without one, a task has passed once it runs.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-circuit-breaker.html
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Deployment.html `failedTasks`
 * @see https://repost.aws/knowledge-center/ecs-deployment-roll-back-failure
 * @param service - properties of the `AWS::ECS::Service`
 * @param definition - those of its `AWS::ECS::TaskDefinition`
 */
export const countsAsFailed = (
  stopCode: StoppedTasks['stopCode'],
  service: Properties,
  definition: Properties | undefined,
): boolean =>
  stopCode === 'TaskFailedToStart' || hasHealthCheck(service, definition);
