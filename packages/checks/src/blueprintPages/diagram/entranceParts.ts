import { resourcesOf, type Template } from '@streamflix/cdk-app/template';
import { privatePart, type InVpc } from './privatePart';
import { zonesOfSubnets } from './zonesOf';

/** The parts a request passes before it reaches the service. */
export function entranceParts(template: Template): InVpc[] {
  const links = resourcesOf(template, 'ApiGatewayV2::VpcLink').map(link =>
    privatePart(
      link,
      'VPC link',
      ['the only way in'],
      zonesOfSubnets(template, link.properties.SubnetIds),
    ),
  );
  const targets = resourcesOf(template, 'ElasticLoadBalancingV2::TargetGroup');
  const balancers = resourcesOf(
    template,
    'ElasticLoadBalancingV2::LoadBalancer',
  ).map(balancer =>
    privatePart(
      balancer,
      `Application Load Balancer, ${balancer.properties.Scheme}`,
      targets.map(
        ({ properties }) =>
          `targets on port ${properties.Port}, health check ${properties.HealthCheckPath} every ${properties.HealthCheckIntervalSeconds} s`,
      ),
      zonesOfSubnets(template, balancer.properties.Subnets),
    ),
  );
  return [...links, ...balancers];
}
