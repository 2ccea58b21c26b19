import { createHash } from 'node:crypto';
import {
  booleanOf,
  type Fields,
  fieldsOf,
  listOf,
  numberOf,
  stringOf,
} from '../../world/values';
import type { Resource, World } from '../../world/World';
import { tagsOf } from '../tagsOf';
import { clusterArnOf, nameOf } from './clusters';
import type { Deployment } from './Deployment';
import { lowerCamel } from '../lowerCamel';
import type { ServiceState } from './ServiceScheduler';
import type { Task } from './Task';

/** A service as `DescribeServices` returns it. */
export function describeService(
  world: World,
  service: Resource,
  { desiredCount, deployments }: ServiceState,
): Fields {
  const { properties } = service;
  const now = world.now();
  const tasks = deployments.flatMap(deployment => deployment.tasks(now));
  const current = deployments.filter(
    ({ supersededAt }) => !supersededAt || supersededAt > now,
  );
  return {
    serviceArn: service.physicalId,
    serviceName: nameOf(service.physicalId),
    clusterArn: clusterArnOf(world, service),
    status: service.phase === 'deleting' ? 'DRAINING' : 'ACTIVE',
    desiredCount,
    runningCount: count(tasks, 'RUNNING'),
    pendingCount: count(tasks, 'PENDING', 'PROVISIONING'),
    launchType: listOf(properties.CapacityProviderStrategy).length
      ? undefined
      : stringOf(properties.LaunchType) ?? 'FARGATE',
    capacityProviderStrategy: lowerCamel(
      listOf(properties.CapacityProviderStrategy),
    ),
    platformVersion: '1.4.0',
    platformFamily: 'Linux',
    taskDefinition: current[0]?.plan.taskDefinition,
    deploymentConfiguration: lowerCamel({
      MaximumPercent: 200,
      MinimumHealthyPercent: 100,
      ...fieldsOf(properties.DeploymentConfiguration),
    }),
    deployments: current.map((deployment, index) =>
      describeDeployment(service, deployment, index, desiredCount, now),
    ),
    events: events(service, deployments, now),
    loadBalancers: lowerCamel(listOf(properties.LoadBalancers)),
    networkConfiguration: lowerCamel(properties.NetworkConfiguration),
    healthCheckGracePeriodSeconds: numberOf(
      properties.HealthCheckGracePeriodSeconds,
    ),
    schedulingStrategy: 'REPLICA',
    availabilityZoneRebalancing: stringOf(
      properties.AvailabilityZoneRebalancing,
    ),
    enableExecuteCommand: booleanOf(properties.EnableExecuteCommand) ?? false,
    propagateTags: stringOf(properties.PropagateTags) ?? 'NONE',
    createdAt: service.createdAt,
    createdBy: `arn:aws:iam::${world.accountId}:user/local-aws`,
    tags: lowerCamel(tagsOf(service)),
  };
}

function describeDeployment(
  service: Resource,
  deployment: Deployment,
  index: number,
  desiredCount: number,
  now: Date,
): Fields {
  const tasks = deployment.tasks(now);
  const { completedAt, plan } = deployment;
  const isComplete = completedAt !== undefined && completedAt <= now;
  const endedAt = completedAt ?? deployment.brokenAt;
  const hasEnded = endedAt !== undefined && endedAt <= now;
  const isBroken = hasEnded && !isComplete;
  const unbroken = isComplete ? 'COMPLETED' : 'IN_PROGRESS';
  return {
    id: deployment.id,
    status: index === 0 ? 'PRIMARY' : 'ACTIVE',
    taskDefinition: plan.taskDefinition,
    desiredCount: index === 0 ? desiredCount : tasks.filter(isUp).length,
    runningCount: count(tasks, 'RUNNING'),
    pendingCount: count(tasks, 'PENDING', 'PROVISIONING'),
    failedTasks: deployment.failures(now).length,
    createdAt: plan.startedAt,
    updatedAt: hasEnded ? endedAt : plan.startedAt,
    launchType: plan.capacityProviderStrategy.length ? undefined : 'FARGATE',
    capacityProviderStrategy: lowerCamel(plan.capacityProviderStrategy),
    platformVersion: '1.4.0',
    platformFamily: 'Linux',
    networkConfiguration: lowerCamel(service.properties.NetworkConfiguration),
    rolloutState: isBroken ? 'FAILED' : unbroken,
    rolloutStateReason: isBroken
      ? 'ECS deployment circuit breaker: tasks failed to start.'
      : `ECS deployment ${deployment.id} ${
          isComplete ? 'completed' : 'in progress'
        }.`,
  };
}

