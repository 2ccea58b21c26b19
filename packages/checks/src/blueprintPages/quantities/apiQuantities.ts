import type { BlueprintDesign } from '../BlueprintDesign';
import { resourcesOf } from '@streamflix/cdk-app/template';
import { amount, byUse, hours, type Quantity } from './Quantity';

/** Incoming traffic: load balancer, VPC link and API. */
export function apiQuantities({ template, spec }: BlueprintDesign): Quantity[] {
  const balancers = resourcesOf(
    template,
    'ElasticLoadBalancingV2::LoadBalancer',
  ).length;
  const links = resourcesOf(template, 'ApiGatewayV2::VpcLink').length;
  if (balancers === 0) return [];
  const isRest = spec.api.kind === 'rest';
  return [
    {
      what: 'Load balancer hours',
      quantity: amount(balancers * hours),
      from: `${balancers} × ${hours} h`,
    },
    byUse(
      'Load balancer capacity units (LCU)',
      'the largest of new connections, open connections, bytes and rules',
    ),
    {
      what: 'VPC link hours',
      quantity: amount(links * hours),
      from: `${links} × ${hours} h`,
    },
    byUse(
      `${isRest ? 'REST' : 'HTTP'} API requests, million`,
      'calls of the API',
    ),
    ...(isRest && spec.api.tracing
      ? [
          byUse(
            'X-Ray traces, million',
            'sampled: the first request of each second, and 5 % of the rest',
          ),
        ]
      : []),
  ];
}
