import { DescribeServicesCommand, type ECSClient } from '@aws-sdk/client-ecs';
import { readStoppedTasks, type FailedTask } from './readStoppedTasks';
import type { OperationEvent } from '../cloudformation/OperationEvent';

/** Maximum number of reasons reported; all tasks of a service stop for the same few. */
const maxReasons = 3;

/** `arn:aws:ecs:<region>:<account>:service/<cluster>/<service>` */
function parseServiceArn(arn: string | undefined) {
  const [, region, account, cluster, service] =
    /^arn:[^:]+:ecs:([^:]*):([^:]*):service\/([^/]+)\/([^/]+)$/.exec(
      arn ?? '',
    ) ?? [];
  return cluster && service ? { region, account, cluster, service } : undefined;
}

/** Unique reasons, as AWS reports them. */
export interface Diagnostics {
  /** Stopped tasks name the cause; a service's events often report only that its tasks did not start. */
  source: 'tasks' | 'events';
  reasons: readonly string[];
  /** The task that stopped last. */
  task?: FailedTask;
}

/**
 * Reads from ECS why a service failed: CloudFormation knows only that it did not become stable. Call it at once: a rollback
 * deletes the tasks with the cluster.
 *
 * @param first - the operation's first event: earlier events of the service are ignored
 * @returns undefined when there are no reasons, as when the failed resource is no ECS service
 * @throws AwsError, or the SDK's error
 */
export async function readDiagnostics(
  client: ECSClient,
  failure: Pick<OperationEvent, 'resourceType' | 'physicalId'>,
  first: Pick<OperationEvent, 'at'>,
): Promise<Diagnostics | undefined> {
  const since = new Date(first.at);
  const named =
    failure.resourceType === 'AWS::ECS::Service'
      ? parseServiceArn(failure.physicalId)
      : undefined;
  if (!named) return undefined;
  const { cluster, service } = named;
  const tasks = await readStoppedTasks(client, { ...named, since });
  if (tasks.length > 0) {
    const reasons = new Set(tasks.flatMap(task => task.reasons));
    return {
      source: 'tasks',
      reasons: [...reasons].slice(0, maxReasons),
      task: tasks[0],
    };
  }
  const { services = [] } = await client.send(
    new DescribeServicesCommand({ cluster, services: [service] }),
  );
  const reasons = services
    .flatMap(({ events = [] }) => events)
    .flatMap(({ message = '', createdAt }) =>
      /unable to|unhealthy|failed/i.test(message) &&
      !(createdAt && createdAt < since)
        ? [message]
        : [],
    )
    .slice(0, maxReasons);
  return reasons.length > 0 ? { source: 'events', reasons } : undefined;
}
