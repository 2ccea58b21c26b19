import { templateOf } from '../__testUtils__/environment';
import {
  absent,
  cellsOf,
  resourcesOf,
  type Cell,
} from '../__testUtils__/platformTable';

/** Metric, dimensions, statistic, threshold, periods of five minutes. */
type Alarm = [string, Record<string, string>, string, number, number];

const ofTasks = (kind: 'service' | 'worker'): Record<string, Alarm> => {
  const on = { ClusterName: 'cluster-demo', ServiceName: `${kind}-demo` };
  return {
    [`${kind}-cpu-demo`]: ['CPUUtilization', on, 'Average', 80, 2],
    [`${kind}-memory-demo`]: ['MemoryUtilization', on, 'Average', 80, 2],
  };
};
const onStream = { StreamName: 'stream-demo' };
const ofStream: Record<string, Alarm> = {
  'stream-age-demo': [
    'GetRecords.IteratorAgeMilliseconds',
    onStream,
    'Maximum',
    60_000,
    2,
  ],
  'stream-throughput-demo': [
    'WriteProvisionedThroughputExceeded',
    onStream,
    'Sum',
    0,
    1,
  ],
};
const ofDatabase = (on: Record<string, string>): Record<string, Alarm> => ({
  'database-cpu-demo': ['CPUUtilization', on, 'Average', 80, 2],
  'database-connections-demo': ['DatabaseConnections', on, 'Average', 80, 2],
});
const onCacheNode = (node: number) => ({
  CacheClusterId: `redis-cache-demo-00${node}`,
});
const ofCache: Record<string, Alarm> = {
  'cache-cpu-demo': ['EngineCPUUtilization', onCacheNode(1), 'Average', 80, 2],
  'cache-memory-demo': [
    'DatabaseMemoryUsagePercentage',
    onCacheNode(1),
    'Average',
    80,
    2,
  ],
};
const ofApi: Record<string, Alarm> = {
  'api-errors-demo': ['5XXError', { ApiName: 'api-demo' }, 'Sum', 5, 1],
};

interface MetricStat {
  Metric: Record<string, unknown>;
  Stat: string;
  Period: number;
}

/** Exactly these alarms, above their threshold, over five minutes each, sent to the topic. */
function alarms(expected: Record<string, Alarm>): Cell[1] {
  return ({ body, template }) => {
    const found = resourcesOf(body, 'AWS::CloudWatch::Alarm').map(
      ([, properties]) => properties,
    );
    expect(found.map(({ AlarmName }) => AlarmName)).toEqual(
      Object.keys(expected),
    );
    for (const { Metrics, ...alarm } of found) {
      const [metric, on, statistic, threshold, periods] =
        expected[String(alarm.AlarmName)];
      expect(alarm).toMatchObject({
        Threshold: threshold,
        EvaluationPeriods: periods,
        ComparisonOperator: 'GreaterThanThreshold',
        AlarmActions: [{ Ref: 'AlarmTopic' }],
        OKActions: [{ Ref: 'AlarmTopic' }],
      });
      // A maximum of several metrics uses the settings of the first.
      const [{ Metric, Stat, Period }] = Array.isArray(Metrics)
        ? Metrics.flatMap<MetricStat>(({ MetricStat }) => MetricStat ?? [])
        : [{ Metric: alarm, Stat: alarm.Statistic, Period: alarm.Period }];
      expect([Metric.MetricName, Stat, Period]).toEqual([
        metric,
        statistic,
        300,
      ]);
      expect(Metric.Dimensions).toEqual(
        Object.entries(on).map(([Name, Value]) => ({ Name, Value })),
      );
    }
    template.hasResourceProperties('AWS::SNS::Topic', {
      TopicName: 'alarms-demo',
    });
  };
}

const none = absent('AWS::CloudWatch::Alarm', 'AWS::SNS::Topic');
const aurora = { DBClusterIdentifier: 'database-demo' };

const cells = cellsOf('alarms', {
  alarms: {
    'media-processing': none,
    'content-delivery': none,
    'video-pipeline': [
      'six, to an SNS topic: iterator age > 60 s (2×5 min), write throughput exceeded > 0, ECS CPU > 80 % and memory > 80 % (2×5 min), database CPU > 80 %, connections > 80',
      alarms({
        ...ofTasks('worker'),
        ...ofStream,
        ...ofDatabase(aurora),
      }),
    ],
    broadcast: [
      'on tasks, database, cache and API 5xx',
      alarms({
        ...ofTasks('service'),
        ...ofDatabase({ DBInstanceIdentifier: 'database-demo' }),
        ...ofCache,
        ...ofApi,
      }),
    ],
    complete: [
      'all six, for the service too, plus cache and API 5xx, by e-mail when asked',
      environment => {
        alarms({
          ...ofTasks('service'),
          ...ofTasks('worker'),
          ...ofStream,
          ...ofDatabase(aurora),
          ...ofCache,
          ...ofApi,
        })(environment);
        environment.template.resourceCountIs('AWS::SNS::Subscription', 0);
        templateOf('complete', {
          observability: { alarmEmail: 'video@example.com' },
        }).hasResourceProperties('AWS::SNS::Subscription', {
          TopicArn: { Ref: 'AlarmTopic' },
          Protocol: 'email',
          Endpoint: 'video@example.com',
        });
      },
    ],
  },
});

it.each(cells)('%s, %s: %s', (_row, _blueprint, _says, asserts) => asserts());
