import type { Service } from '../Service';
import { type Fields, fieldsOf, listOf, stringOf } from '../values';
import { describeAlarms } from './cloudwatch/describeAlarms';
import { getMetricData } from './cloudwatch/getMetricData';
import { getMetricStatistics } from './cloudwatch/getMetricStatistics';
import type { Metric } from './cloudwatch/Metric';
import { MetricCatalog } from './cloudwatch/MetricCatalog';
import type { Observed } from './cloudwatch/MetricSource';
import { paginate } from './paginate';

/**
 * CloudWatch: generated but stable values for existing resources, and the alarms of stacks. Its signing name is `monitoring`.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/Welcome.html
 */
export function createCloudWatch(observed: Observed): Service {
  const { world } = observed;
  const catalog = (region: string) => new MetricCatalog(observed, region);

  return {
    name: 'monitoring',
    operations: {
      GetMetricData: (input, { region }) =>
        getMetricData(input, catalog(region), world.now()),

      GetMetricStatistics: (input, { region }) =>
        getMetricStatistics(input, catalog(region), world.now()),

      ListMetrics(input, { region }) {
        const { items, nextToken } = paginate(
          catalog(region).all.filter(metric => matches(metric, input)),
          500,
          stringOf(input.NextToken),
          'InvalidParameterValue',
        );
        return {
          Metrics: items.map(({ namespace, name, dimensions }) => ({
            Namespace: namespace,
            MetricName: name,
            Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({
              Name,
              Value,
            })),
          })),
          NextToken: nextToken,
        };
      },

      DescribeAlarms: (input, { region }) =>
        describeAlarms(input, world, region, catalog(region)),
    },
  };
}

function matches(metric: Metric, input: Fields): boolean {
  const wanted = listOf(input.Dimensions).map(fieldsOf);
  return (
    (stringOf(input.Namespace) ?? metric.namespace) === metric.namespace &&
    (stringOf(input.MetricName) ?? metric.name) === metric.name &&
    wanted.every(({ Name, Value }) => {
      const value = metric.dimensions[String(Name)];
      return value !== undefined && (stringOf(Value) ?? value) === value;
    })
  );
}
