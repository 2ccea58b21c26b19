import {
  booleanOf,
  type Fields,
  listOf,
  numberOf,
  stringOf,
  stringsOf,
} from '../../world/values';
import type { Resource, World } from '../../world/World';
import { paginate } from '../paginate';
import { evaluateAlarm } from './evaluateAlarm';
import type { MetricCatalog } from './MetricCatalog';

/** The alarms of stacks, each in the state that its metric implies. Composite alarms are not imitated. */
export function describeAlarms(
  input: Fields,
  world: World,
  region: string,
  catalog: MetricCatalog,
): Fields {
  const names = stringsOf(input.AlarmNames);
  const prefix = stringOf(input.AlarmNamePrefix) ?? '';
  const types = stringsOf(input.AlarmTypes);
  const actionPrefix = stringOf(input.ActionPrefix);
  const alarms = world
    .list(region, 'AWS::CloudWatch::Alarm')
    .filter(({ phase }) => phase !== 'creating' && phase !== 'failed')
    .filter(
      ({ physicalId }) =>
        physicalId.startsWith(prefix) &&
        (!names.length || names.includes(physicalId)),
    )
    .map(alarm => describeAlarm(alarm, world, catalog))
    .filter(
      ({ StateValue, AlarmActions }) =>
        (stringOf(input.StateValue) ?? StateValue) === StateValue &&
        (!actionPrefix ||
          AlarmActions.some(action => action.startsWith(actionPrefix))),
    )
    .sort((a, b) => a.AlarmName.localeCompare(b.AlarmName));
  const { items, nextToken } = paginate(
    types.length && !types.includes('MetricAlarm') ? [] : alarms,
    numberOf(input.MaxRecords) ?? 50,
    stringOf(input.NextToken),
    'InvalidNextToken',
  );
  return { MetricAlarms: items, CompositeAlarms: [], NextToken: nextToken };
}

function describeAlarm(alarm: Resource, world: World, catalog: MetricCatalog) {
  const { properties } = alarm;
  const { value, reason } = evaluateAlarm(alarm, catalog, world.now());
  return {
    AlarmName: alarm.physicalId,
    AlarmArn: `arn:aws:cloudwatch:${alarm.region}:${world.accountId}:alarm:${alarm.physicalId}`,
    AlarmDescription: properties.AlarmDescription,
    ActionsEnabled: booleanOf(properties.ActionsEnabled) ?? true,
    OKActions: stringsOf(properties.OKActions),
    AlarmActions: stringsOf(properties.AlarmActions),
    InsufficientDataActions: stringsOf(properties.InsufficientDataActions),
    StateValue: value,
    StateReason: reason,
    StateUpdatedTimestamp: alarm.updatedAt,
    AlarmConfigurationUpdatedTimestamp: alarm.updatedAt,
    Metrics: properties.Metrics ? listOf(properties.Metrics) : undefined,
    MetricName: properties.MetricName,
    Namespace: properties.Namespace,
    Statistic: properties.Statistic,
    ExtendedStatistic: properties.ExtendedStatistic,
    Dimensions: listOf(properties.Dimensions),
    Period: numberOf(properties.Period),
    Unit: properties.Unit,
    EvaluationPeriods: numberOf(properties.EvaluationPeriods),
    DatapointsToAlarm: numberOf(properties.DatapointsToAlarm),
    Threshold: numberOf(properties.Threshold),
    ComparisonOperator: properties.ComparisonOperator,
    TreatMissingData: properties.TreatMissingData,
  };
}
