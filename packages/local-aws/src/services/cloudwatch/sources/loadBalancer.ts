import { fieldsOf, listOf } from '../../../values';
import type { Resource, World } from '../../../World';
import { constant, duration, events, share, wholeGauge } from '../behaviours';
import {
  dataSince,
  metricsOf,
  type MetricSource,
  type Observed,
} from '../MetricSource';

const requests = events(20, 900);

const ofBalancer = {
  RequestCount: requests,
  TargetResponseTime: duration(requests, 'Seconds', 0.008, 0.09),
  ActiveConnectionCount: wholeGauge(4, 80),
  NewConnectionCount: events(4, 120),
  HTTPCode_Target_2XX_Count: events(20, 880),
  HTTPCode_Target_4XX_Count: share(requests, 0.01),
  HTTPCode_Target_5XX_Count: share(requests, 0.0008),
  HTTPCode_ELB_5XX_Count: constant('Count', 0),
};

const ofTargetGroup = {
  RequestCount: requests,
  TargetResponseTime: duration(requests, 'Seconds', 0.008, 0.09),
  UnHealthyHostCount: constant('Count', 0),
};

/** Load balancers and target groups publish under the last part of their ARN. */
export const loadBalancerMetrics: MetricSource = (observed, region) => {
  const { world } = observed;
  return world
    .list(region, 'AWS::ElasticLoadBalancingV2::LoadBalancer')
    .filter(({ physicalId }) => physicalId.includes(':loadbalancer/app/'))
    .flatMap(balancer => {
      const LoadBalancer = balancer.physicalId.split(':loadbalancer/')[1];
      const since = dataSince(world, balancer);
      return [
        ...metricsOf(
          'AWS/ApplicationELB',
          since,
          [{ LoadBalancer }],
          ofBalancer,
        ),
        ...targetGroupsOf(world, balancer).flatMap(group =>
          metricsOf(
            'AWS/ApplicationELB',
            since,
            [
              {
                TargetGroup: group.physicalId.split(':').pop() ?? '',
                LoadBalancer,
              },
            ],
            {
              ...ofTargetGroup,
              HealthyHostCount: constant('Count', targetCount(observed, group)),
            },
          ),
        ),
      ];
    });
};

/** The target groups of a load balancer, from its listeners. */
function targetGroupsOf(world: World, { region, physicalId }: Resource) {
  const targets = world
    .list(region, 'AWS::ElasticLoadBalancingV2::Listener')
    .filter(({ properties }) => properties.LoadBalancerArn === physicalId)
    .flatMap(({ properties }) => listOf(properties.DefaultActions))
    .map(action => fieldsOf(action).TargetGroupArn);
  return world
    .list(region, 'AWS::ElasticLoadBalancingV2::TargetGroup')
    .filter(group => targets.includes(group.physicalId));
}

/** Running tasks of the services that register with a target group. */
function targetCount({ world, scheduler }: Observed, group: Resource): number {
  return world
    .list(group.region, 'AWS::ECS::Service')
    .filter(({ properties }) =>
      listOf(properties.LoadBalancers).some(
        each => fieldsOf(each).TargetGroupArn === group.physicalId,
      ),
    )
    .flatMap(service => scheduler.tasks(service))
    .filter(({ lastStatus }) => lastStatus === 'RUNNING').length;
}
