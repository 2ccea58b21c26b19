import { fieldsOf, listOf } from '../../world/values';
import type { StoppedTasks } from '../../world/World';

type Properties = Readonly<Record<string, unknown>>;

/** Whether the health of a running task is checked: by a target group, Cloud Map, or a container's health check. */
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
 * Whether ECS counts tasks that stop like this as failed, which triggers a circuit breaker: tasks that never run, and tasks that
 * run if the service has a health check. Without a health check, a task counts as successful as soon as it runs.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-circuit-breaker.html
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Deployment.html `failedTasks`
 * @see https://repost.aws/knowledge-center/ecs-deployment-roll-back-failure
 * @param service - properties of the `AWS::ECS::Service`
 * @param definition - properties of its `AWS::ECS::TaskDefinition`
 */
export const countsAsFailed = (
  stopCode: StoppedTasks['stopCode'],
  service: Properties,
  definition: Properties | undefined,
): boolean =>
  stopCode === 'TaskFailedToStart' || hasHealthCheck(service, definition);
