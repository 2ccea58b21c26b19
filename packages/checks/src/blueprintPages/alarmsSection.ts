import {
  isValues,
  valueAt,
} from '@streamflix/backstage-plugin-streamflix-common/environment';
import { designOf, type BlueprintDesign } from './BlueprintDesign';
import { code, grouped, section, table } from './markdown';
import {
  resourcesOf,
  type Entry,
  type Template,
} from '@streamflix/cdk-app/template';

/** Namespace and name of an alarm's metric; for several metrics, the alarm uses the worst one. */
function watched({ properties }: Entry): string {
  const metrics = [properties.Metrics ?? []]
    .flat()
    .map(query => valueAt(query, 'MetricStat.Metric'))
    .filter(isValues);
  const [first] = metrics.length > 0 ? metrics : [properties];
  const name = code(`${first.Namespace} ${first.MetricName}`);
  return metrics.length > 0 ? `worst of ${metrics.length} × ${name}` : name;
}

function statisticOf({ properties }: Entry): string {
  const stats = [properties.Metrics ?? []]
    .flat()
    .map(query => valueAt(query, 'MetricStat.Stat'))
    .filter(stat => stat !== undefined);
  return String(properties.Statistic ?? stats[0]);
}

const seconds = ({ properties }: Entry) =>
  Number(
    properties.Period ??
      [properties.Metrics ?? []]
        .flat()
        .map(query => valueAt(query, 'MetricStat.Period'))
        .find(period => period !== undefined),
  );

const alarmTable = (template: Template) =>
  table(
    ['Alarm', 'Metric', 'Statistic', 'Above', 'Periods'],
    resourcesOf(template, 'CloudWatch::Alarm').map(alarm => [
      code(alarm.id),
      watched(alarm),
      statisticOf(alarm),
      grouped(Number(alarm.properties.Threshold)),
      `${alarm.properties.EvaluationPeriods} × ${seconds(alarm) / 60} min`,
    ]),
  );

/** The blueprint's alarms; if it has none, the alarms it could have. */
export function alarmsSection({
  blueprint,
  template,
}: BlueprintDesign): string {
  const none = resourcesOf(template, 'CloudWatch::Alarm').length === 0;
  const shown = none
    ? designOf(blueprint.id, { observability: { alarms: true } }).template
    : template;
  return section(
    'Alarms',
    none
      ? 'None by default. With _Alarms_ switched on in the form, there are these and a topic they go to:'
      : 'They go to the topic `AlarmTopic`, when they begin and when they end.',
    alarmTable(shown),
    'Units are those of the metric: percent, milliseconds, bytes or a count. Missing data is no alarm: an idle part sends none.',
  );
}
