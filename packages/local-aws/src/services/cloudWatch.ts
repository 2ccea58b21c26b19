import type { Service } from '../protocols/Service';
import { AlarmEvents } from './cloudwatch/AlarmEvents';
import { describeAlarms } from './cloudwatch/describeAlarms';
import { getMetricData } from './cloudwatch/getMetricData';
import { getMetricStatistics } from './cloudwatch/getMetricStatistics';
import { MetricCatalog } from './cloudwatch/MetricCatalog';
import type { Observed } from './cloudwatch/MetricSource';

/**
 * CloudWatch: generated but stable values for existing resources, and the alarms of stacks. Its signing name is `monitoring`.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/Welcome.html
 */
export function createCloudWatch(observed: Observed): Service {
  const { world } = observed;
  const catalog = (region: string) => new MetricCatalog(observed, region);

  const events = new AlarmEvents(world, catalog);

  return {
    name: 'monitoring',
    operations: {
      GetMetricData: (input, { region }) =>
        getMetricData(input, catalog(region), world.now()),

      GetMetricStatistics: (input, { region }) =>
        getMetricStatistics(input, catalog(region), world.now()),

      DescribeAlarms: (input, { region }) =>
        describeAlarms(input, world, region, catalog(region)),
    },
    close: () => events.close(),
  };
}