/**
 * Number of tasks that must fail to start before ECS reports that they do so consistently; it never reports this of tasks that
 * ran.
 */
const CONSISTENTLY = 3;

/** Newest first, as ECS returns them. */
function events(
  service: Resource,
  deployments: readonly Deployment[],
  now: Date,
): Fields[] {
  const name = nameOf(service.physicalId);
  const all = deployments.flatMap(deployment => {
    const tasks = deployment.tasks(now);
    const messages: [Date | undefined, string][] = [
      ...startedTogether(tasks).map((started): [Date, string] => [
        started[0].createdAt,
        `(service ${name}) has started ${started.length} tasks: ${started
          .map(({ id }) => `(task ${id})`)
          .join(' ')}.`,
      ]),
      [
        deployment.completedAt,
        `(service ${name}) (deployment ${deployment.id}) deployment completed.`,
      ],
      [deployment.completedAt, `(service ${name}) has reached a steady state.`],
    ];
    for (const task of tasks) {
      if (task.stopCode === 'TaskFailedToStart') {
        messages.push([
          task.stoppedAt,
          `(service ${name}) was unable to start (task ${task.id}): ${task.stoppedReason}`,
        ]);
      } else if (task.stoppedReason === deployment.plan.failure?.reason) {
        messages.push([
          task.stoppedAt,
          `(service ${name}) has stopped 1 running tasks: (task ${task.id}). Reason: ${task.stoppedReason}`,
        ]);
      }
    }
    const failures = deployment.failures(now);
    if (deployment.plan.failure?.stopCode === 'TaskFailedToStart') {
      messages.push([
        failures[CONSISTENTLY - 1],
        `(service ${name}) is unable to consistently start tasks successfully. For more information, see the Troubleshooting section of the Amazon ECS Developer Guide.`,
      ]);
    }
    messages.push([
      deployment.brokenAt,
      `(service ${name}) (deployment ${deployment.id}) deployment failed: tasks failed to start.`,
    ]);
    return messages;
  });
  return all
    .flatMap(([createdAt, message]) =>
      createdAt && createdAt <= now
        ? [{ id: eventId(name, createdAt, message), createdAt, message }]
        : [],
    )
    .sort((a, b) => b.createdAt.getTime() - a.createdAt.getTime())
    .slice(0, 100);
}

/** Tasks that the scheduler started at the same time. */
function startedTogether(tasks: readonly Task[]): Task[][] {
  const groups = new Map<number, Task[]>();
  for (const task of tasks) {
    const moment = task.createdAt.getTime();
    groups.set(moment, [...(groups.get(moment) ?? []), task]);
  }
  return [...groups.values()];
}

function eventId(name: string, createdAt: Date, message: string): string {
  const digest = createHash('sha256')
    .update(`${name} ${createdAt.toISOString()} ${message}`)
    .digest('hex');
  return digest.replace(
    /^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/,
    '$1-$2-$3-$4-$5',
  );
}

function isUp({ lastStatus }: Task): boolean {
  return lastStatus !== 'STOPPED';
}

function count(tasks: readonly Task[], ...statuses: string[]): number {
  return tasks.filter(({ lastStatus }) => statuses.includes(lastStatus)).length;
}
