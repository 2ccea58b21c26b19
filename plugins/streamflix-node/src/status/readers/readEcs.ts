import { DescribeServicesCommand, type Service } from '@aws-sdk/client-ecs';
import {
  printable,
  stackOutputs,
  type EcsServiceFacts,
  type Reading,
} from '@streamflix/backstage-plugin-streamflix-common';
import pLimit from 'p-limit';
import { readStoppedTasks } from '../../diagnosis/readStoppedTasks';
import {
  inChunks,
  type Draft,
  type Drafts,
  type Named,
  type ReadContext,
} from '../ReadContext';
import { known, missing, unread } from '../reading';

/** Source: ECS API reference, `DescribeServices`. */
const servicesInCall = 10;
/** ECS cannot describe services of several clusters in one call; this leaves capacity for others in its rate limit. */
const maxConcurrentClusters = 5;

/** Stopped tasks to show; the tasks of a service usually stop for the same few reasons. */
const maxReportedStops = 5;

const namesOf = ({ outputs }: Named) =>
  [outputs[stackOutputs.serviceName], outputs[stackOutputs.workerName]].filter(
    Boolean,
  );

/** The cluster and the services of each environment, API service first. */
export async function readEcs(
  context: ReadContext,
  environments: readonly Named[],
): Promise<Drafts<'ecs'>> {
  const limit = pLimit(maxConcurrentClusters);
  const named = environments.filter(
    environment =>
      environment.outputs[stackOutputs.clusterName] &&
      namesOf(environment).length > 0,
  );
  return new Map(
    await Promise.all(
      named.map(environment =>
        limit(
          async () =>
            [environment, await readCluster(context, environment)] as const,
        ),
      ),
    ),
  );
}

async function readCluster(
  context: ReadContext,
  environment: Named,
): Promise<Reading<Draft<'ecs'>>> {
  const cluster = environment.outputs[stackOutputs.clusterName];
  const names = namesOf(environment);
  try {
    const answers = await Promise.all(
      inChunks(names, servicesInCall).map(services =>
        context.clients.ecs.send(
          new DescribeServicesCommand({ cluster, services }),
        ),
      ),
    );
    const services = answers.flatMap(answer => answer.services ?? []);
    const drafts: (() => EcsServiceFacts)[] = [];
    for (const name of names) {
      const service = services.find(each => each.serviceName === name);
      // ECS keeps a deleted service as INACTIVE for a while, then removes it.
      if (!service)
        return missing(`ECS knows no service ${name} in ${cluster}`);
      drafts.push(await draftService(context, cluster, service));
    }
    return known(() => ({ cluster, services: drafts.map(draft => draft()) }));
  } catch (error) {
    if (error instanceof Error && error.name === 'ClusterNotFoundException') {
      return missing(`ECS knows no cluster ${cluster}`);
    }
    return unread(error);
  }
}

async function draftService(
  context: ReadContext,
  cluster: string,
  service: Service,
): Promise<() => EcsServiceFacts> {
  const { serviceName: name = '', status = '' } = service;
  const { desiredCount = 0, runningCount = 0, pendingCount = 0 } = service;
  const primary = service.deployments?.find(each => each.status === 'PRIMARY');
  const { rolloutState, rolloutStateReason } = primary ?? {};
  const isStable = runningCount >= desiredCount && rolloutState === 'COMPLETED';
  const stops = isStable
    ? { stoppedTasks: [] }
    : await readStops(context, cluster, name, primary?.createdAt);
  const metrics = context.metrics.ask({
    namespace: 'AWS/ECS',
    dimensions: { ClusterName: cluster, ServiceName: name },
    metrics: {
      cpu: { metric: 'CPUUtilization', unit: 'percent' },
      memory: { metric: 'MemoryUtilization', unit: 'percent' },
    },
  });
  return () => ({
    name,
    status,
    desired: desiredCount,
    running: runningCount,
    pending: pendingCount,
    rollout: rolloutState,
    rolloutReason: rolloutStateReason && printable(rolloutStateReason),
    ...stops,
    metrics: metrics(),
  });
}

/** The tasks of a service that stopped for a reason since a deployment started, newest first. */
async function readStops(
  { clients: { ecs } }: ReadContext,
  cluster: string,
  service: string,
  since: Date | undefined,
): Promise<Pick<EcsServiceFacts, 'stoppedTasks' | 'stoppedTasksUnread'>> {
  try {
    const tasks = await readStoppedTasks(ecs, {
      cluster,
      service,
      since,
    });
    return {
      stoppedTasks: tasks
        .slice(0, maxReportedStops)
        .map(({ id, stoppedAt, reasons }) => ({
          taskId: id,
          reason: reasons.join(' — '),
          stoppedAt: stoppedAt?.toISOString(),
        })),
    };
  } catch (error) {
    return { stoppedTasks: [], stoppedTasksUnread: unread(error).reason };
  }
}
