import { createHash } from 'node:crypto';
import { type Fields, fieldsOf, listOf, stringOf } from '../../world/values';
import type { Resource, World } from '../../world/World';
import { zoneOfSubnet } from '../placement';
import { clusterArnOf, nameOf } from './clusters';
import type { Task } from './Task';
import { findTaskDefinition } from './taskDefinitions';

/** ARN of a service's task, which contains the cluster's name. */
export function taskArn(world: World, service: Resource, task: Task): string {
  const cluster = nameOf(clusterArnOf(world, service));
  return `arn:aws:ecs:${service.region}:${world.accountId}:task/${cluster}/${task.id}`;
}

/** A task as `DescribeTasks` returns it. */
export function describeTask(
  world: World,
  service: Resource,
  task: Task,
): Fields {
  const definition = findTaskDefinition(
    world,
    service.region,
    task.taskDefinition,
  );
  const arn = taskArn(world, service, task);
  const zone = zoneOfSubnet(world, service.region, task.subnet ?? '');
  const { Cpu, Memory } = definition?.properties ?? {};
  return {
    taskArn: arn,
    clusterArn: clusterArnOf(world, service),
    taskDefinitionArn: task.taskDefinition,
    group: `service:${nameOf(service.physicalId)}`,
    startedBy: task.deploymentId,
    lastStatus: task.lastStatus,
    desiredStatus: task.lastStatus === 'STOPPED' ? 'STOPPED' : 'RUNNING',
    connectivity: task.startedAt ? 'CONNECTED' : undefined,
    healthStatus: 'UNKNOWN',
    createdAt: task.createdAt,
    startedAt: task.startedAt,
    stoppingAt: task.stoppedAt,
    stoppedAt: task.stoppedAt,
    stopCode: task.stopCode,
    stoppedReason: task.stoppedReason,
    launchType: 'FARGATE',
    capacityProviderName: task.capacityProvider,
    platformVersion: '1.4.0',
    platformFamily: 'Linux',
    availabilityZone: zone,
    cpu: stringOf(Cpu),
    memory: stringOf(Memory),
    version: 1,
    attachments: task.subnet
      ? [
          {
            id: uuid(arn, 'attachment'),
            type: 'ElasticNetworkInterface',
            status: task.lastStatus === 'STOPPED' ? 'DELETED' : 'ATTACHED',
            details: [
              { name: 'subnetId', value: task.subnet },
              { name: 'networkInterfaceId', value: `eni-${hex(arn, 17)}` },
            ],
          },
        ]
      : [],
    containers: listOf(definition?.properties.ContainerDefinitions)
      .map(fieldsOf)
      .map(({ Name, Image }) => ({
        containerArn: `${arn.replace(':task/', ':container/')}/${uuid(
          arn,
          String(Name),
        )}`,
        taskArn: arn,
        name: Name,
        image: Image,
        lastStatus:
          task.lastStatus === 'PROVISIONING' ? 'PENDING' : task.lastStatus,
        healthStatus: 'UNKNOWN',
        reason: task.containerReason,
        exitCode: task.exitCode,
      })),
    overrides: { containerOverrides: [] },
    tags: [],
  };
}

function hex(text: string, length: number): string {
  return createHash('sha256').update(text).digest('hex').slice(0, length);
}

function uuid(...parts: string[]): string {
  return hex(parts.join('\n'), 32).replace(
    /^(.{8})(.{4})(.{4})(.{4})(.{12})$/,
    '$1-$2-$3-$4-$5',
  );
}
