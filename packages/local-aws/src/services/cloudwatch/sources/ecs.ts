import { gauge } from '../behaviours';
import type { MetricSource } from '../MetricSource';
import { dataSince, metricsOf } from '../MetricSource';
import { clusterArnOf, nameOf } from '../../ecs/clusters';

const behaviours = {
  CPUUtilization: gauge('Percent', 6, 62),
  MemoryUtilization: gauge('Percent', 34, 58),
};

/** A service has metrics as soon as one of its deployments has had all its tasks running. */
export const ecsMetrics: MetricSource = ({ world, scheduler }, region) =>
  world.list(region, 'AWS::ECS::Service').flatMap(service => {
    const now = world.now();
    const firstRan = scheduler
      .observe(service)
      .deployments.map(({ completedAt }) => completedAt)
      .filter(date => date !== undefined && date <= now)
      .at(-1);
    const since =
      firstRan && dataSince(world, { phase: 'available', createdAt: firstRan });
    return metricsOf(
      'AWS/ECS',
      since,
      [
        {
          ClusterName: nameOf(clusterArnOf(world, service)),
          ServiceName: nameOf(service.physicalId),
        },
      ],
      behaviours,
    );
  });
