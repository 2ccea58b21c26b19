import {
  DescribeServicesCommand,
  DescribeTasksCommand,
  ListTasksCommand,
  type ECSClient,
  type Task,
} from '@aws-sdk/client-ecs';
import type { OperationEvent } from './OperationEvent';

/** Stopped tasks that are looked at; all of a service's tasks stop for the same few reasons. */
const looked = 10;

/** `arn:aws:ecs:<region>:<account>:service/<cluster>/<service>` */
function parseServiceArn(arn: string | undefined) {
  const [, cluster, service] =
    /^arn:[^:]+:ecs:[^:]*:[^:]*:service\/([^/]+)\/([^/]+)$/.exec(arn ?? '') ??
    [];
  return cluster && service ? { cluster, service } : undefined;
}

function reasonsOf({ stoppedReason, containers = [] }: Task): string[] {
  const ofContainers = containers.flatMap(({ name, reason, exitCode }) => {
    if (reason) return [reason];
    return exitCode ? [`Container ${name} exited with code ${exitCode}`] : [];
  });
  // The container's reason is the cause; the task's is that a container failed.
  return [...ofContainers, ...(stoppedReason ? [stoppedReason] : [])];
}

/**
 * What ECS says about a service that failed: CloudFormation knows only that it did not become stable.
 * To be read at once, for the tasks go with the cluster when the stack is rolled back.
 *
 * @returns reasons in AWS's words, each once; empty when the failed resource is no service, or is gone
 */
export async function readEvidence(
  client: ECSClient,
  failure: Pick<OperationEvent, 'resourceType' | 'physicalId'>,
): Promise<string[]> {
  const named =
    failure.resourceType === 'AWS::ECS::Service'
      ? parseServiceArn(failure.physicalId)
      : undefined;
  if (!named) return [];
  const { cluster, service } = named;
  const { taskArns = [] } = await client.send(
    new ListTasksCommand({
      cluster,
      serviceName: service,
      desiredStatus: 'STOPPED',
      maxResults: looked,
    }),
  );
  const { tasks = [] } = taskArns.length
    ? await client.send(new DescribeTasksCommand({ cluster, tasks: taskArns }))
    : {};
  const ofTasks = tasks
    // A task that was stopped because the service scaled in or was deleted has nothing to tell.
    .filter(({ stopCode }) => stopCode !== 'ServiceSchedulerInitiated')
    .flatMap(reasonsOf);
  const reasons = ofTasks.length ? ofTasks : tasks.flatMap(reasonsOf);
  if (reasons.length > 0) return [...new Set(reasons)].slice(0, 3);

  const { services = [] } = await client.send(
    new DescribeServicesCommand({ cluster, services: [service] }),
  );
  return services
    .flatMap(({ events = [] }) => events)
    .flatMap(({ message = '' }) =>
      /unable to|unhealthy|failed/i.test(message) ? [message] : [],
    )
    .slice(0, 3);
}
