import {
  DescribeTasksCommand,
  ListTasksCommand,
  type ECSClient,
  type Task,
} from '@aws-sdk/client-ecs';
import { printable } from '@streamflix/backstage-plugin-streamflix-common';

/** A task that stopped unexpectedly. */
export interface FailedTask {
  id: string;
  stoppedAt?: Date;
  /** As AWS reports them, the most specific first; at least one. */
  reasons: string[];
  taskDefinition?: string;
  /** Names of the containers that failed; their logs may have the reason. */
  containers: string[];
}

/** ECS stops tasks when it scales or replaces them: not an error. Failed health checks have the same stop code. */
const ordinary = /^Scaling activity initiated by/;

function reasonsOf({ stoppedReason = '', containers = [] }: Task): string[] {
  // The container's reason is the cause; the task's reason is only that a container failed.
  const ofContainers = containers.flatMap(({ name, reason, exitCode }) => {
    // The task often repeats its container's reason.
    if (reason) return stoppedReason.includes(reason) ? [] : [reason];
    return exitCode ? [`Container ${name} exited with code ${exitCode}`] : [];
  });
  return [...ofContainers, stoppedReason].filter(Boolean).map(printable);
}

/**
 * The tasks of a service that stopped for a reason, newest first. ECS keeps them for about an hour, regardless of later
 * deployments.
 *
 * @param since - start of the operation: tasks that stopped earlier are ignored; undefined when unknown
 * @throws AwsError, or the SDK's error
 */
export async function readStoppedTasks(
  client: ECSClient,
  {
    cluster,
    service,
    since,
  }: { cluster: string; service: string; since: Date | undefined },
): Promise<FailedTask[]> {
  const { taskArns = [] } = await client.send(
    new ListTasksCommand({
      cluster,
      serviceName: service,
      desiredStatus: 'STOPPED',
    }),
  );
  if (taskArns.length === 0) return [];
  const { tasks = [] } = await client.send(
    new DescribeTasksCommand({ cluster, tasks: taskArns }),
  );
  return tasks
    .filter(
      ({ stoppedReason = '', stoppedAt }) =>
        !ordinary.test(stoppedReason) &&
        !(since && stoppedAt && stoppedAt < since),
    )
    .map(task => ({
      // ECS returns a task's id only as the end of its ARN.
      id: task.taskArn?.split('/').at(-1) ?? '',
      stoppedAt: task.stoppedAt,
      reasons: reasonsOf(task),
      taskDefinition: task.taskDefinitionArn,
      containers: (task.containers ?? []).flatMap(
        ({ name, reason, exitCode }) =>
          name && (reason || exitCode) ? [name] : [],
      ),
    }))
    .filter(({ reasons }) => reasons.length > 0)
    .sort(
      (a, b) => (b.stoppedAt?.getTime() ?? 0) - (a.stoppedAt?.getTime() ?? 0),
    );
}
