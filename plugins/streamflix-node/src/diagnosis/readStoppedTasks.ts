import {
  DescribeTasksCommand,
  ListTasksCommand,
  type ECSClient,
  type Task,
} from '@aws-sdk/client-ecs';
import { printable } from '@streamflix/backstage-plugin-streamflix-common';
import { translateAwsError, type AwsCall } from '../aws/AwsError';

/** A task that ended although nobody meant it to. */
export interface FailedTask {
  id: string;
  stoppedAt?: Date;
  /** In AWS's words, the one nearest to the cause first; at least one. */
  reasons: string[];
}

/** ECS itself stops tasks when it scales or replaces them: no trouble. Its stop code is the same for failed health checks. */
const ordinary = /^Scaling activity initiated by/;

function reasonsOf({ stoppedReason = '', containers = [] }: Task): string[] {
  // The container's reason is the cause; the task's is that a container failed.
  const ofContainers = containers.flatMap(({ name, reason, exitCode }) => {
    // Often the task merely repeats what its container says.
    if (reason) return stoppedReason.includes(reason) ? [] : [reason];
    return exitCode ? [`Container ${name} exited with code ${exitCode}`] : [];
  });
  return [...ofContainers, stoppedReason].filter(Boolean).map(printable);
}

/**
 * The tasks of a service that stopped for a reason, newest first. ECS remembers them for about an hour, whatever has been
 * deployed since.
 *
 * @param since - when what is looked into began: what stopped before tells nothing of it; undefined when that is not known
 * @throws AwsError, or the SDK's error
 */
export async function readStoppedTasks(
  client: ECSClient,
  where: Omit<AwsCall, 'action'>,
  {
    cluster,
    service,
    since,
  }: { cluster: string; service: string; since: Date | undefined },
): Promise<FailedTask[]> {
  const { taskArns = [] } = await translateAwsError(
    { ...where, action: 'ecs:ListTasks' },
    () =>
      client.send(
        new ListTasksCommand({
          cluster,
          serviceName: service,
          desiredStatus: 'STOPPED',
        }),
      ),
  );
  if (taskArns.length === 0) return [];
  const { tasks = [] } = await translateAwsError(
    { ...where, action: 'ecs:DescribeTasks' },
    () => client.send(new DescribeTasksCommand({ cluster, tasks: taskArns })),
  );
  return tasks
    .filter(
      ({ stoppedReason = '', stoppedAt }) =>
        !ordinary.test(stoppedReason) &&
        !(since && stoppedAt && stoppedAt < since),
    )
    .map(task => ({
      // ECS shows a task's id only as the end of its ARN.
      id: task.taskArn?.split('/').at(-1) ?? '',
      stoppedAt: task.stoppedAt,
      reasons: reasonsOf(task),
    }))
    .filter(({ reasons }) => reasons.length > 0)
    .sort(
      (a, b) => (b.stoppedAt?.getTime() ?? 0) - (a.stoppedAt?.getTime() ?? 0),
    );
}
