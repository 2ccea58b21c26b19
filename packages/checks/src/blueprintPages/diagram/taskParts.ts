import {
  isValues,
  valueAt,
} from '@streamflix/backstage-plugin-streamflix-common/environment';
import {
  referencesIn,
  resourcesOf,
  type Entry,
  type Template,
} from '@streamflix/cdk-app/template';
import { privatePart, type InVpc } from './privatePart';
import { zonesOfSubnets } from './zonesOf';

function capacity({ properties }: Entry): string {
  return [properties.CapacityProviderStrategy]
    .flat()
    .filter(isValues)
    .map(({ CapacityProvider, Base, Weight }) =>
      [
        CapacityProvider,
        Base ? `base ${Base},` : '',
        `weight ${Weight}`,
      ].filter(Boolean),
    )
    .map(words => words.join(' '))
    .join('; ');
}

/** Services and workers. */
export function taskParts(template: Template): InVpc[] {
  // The service behind the load balancer is directly below it.
  const services = resourcesOf(template, 'ECS::Service').sort(
    (a, b) =>
      Number(!a.properties.LoadBalancers) - Number(!b.properties.LoadBalancers),
  );
  return services.map(service => {
    const [definition] = referencesIn(service.properties.TaskDefinition);
    const task = template.Resources[definition].Properties ?? {};
    const target = resourcesOf(
      template,
      'ApplicationAutoScaling::ScalableTarget',
    ).find(({ properties }) =>
      referencesIn(properties.ResourceId).includes(service.id),
    );
    const policies = resourcesOf(
      template,
      'ApplicationAutoScaling::ScalingPolicy',
    )
      .filter(({ properties }) =>
        referencesIn(properties.ScalingTargetId).includes(target?.id ?? ''),
      )
      .map(({ properties }) =>
        valueAt(
          properties,
          'TargetTrackingScalingPolicyConfiguration.PredefinedMetricSpecification',
        )
          ? `CPU ${valueAt(
              properties,
              'TargetTrackingScalingPolicyConfiguration.TargetValue',
            )} %`
          : `iterator age ${
              Number(
                valueAt(
                  properties,
                  'TargetTrackingScalingPolicyConfiguration.TargetValue',
                ),
              ) / 1000
            } s`,
      );
    return privatePart(
      service,
      `${service.id}: ECS on Fargate`,
      [
        `${target?.properties.MinCapacity}–${
          target?.properties.MaxCapacity
        } tasks of ${Number(task.Cpu) / 1024} vCPU, ${
          Number(task.Memory) / 1024
        } GiB; held at ${policies.join(' and ')}`,
        capacity(service),
      ],
      zonesOfSubnets(
        template,
        valueAt(
          service.properties,
          'NetworkConfiguration.AwsvpcConfiguration.Subnets',
        ),
      ),
    );
  });
}
