import type { BlueprintDesign } from '../BlueprintDesign';
import { resourcesOf } from '@streamflix/cdk-app/template';
import { amount, byUse, type Quantity } from './Quantity';

/** Shared resources: keys, secrets, alarms, logs; and images. */
export function commonQuantities({
  spec,
  template,
}: BlueprintDesign): Quantity[] {
  const keys = resourcesOf(template, 'KMS::Key').length;
  const groups = resourcesOf(template, 'Logs::LogGroup').length;
  const alarms = resourcesOf(template, 'CloudWatch::Alarm');
  const metrics = alarms.reduce(
    (sum, { properties }) =>
      sum + (JSON.stringify(properties).match(/"MetricName"/g)?.length ?? 0),
    0,
  );
  const managed = /MasterUserSecret\.SecretArn/.test(JSON.stringify(template));
  return [
    ...(spec.registry.enabled
      ? [
          byUse(
            'ECR storage, GB-month',
            'images that were pushed; layers they share count once',
          ),
        ]
      : []),
    ...(keys > 0
      ? [
          {
            what: 'KMS keys',
            quantity: amount(keys),
            from: `${keys} key of its own; each of its first two yearly rotations adds one more`,
          },
          byUse(
            'KMS requests, million',
            'stores, queue, stream and logs asking for data keys',
          ),
        ]
      : []),
    ...(managed
      ? [
          {
            what: 'Secrets',
            quantity: '1',
            from: 'the one RDS makes; existing secrets are not part of the environment',
          },
        ]
      : []),
    ...(alarms.length > 0
      ? [
          {
            what: 'Metrics under alarm',
            quantity: amount(metrics),
            from: `${alarms.length} alarms; one that watches several metrics counts each`,
          },
        ]
      : []),
    ...(spec.observability.containerInsights === 'disabled'
      ? []
      : [
          byUse(
            `Container Insights (${spec.observability.containerInsights})`,
            'metrics for the cluster and each service; enhanced also for each task and container',
          ),
        ]),
    byUse(
      'Log data, GB',
      `what ${groups} log groups take in; kept ${spec.observability.logRetentionDays} days`,
    ),
    byUse(
      'Log storage, GB-month',
      `compressed; ${spec.observability.logRetentionDays} days of it at most`,
    ),
  ];
}
