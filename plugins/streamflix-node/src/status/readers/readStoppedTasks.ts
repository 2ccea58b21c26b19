import {
  DescribeTasksCommand,
  ListTasksCommand,
  type Task,
} from '@aws-sdk/client-ecs';
import type { EcsServiceFacts } from '@streamflix/backstage-plugin-streamflix-common';
import type { ReadContext } from '../ReadContext';
import { unread } from '../reading';

const told = 5;

/** ECS itself stops tasks when it scales or replaces them: no trouble. */
const ordinary = /^Scaling activity initiated by/;

/** What ECS says of the task, and of the containers that ended it. */
function reasonOf({ stoppedReason = '', containers = [] }: Task): string {
  const ends = containers.flatMap(({ name, reason, exitCode }) => {
    // Often the task merely repeats what its container says.
    if (reason)
      return stoppedReason.includes(reason) ? [] : `${name}: ${reason}`;
    return exitCode ? `${name} ended with exit code ${exitCode}` : [];
  });
  return [stoppedReason, ...ends].filter(Boolean).join(' — ');
}

/** The tasks of a service that stopped for a reason since a deployment began, newest first. ECS remembers them for about an hour. */
export async function readStoppedTasks(
  { clients: { ecs }, place }: ReadContext,
  cluster: string,
  serviceName: string,
  since: Date = new Date(0),
): Promise<Pick<EcsServiceFacts, 'stoppedTasks' | 'stoppedTasksUnread'>> {
  let action = 'ecs:ListTasks';
  try {
    const { taskArns = [] } = await ecs.send(
      new ListTasksCommand({ cluster, serviceName, desiredStatus: 'STOPPED' }),
    );
    if (taskArns.length === 0) return { stoppedTasks: [] };
    action = 'ecs:DescribeTasks';
    const { tasks = [] } = await ecs.send(
      new DescribeTasksCommand({ cluster, tasks: taskArns }),
    );
    const stops = tasks
      .filter(
        ({ stoppedAt = since, stoppedReason = '' }) =>
          stoppedAt >= since && !ordinary.test(stoppedReason),
      )
      .sort(
        (a, b) => (b.stoppedAt?.getTime() ?? 0) - (a.stoppedAt?.getTime() ?? 0),
      )
      .slice(0, told)
      .map(task => ({
        // ECS shows a task's id only as the end of its ARN.
        taskId: task.taskArn?.split('/').at(-1) ?? '',
        reason: reasonOf(task),
        stoppedAt: task.stoppedAt?.toISOString(),
      }));
    return { stoppedTasks: stops };
  } catch (error) {
    const { reason } = unread(error, { action, ...place });
    return { stoppedTasks: [], stoppedTasksUnread: reason };
  }
}
