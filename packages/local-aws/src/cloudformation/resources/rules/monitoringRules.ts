import { type Fields, fieldsOf, listOf, stringOf } from '../../../world/values';
import { having } from '../Candidate';
import { isRefusedRole } from './principals';
import {
  form,
  isSet,
  oneOf,
  parsedJson,
  rule,
  type ServiceRules,
  textOf,
} from './Rule';

const sizes = ['Bytes', 'Kilobytes', 'Megabytes', 'Gigabytes', 'Terabytes'];
const bits = ['Bits', 'Kilobits', 'Megabits', 'Gigabits', 'Terabits'];
const units = [
  ...['Seconds', 'Microseconds', 'Milliseconds', 'Percent', 'Count', 'None'],
  ...[...sizes, ...bits, 'Count'].flatMap(each => [each, `${each}/Second`]),
];

const isPeriod = (seconds: number) =>
  [10, 20, 30].includes(seconds) || (seconds > 0 && seconds % 60 === 0);

/** What an expression of metric maths refers to: words in lower case that are neither texts nor functions. */
const namesIn = (expression: string): string[] =>
  /^\s*(SELECT|SEARCH)\b/i.test(expression)
    ? []
    : expression
        .replace(/'[^']*'|"[^"]*"/g, '')
        .match(/(?<![\w.])[a-z]\w*(?!\w|\s*\()/g) ?? [];

/** What metric maths can call. */
const functions = new Set(
  'ABS ANOMALY_DETECTION_BAND AVG CEIL DATAPOINT_COUNT DATE DAY DB_PERF_INSIGHTS DIFF DIFF_TIME EPOCH FILL FIRST FLOOR HOUR IF INSIGHT_RULE_METRIC LAMBDA LAST LOG LOG10 MAX METRICS METRIC_COUNT MIN MINUTE MONTH PERIOD RATE REMOVE_EMPTY RUNNING_SUM SEARCH SERVICE_QUOTA SLICE SORT STDDEV SUM TIME_SERIES YEAR AND OR NOT'.split(
    ' ',
  ),
);

/** Why an expression of metric maths cannot be parsed. */
function problemOfExpression(expression: string): string | undefined {
  if (/^\s*SELECT\b/i.test(expression)) return undefined;
  const bare = expression.replace(/'[^']*'|"[^"]*"/g, '');
  let depth = 0;
  for (const each of bare) {
    if (each === '(') depth += 1;
    if (each === ')') depth -= 1;
    if (depth < 0) break;
  }
  if (depth !== 0) {
    return `Error in expression '${expression}': Invalid syntax`;
  }
  const called = bare.match(/\b[A-Za-z_]\w*(?=\s*\()/g) ?? [];
  const unknown = called.find(name => !functions.has(name.toUpperCase()));
  return (
    unknown &&
    `Error in expression '${expression}': unknown function ${unknown}`
  );
}

const statistic =
  /^(SampleCount|Average|Sum|Minimum|Maximum|p\d{1,2}(\.\d+)?|p100|IQM|(tm|wm|tc|ts|pr)[\d.(:%)]+)$/i;

/** The queries of an alarm: one of them is what it watches. */
function problemOfQueries(
  queries: readonly Fields[],
  hasBand: boolean,
): string | undefined {
  if (queries.length === 0) return undefined;
  const ids = queries.map(({ Id }) => stringOf(Id) ?? '');
  const wrong = ids.find(id => !/^[a-z]\w{0,254}$/.test(id));
  if (wrong !== undefined) {
    return `Invalid metrics list: the Id '${wrong}' must begin with a lowercase letter and contain only letters, digits and underscores`;
  }
  if (new Set(ids).size < ids.length) {
    return 'Invalid metrics list: every Id must be unique';
  }
  const unclear = queries.find(
    ({ Expression, MetricStat }) =>
      (Expression === undefined) === (MetricStat === undefined),
  );
  if (unclear) {
    return 'Invalid metrics list: exactly one of Expression and MetricStat must be specified';
  }
  if (queries.length > 20) {
    return 'Invalid metrics list: at most 20 queries are allowed';
  }
  const stranger = queries
    .flatMap(({ Expression }) => namesIn(stringOf(Expression) ?? ''))
    .find(name => !ids.includes(name));
  if (stranger !== undefined) {
    return `Invalid metrics list: the expression refers to ${stranger}, which is no Id`;
  }
  const malformed = queries
    .map(({ Expression }) => problemOfExpression(stringOf(Expression) ?? ''))
    .find(problem => problem !== undefined);
  if (malformed !== undefined) return malformed;
  const unknown = queries
    .map(({ MetricStat }) => fieldsOf(MetricStat).Stat)
    .find(each => each !== undefined && !statistic.test(String(each)));
  if (unknown !== undefined) {
    return `The value ${String(unknown)} for parameter Stat is not supported.`;
  }
  const period = queries
    .map(({ MetricStat }) => fieldsOf(MetricStat).Period)
    .find(each => each !== undefined && !isPeriod(Number(each)));
  if (period !== undefined) {
    return `Period must be 10, 20, 30 or a multiple of 60, but is ${String(
      period,
    )}`;
  }
  const returned = queries.filter(
    ({ ReturnData = true }) => String(ReturnData) === 'true',
  );
  // An alarm on a band returns the metric as well.
  return returned.length === 1 || (hasBand && returned.length === 2)
    ? undefined
    : 'Invalid metrics list: exactly one query must have ReturnData set to true';
}

const putMetricAlarm =
  'https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html';

/** States of alarms, joined by operators and grouped by parentheses. */
function isAlarmRule(text: string): boolean {
  const left = text.replace(
    /\b(ALARM|OK|INSUFFICIENT_DATA)\s*\(\s*("[^"]+"|'[^']+'|[^\s()"']+)\s*\)|\b(TRUE|FALSE)\b/g,
    '1',
  );
  const reduced = (rest: string): string => {
    const next = rest
      .replace(/\bNOT\s+1/g, '1')
      .replace(/\(\s*1\s*\)/g, '1')
      .replace(/1\s+(AND|OR)\s+1/g, '1');
    return next === rest ? rest : reduced(next);
  };
  return text.includes('AT_LEAST') || reduced(left).trim() === '1';
}

/** The grid of a dashboard has 24 columns. */
function problemOfWidget(widget: Readonly<Fields>): string | undefined {
  const { type, properties, width = 6, height = 6, x = 0 } = widget;
  if (type === undefined) return 'Should have required property type';
  if (properties === undefined) {
    return 'Should have required property properties';
  }
  const within = (value: unknown, from: number, to: number) =>
    Number(value) >= from && Number(value) <= to;
  if (!within(width, 1, 24)) return 'The width should be from 1 to 24';
  if (!within(height, 1, 1000)) return 'The height should be from 1 to 1000';
  return within(x, 0, 23) ? undefined : 'x should be from 0 to 23';
}

/** The alarms that a rule of a composite alarm names: by name or by ARN. */
const alarmsIn = (text: string): string[] =>
  [
    ...text.matchAll(
      /\b(?:ALARM|OK|INSUFFICIENT_DATA)\s*\(\s*(?:"([^"]+)"|'([^']+)'|([^\s()"']+))\s*\)/g,
    ),
  ].map(([, double, single, bare]) => double ?? single ?? bare);

/** Alarms that a composite alarm watches exist: only stacks make alarms here. */
const watchedAlarms = rule(
  'https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutCompositeAlarm.html',
  candidate => {
    const { world, region } = candidate;
    const names = ['AWS::CloudWatch::Alarm', 'AWS::CloudWatch::CompositeAlarm']
      .flatMap(type => world.list(region, type))
      .flatMap(({ physicalId, properties, phase }) =>
        phase === 'deleting' ? [] : [physicalId, String(properties.AlarmName)],
      );
    const missing = alarmsIn(textOf(candidate, 'AlarmRule') ?? '').filter(
      name => !names.includes(name.replace(/^arn:.*:alarm:/, '')),
    );
    return missing.length > 0
      ? `Could not save the composite alarm as alarms [${missing.join(
          ', ',
        )}] in the alarm rule do not exist`
      : undefined;
  },
);

const cloudWatch: ServiceRules = {
  service: 'CloudWatch',
  rules: {
    'AWS::CloudWatch::CompositeAlarm': [
      form(
        'https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutCompositeAlarm.html',
        'AlarmRule',
        { test: isAlarmRule },
        () => 'AlarmRule must not contain syntax errors.',
      ),
      watchedAlarms,
    ],
    'AWS::CloudWatch::Dashboard': [
      rule(
        'https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutDashboard.html',
        candidate => {
          const body = textOf(candidate, 'DashboardBody');
          const widgets = fieldsOf(parsedJson(body)).widgets;
          if (body === undefined) return undefined;
          if (parsedJson(body) === undefined) {
            return 'The field DashboardBody must be a valid JSON object';
          }
          const problem = Array.isArray(widgets)
            ? widgets
                .map(fieldsOf)
                .map(problemOfWidget)
                .find(each => each !== undefined)
            : 'Should have required property widgets';
          return (
            problem &&
            `The dashboard body is invalid, there are 1 validation errors: ${problem}`
          );
        },
      ),
      form(
        'https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutDashboard.html',
        'DashboardName',
        /^[\w-]{1,255}$/,
        name =>
          `The value ${name} for field DashboardName contains invalid characters. It can only contain alphanumerics, dash (-) and underscore (_).`,
      ),
    ],
    'AWS::CloudWatch::Alarm': [
      rule(putMetricAlarm, candidate =>
        problemOfQueries(
          listOf(candidate.properties.Metrics).map(fieldsOf),
          isSet(candidate, 'ThresholdMetricId'),
        ),
      ),
      rule(putMetricAlarm, candidate => {
        if (isSet(candidate, 'EvaluationCriteria')) return undefined;
        const missing = ['ComparisonOperator', 'EvaluationPeriods'].find(
          name => !isSet(candidate, name),
        );
        if (missing) return `The parameter ${missing} must be specified`;
        if (!isSet(candidate, 'MetricName')) return undefined;
        const needed = ['Namespace', 'Period'].find(
          name => !isSet(candidate, name),
        );
        return needed && `The parameter ${needed} must be specified`;
      }),
      rule(putMetricAlarm, candidate => {
        const band = textOf(candidate, 'ThresholdMetricId');
        const operator = textOf(candidate, 'ComparisonOperator') ?? '';
        const needsBand = /(Upper|Lower)/.test(operator);
        if (needsBand !== (band !== undefined)) {
          return `ComparisonOperator ${operator} ${
            needsBand ? 'requires' : 'cannot be used with'
          } ThresholdMetricId`;
        }
        if (band !== undefined && isSet(candidate, 'Threshold')) {
          return 'Exactly one of Threshold and ThresholdMetricId must be specified';
        }
        const ids = listOf(candidate.properties.Metrics).map(
          each => fieldsOf(each).Id,
        );
        return band === undefined || ids.includes(band)
          ? undefined
          : `ThresholdMetricId ${band} does not match the Id of a metric`;
      }),
      oneOf(putMetricAlarm, 'EvaluateLowSampleCountPercentile', [
        'evaluate',
        'ignore',
      ]),
      rule(putMetricAlarm, candidate =>
        isSet(candidate, 'EvaluateLowSampleCountPercentile') &&
        !/^p/i.test(textOf(candidate, 'ExtendedStatistic') ?? '')
          ? 'EvaluateLowSampleCountPercentile can only be specified with a percentile'
          : undefined,
      ),
      rule(putMetricAlarm, ({ properties }) => {
        const keys = listOf(properties.Dimensions).map(
          each => fieldsOf(each).Name,
        );
        return new Set(keys).size < keys.length
          ? 'Duplicate dimension names are not allowed'
          : undefined;
      }),
      form(
        putMetricAlarm,
        'Namespace',
        /^[^:].{0,254}$/,
        value => `The value ${value} for parameter Namespace is invalid.`,
      ),
      oneOf(putMetricAlarm, 'Unit', units),
      rule(putMetricAlarm, candidate => {
        const text = textOf(candidate, 'Period');
        if (text === undefined) return undefined;
        return isPeriod(Number(text))
          ? undefined
          : `Period must be 10, 20, 30 or a multiple of 60, but is ${text}`;
      }),
      rule(putMetricAlarm, candidate => {
        const periods = Number(textOf(candidate, 'EvaluationPeriods') ?? 1);
        const period = Number(textOf(candidate, 'Period') ?? 60);
        const most = period >= 3600 ? 604_800 : 86_400;
        return periods * period > most
          ? `Metrics cannot be checked across more than ${
              most === 86_400 ? 'a day' : 'seven days'
            } (EvaluationPeriods * Period must be <= ${most}).`
          : undefined;
      }),
      rule(putMetricAlarm, candidate => {
        const periods = Number(textOf(candidate, 'EvaluationPeriods'));
        const points = textOf(candidate, 'DatapointsToAlarm');
        return points !== undefined && Number(points) > periods
          ? `DatapointsToAlarm must be less than or equal to EvaluationPeriods`
          : undefined;
      }),
      rule(putMetricAlarm, candidate => {
        const has = (name: string) => isSet(candidate, name);
        if (!has('MetricName') && !has('Metrics')) {
          return has('EvaluationCriteria')
            ? undefined
            : 'Exactly one of MetricName and Metrics must be specified';
        }
        if (has('MetricName') && has('Metrics')) {
          return 'Exactly one of MetricName and Metrics must be specified';
        }
        const statistics = ['Statistic', 'ExtendedStatistic'].filter(has);
        return has('MetricName') && statistics.length !== 1
          ? 'Exactly one of Statistic and ExtendedStatistic must be specified'
          : undefined;
      }),
      form(
        putMetricAlarm,
        'ExtendedStatistic',
        /^(p\d{1,2}(\.\d+)?|p100|IQM|(tm|wm|tc|ts|pr|PR|TM|WM|TC|TS)[\d.(:%)]+)$/i,
        value =>
          `The value ${value} for parameter ExtendedStatistic is not supported.`,
      ),
      rule(putMetricAlarm, candidate =>
        !isSet(candidate, 'Threshold') &&
        !isSet(candidate, 'ThresholdMetricId') &&
        !isSet(candidate, 'EvaluationCriteria')
          ? 'Exactly one of Threshold and ThresholdMetricId must be specified'
          : undefined,
      ),
      rule(putMetricAlarm, ({ properties }) =>
        ['AlarmActions', 'OKActions', 'InsufficientDataActions'].some(
          name => listOf(properties[name]).length > 5,
        )
          ? 'An alarm can have at most 5 actions of a kind'
          : undefined,
      ),
      form(
        putMetricAlarm,
        'TreatMissingData',
        /^(breaching|notBreaching|ignore|missing)$/,
        value =>
          `The value '${value}' for parameter TreatMissingData is invalid. It must be breaching, notBreaching, ignore or missing.`,
      ),
      rule(putMetricAlarm, ({ properties }) => {
        const actions = ['AlarmActions', 'OKActions', 'InsufficientDataActions']
          .flatMap(name => listOf(properties[name]))
          .map(String);
        const wrong = actions.find(action => !action.startsWith('arn:'));
        return wrong === undefined ? undefined : `Invalid arn syntax: ${wrong}`;
      }),
      rule(putMetricAlarm, ({ region, properties }) => {
        const elsewhere = [
          'AlarmActions',
          'OKActions',
          'InsufficientDataActions',
        ]
          .flatMap(name => listOf(properties[name]))
          .map(String)
          .filter(arn => /^arn:[\w-]+:sns:/.test(arn))
          .map(arn => arn.split(':')[3])
          .find(each => each !== region);
        return (
          elsewhere &&
          `Invalid region ${elsewhere} specified. Only ${region} is supported.`
        );
      }),
      rule(putMetricAlarm, candidate => {
        if (listOf(candidate.properties.Dimensions).length > 30) {
          return 'An alarm can have at most 30 dimensions.';
        }
        const periods = textOf(candidate, 'EvaluationPeriods');
        return periods !== undefined && !(Number(periods) >= 1)
          ? 'EvaluationPeriods must be at least 1'
          : undefined;
      }),
    ],
  },
};

const logApi =
  'https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/';

const asList = (value: unknown): unknown[] =>
  Array.isArray(value) ? value : [value];

/** Logs encrypts with a key only if the policy of the key lets it. */
const logKey = rule(
  'https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html',
  candidate => {
    const { world, region } = candidate;
    const id = textOf(candidate, 'KmsKeyId') ?? '';
    const key = world.find(region, 'AWS::KMS::Key', id.split('/').pop() ?? '');
    if (!key) return undefined;
    const { Statement } = fieldsOf(key.properties.KeyPolicy);
    const isAllowed = asList(Statement)
      .map(fieldsOf)
      .some(({ Effect, Principal, Action }) => {
        const services = asList(fieldsOf(Principal).Service).map(String);
        return (
          Effect === 'Allow' &&
          (Principal === '*' ||
            asList(fieldsOf(Principal).AWS).includes('*') ||
            services.some(each => /^logs\./.test(each))) &&
          asList(Action).some(each =>
            /^(\*|kms:(\*|Encrypt))/i.test(String(each)),
          )
        );
      });
    return isAllowed
      ? undefined
      : `The specified KMS key does not exist or is not allowed to be used with Arn 'arn:aws:logs:${region}:${
          world.accountId
        }:log-group:${textOf(candidate, 'LogGroupName') ?? ''}'`;
  },
);

/** Brackets of a filter pattern that are not closed; terms outside brackets are only words. */
function isFilterPattern(pattern: string): boolean {
  const text = pattern.trim().replace(/"(\\.|[^"\\])*"/g, 'a');
  if (text.includes('"')) return false;
  const [first] = text;
  if (first === '[') return text.endsWith(']');
  if (first !== '{') return true;
  const count = (character: string) => text.split(character).length;
  return text.endsWith('}') && count('(') === count(')');
}

const filterPattern = form(
  'https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html',
  'FilterPattern',
  { test: isFilterPattern },
  () => 'Invalid metric filter pattern',
);

/** Groups of the class for rare access have neither metric nor subscription filters. */
const filteredClass = rule(
  'https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CloudWatch_Logs_Log_Classes.html',
  candidate => {
    const { world, region } = candidate;
    const group = world.find(
      region,
      'AWS::Logs::LogGroup',
      textOf(candidate, 'LogGroupName') ?? '',
    );
    return group?.properties.LogGroupClass === 'INFREQUENT_ACCESS'
      ? 'This operation is not supported for log groups of the class INFREQUENT_ACCESS.'
      : undefined;
  },
);

const destination = rule(
  `${logApi}API_PutSubscriptionFilter.html`,
  candidate => {
    const [, vendor] =
      /^arn:[\w-]+:(kinesis|firehose|lambda):/.exec(
        textOf(candidate, 'DestinationArn') ?? '',
      ) ?? [];
    if (!vendor) return undefined;
    if (isSet(candidate, 'RoleArn') !== (vendor !== 'lambda')) {
      return `destinationArn for vendor ${vendor} cannot be used ${
        vendor === 'lambda' ? 'with' : 'without'
      } roleArn`;
    }
    const role = textOf(candidate, 'RoleArn');
    return ['logs', `logs.${candidate.region}`].every(name =>
      isRefusedRole(candidate, role, `${name}.amazonaws.com`),
    )
      ? 'Could not deliver test message to specified destination. Check if the destination is valid.'
      : undefined;
  },
);

const logs: ServiceRules = {
  service: 'CloudWatchLogs',
  rules: {
    'AWS::Logs::LogGroup': [
      form(
        `${logApi}API_CreateLogGroup.html`,
        'LogGroupName',
        /^(?!aws\/)/i,
        () => 'Log groups starting with AWS/ are reserved for AWS.',
      ),
      logKey,
    ],
    'AWS::Logs::MetricFilter': [
      filterPattern,
      filteredClass,
      rule(`${logApi}API_PutMetricFilter.html`, ({ properties }) => {
        const problem = listOf(properties.MetricTransformations)
          .map(fieldsOf)
          .some(
            ({ Dimensions, DefaultValue }) =>
              listOf(Dimensions).length > 0 && DefaultValue !== undefined,
          );
        return problem
          ? 'Invalid metric transformation: dimensions and default value are mutually exclusive properties.'
          : undefined;
      }),
      rule(
        'https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatch_limits_cwl.html',
        candidate =>
          having(
            candidate,
            'AWS::Logs::MetricFilter',
            'LogGroupName',
            candidate.properties.LogGroupName,
          ).length >= 100
            ? 'Resource limit exceeded.'
            : undefined,
        'create',
      ),
    ],
    'AWS::Logs::SubscriptionFilter': [
      filterPattern,
      filteredClass,
      destination,
      rule(
        'https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatch_limits_cwl.html',
        candidate =>
          having(
            candidate,
            'AWS::Logs::SubscriptionFilter',
            'LogGroupName',
            candidate.properties.LogGroupName,
          ).length >= 2
            ? 'Resource limit exceeded.'
            : undefined,
        'create',
      ),
    ],
  },
};

const putRule =
  'https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutRule.html';

const events: ServiceRules = {
  service: 'EventBridge',
  rules: {
    'AWS::Events::Rule': [
      rule(putRule, candidate =>
        isSet(candidate, 'EventPattern') ||
        isSet(candidate, 'ScheduleExpression')
          ? undefined
          : 'Parameter(s) EventPattern or ScheduleExpression must be specified.',
      ),
      form(
        'https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html',
        'ScheduleExpression',
        /^(rate\((1 (minute|hour|day)|([2-9]|[1-9]\d+) (minutes|hours|days))\)|cron\((\S+ ){5}\S+\))$/,
        () => 'Parameter ScheduleExpression is not valid.',
      ),
      rule(putRule, candidate => {
        const bus = textOf(candidate, 'EventBusName') ?? 'default';
        return isSet(candidate, 'ScheduleExpression') &&
          !/(^|\/)default$/.test(bus)
          ? 'ScheduleExpression is supported only on the default event bus.'
          : undefined;
      }),
      rule(putRule, ({ properties }) =>
        patternIsValid(properties.EventPattern)
          ? undefined
          : 'Event pattern is not valid. Reason: a field must be an array of values or an object of fields',
      ),
      rule(
        'https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutTargets.html',
        ({ properties }) => {
          const targets = listOf(properties.Targets).map(fieldsOf);
          const ids = targets.map(({ Id }) => String(Id));
          if (new Set(ids).size < ids.length) {
            return 'Each target of a rule must have an Id of its own.';
          }
          const inputs = ['Input', 'InputPath', 'InputTransformer'];
          return targets.some(
            target =>
              inputs.filter(name => target[name] !== undefined).length > 1,
          )
            ? 'Only one of Input, InputPath, or InputTransformer must be provided.'
            : undefined;
        },
      ),
    ],
  },
};

/** An object whose members are lists, or objects of the same kind. */
function patternIsValid(pattern: unknown): boolean {
  if (pattern === undefined) return true;
  const parsed = typeof pattern === 'string' ? parsedJson(pattern) : pattern;
  const isPattern = (value: unknown): boolean =>
    Array.isArray(value)
      ? value.length > 0
      : typeof value === 'object' &&
        value !== null &&
        Object.values(value).every(isPattern);
  return !Array.isArray(parsed) && isPattern(parsed);
}

/** What an account is watched with. */
export const monitoringRules: readonly ServiceRules[] = [
  cloudWatch,
  logs,
  events,
];
