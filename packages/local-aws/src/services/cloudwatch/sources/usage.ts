import { findTaskDefinition } from '../../ecs/taskDefinitions';
import type { MetricSource } from '../MetricSource';

/**
 * What counts towards the quota of Fargate vCPUs, which leaves out spot capacity. Also published when nothing is used, which AWS does
 * not document.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/monitoring-fargate-usage.html
 */
export const usageMetrics: MetricSource = ({ world, scheduler }, region) => {
  const used = world
    .list(region, 'AWS::ECS::Service')
    .flatMap(service => scheduler.tasks(service))
    .filter(
      ({ lastStatus, capacityProvider }) =>
        lastStatus !== 'STOPPED' && capacityProvider !== 'FARGATE_SPOT',
    )
    .reduce((sum, { taskDefinition }) => {
      const found = findTaskDefinition(world, region, taskDefinition);
      return sum + Number(found?.properties.Cpu ?? 0) / 1024;
    }, 0);
  return [
    {
      namespace: 'AWS/Usage',
      name: 'ResourceCount',
      dimensions: {
        Service: 'Fargate',
        Type: 'Resource',
        Resource: 'vCPU',
        Class: 'Standard/OnDemand',
      },
      unit: 'None',
      since: new Date(0),
      at: () => ({ sum: used, sampleCount: 1, minimum: used, maximum: used }),
    },
  ];
};
