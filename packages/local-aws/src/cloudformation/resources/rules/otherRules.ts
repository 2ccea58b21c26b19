import { fieldsOf, isFields, listOf, stringOf } from '../../../world/values';
import { allowsKeyAdministration, problemOfPolicy } from './problemOfPolicy';
import {
  form,
  isSet,
  isTrue,
  range,
  rule,
  type ServiceRules,
  textOf,
} from './Rule';

const stream =
  'https://docs.aws.amazon.com/kinesis/latest/APIReference/API_CreateStream.html';

const kinesis: ServiceRules = {
  service: 'Kinesis',
  rules: {
    'AWS::Kinesis::Stream': [
      range(
        'https://docs.aws.amazon.com/kinesis/latest/APIReference/API_IncreaseStreamRetentionPeriod.html',
        'RetentionPeriodHours',
        [24, 8760],
        hours =>
          `Minimum allowed retention period is 24 hours and maximum 8760 hours. Requested retention period (${hours} hours) is invalid.`,
      ),
      rule(stream, candidate => {
        const mode = fieldsOf(
          candidate.properties.StreamModeDetails,
        ).StreamMode;
        const hasCount = isSet(candidate, 'ShardCount');
        if (mode === 'ON_DEMAND') {
          return hasCount
            ? 'ShardCount must not be specified for a stream in ON_DEMAND mode.'
            : undefined;
        }
        return hasCount
          ? undefined
          : 'ShardCount must be specified for a stream in PROVISIONED mode.';
      }),
    ],
  },
};

const queue =
  'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_CreateQueue.html';

const sqs: ServiceRules = {
  service: 'Sqs',
  rules: {
    'AWS::SQS::Queue': [
      rule(queue, candidate =>
        isTrue(candidate, 'ContentBasedDeduplication') &&
        !isTrue(candidate, 'FifoQueue')
          ? 'Unknown Attribute ContentBasedDeduplication.'
          : undefined,
      ),
      rule(queue, candidate => {
        const name = textOf(candidate, 'QueueName');
        const isFifo = isTrue(candidate, 'FifoQueue');
        if (name === undefined) return undefined;
        if (isFifo !== name.endsWith('.fifo')) {
          return isFifo
            ? 'The name of a FIFO queue can only include alphanumeric characters, hyphens, or underscores, must end with .fifo suffix and be 1 to 80 in length.'
            : 'Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length';
        }
        return /^[\w-]{1,80}(\.fifo)?$/.test(name) && name.length <= 80
          ? undefined
          : 'Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length';
      }),
      ...(
        [
          ['DelaySeconds', 0, 900],
          ['MaximumMessageSize', 1024, 1_048_576],
          ['MessageRetentionPeriod', 60, 1_209_600],
          ['ReceiveMessageWaitTimeSeconds', 0, 20],
          ['VisibilityTimeout', 0, 43_200],
          ['KmsDataKeyReusePeriodSeconds', 60, 86_400],
        ] as const
      ).map(([name, from, to]) =>
        range(
          queue,
          name,
          [from, to],
          () => `Invalid value for the parameter ${name}.`,
        ),
      ),
      rule(queue, ({ world, region, properties }) => {
        if (properties.RedrivePolicy === undefined) return undefined;
        const policy = isFields(properties.RedrivePolicy)
          ? properties.RedrivePolicy
          : parsed(properties.RedrivePolicy);
        const invalid = (reason: string) =>
          `Value ${JSON.stringify(
            policy,
          )} for parameter RedrivePolicy is invalid. Reason: ${reason}.`;
        const { deadLetterTargetArn, maxReceiveCount } = fieldsOf(policy);
        if (
          deadLetterTargetArn === undefined ||
          maxReceiveCount === undefined
        ) {
          return invalid(
            'Redrive policy does not contain mandatory attributes: deadLetterTargetArn and maxReceiveCount',
          );
        }
        const count = Number(maxReceiveCount);
        if (!(count >= 1 && count <= 1000)) {
          return invalid('Invalid value for maxReceiveCount');
        }
        const target = world
          .list(region, 'AWS::SQS::Queue')
          .find(({ attributes }) => attributes.Arn === deadLetterTargetArn);
        if (!target) return invalid('Dead letter target does not exist');
        return String(target.properties.FifoQueue ?? false) ===
          String(properties.FifoQueue ?? false)
          ? undefined
          : invalid(
              'Dead-letter queue must be same type of queue as the source',
            );
      }),
    ],
    'AWS::SQS::QueuePolicy': [
      rule(
        'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html',
        ({ properties }) =>
          problemOfPolicy(properties.PolicyDocument, 'resource') === undefined
            ? undefined
            : 'Invalid value for the parameter Policy.',
      ),
    ],
  },
};

function parsed(text: unknown): unknown {
  try {
    return JSON.parse(String(text));
  } catch {
    return {};
  }
}

const subscribe =
  'https://docs.aws.amazon.com/sns/latest/api/API_Subscribe.html';

/** What an endpoint looks like, by protocol, and what SNS says otherwise. */
const endpoints: Readonly<Record<string, readonly [RegExp, string]>> = {
  application: [/^arn:/, 'Application endpoint arn invalid'],
  email: [/^[^\s@]+@[^\s@]+\.[^\s@]+$/, 'Email address'],
  'email-json': [/^[^\s@]+@[^\s@]+\.[^\s@]+$/, 'Email address'],
  firehose: [/^arn:[\w-]+:firehose:/, 'Firehose endpoint ARN'],
  http: [/^http:\/\/\S+/, 'Endpoint must match the specified protocol'],
  https: [/^https:\/\/\S+/, 'Endpoint must match the specified protocol'],
  lambda: [/^arn:[\w-]+:lambda:/, 'Lambda endpoint ARN'],
  sms: [/^\+?[\d\s()-]{6,}$/, 'Invalid SMS endpoint'],
  sqs: [/^arn:[\w-]+:sqs:/, 'SQS endpoint ARN'],
};

function problemOfEndpoint(protocol: string, endpoint: string | undefined) {
  const [pattern, message] = endpoints[protocol] ?? [];
  if (!pattern) {
    return `Invalid parameter: Does not support this protocol string: ${protocol}`;
  }
  return endpoint === undefined || pattern.test(endpoint)
    ? undefined
    : `Invalid parameter: ${message}`;
}

const sns: ServiceRules = {
  service: 'Sns',
  rules: {
    'AWS::SNS::Subscription': [
      rule(subscribe, candidate => {
        const arn = textOf(candidate, 'TopicArn') ?? '';
        const { world, region } = candidate;
        const isOwn = arn.includes(`:sns:${region}:${world.accountId}:`);
        return isOwn && !world.find(region, 'AWS::SNS::Topic', arn)
          ? 'Topic does not exist'
          : undefined;
      }),
      rule(subscribe, candidate =>
        problemOfEndpoint(
          textOf(candidate, 'Protocol') ?? '',
          textOf(candidate, 'Endpoint'),
        ),
      ),
    ],
    'AWS::SNS::Topic': [
      rule(subscribe, candidate => {
        const name = textOf(candidate, 'TopicName');
        if (String(candidate.properties.DisplayName ?? '').length > 100) {
          return 'Invalid parameter: Display Name';
        }
        return name !== undefined &&
          isTrue(candidate, 'FifoTopic') !== name.endsWith('.fifo')
          ? 'Invalid parameter: Fifo Topic names must end with .fifo and must be made up of only uppercase and lowercase ASCII letters, numbers, underscores, and hyphens.'
          : undefined;
      }),
      form(
        'https://docs.aws.amazon.com/sns/latest/api/API_CreateTopic.html',
        'TopicName',
        /^[\w-]{1,256}$|^[\w-]{1,251}\.fifo$/,
        () => 'Invalid parameter: Topic Name',
      ),
      rule(subscribe, ({ properties }) =>
        listOf(properties.Subscription)
          .map(fieldsOf)
          .map(({ Protocol, Endpoint }) =>
            problemOfEndpoint(String(Protocol), stringOf(Endpoint)),
          )
          .find(problem => problem !== undefined),
      ),
    ],
    'AWS::SNS::TopicPolicy': [
      rule(
        'https://docs.aws.amazon.com/sns/latest/api/API_SetTopicAttributes.html',
        ({ properties }) =>
          problemOfPolicy(properties.PolicyDocument, 'resource') === undefined
            ? undefined
            : 'Invalid parameter: Policy Error: null',
      ),
    ],
  },
};

const putKeyPolicy =
  'https://docs.aws.amazon.com/kms/latest/APIReference/API_PutKeyPolicy.html';

const kms: ServiceRules = {
  service: 'Kms',
  rules: {
    'AWS::KMS::Key': [
      rule(
        'https://docs.aws.amazon.com/kms/latest/APIReference/API_EnableKeyRotation.html',
        candidate =>
          isTrue(candidate, 'EnableKeyRotation') &&
          (textOf(candidate, 'KeySpec') ?? 'SYMMETRIC_DEFAULT') !==
            'SYMMETRIC_DEFAULT'
            ? 'You cannot enable automatic rotation of an asymmetric or HMAC key.'
            : undefined,
      ),
      rule(putKeyPolicy, ({ properties }) =>
        problemOfPolicy(properties.KeyPolicy, 'resource'),
      ),
      rule(putKeyPolicy, candidate =>
        candidate.properties.KeyPolicy !== undefined &&
        !isTrue(candidate, 'BypassPolicyLockoutSafetyCheck') &&
        !allowsKeyAdministration(candidate.properties.KeyPolicy)
          ? 'The new key policy will not allow you to update the key policy in the future.'
          : undefined,
      ),
    ],
    'AWS::KMS::Alias': [
      form(
        'https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateAlias.html',
        'AliasName',
        /^alias\/(?!aws\/)[a-zA-Z0-9/_-]+$/,
        name =>
          name.startsWith('alias/aws/')
            ? "Alias names that begin with 'alias/aws/' are reserved."
            : `Alias must start with the prefix "alias/". Please see https://docs.aws.amazon.com/kms/latest/developerguide/kms-alias.html`,
      ),
    ],
  },
};

const putMetricAlarm =
  'https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html';

const cloudWatch: ServiceRules = {
  service: 'CloudWatch',
  rules: {
    'AWS::CloudWatch::Alarm': [
      rule(putMetricAlarm, candidate => {
        const text = textOf(candidate, 'Period');
        if (text === undefined) return undefined;
        const period = Number(text);
        return [10, 20, 30].includes(period) ||
          (period > 0 && period % 60 === 0)
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
    ],
  },
};

const secretsManager: ServiceRules = {
  service: 'SecretsManager',
  rules: {
    'AWS::SecretsManager::Secret': [
      rule(
        'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-secretsmanager-secret-generatesecretstring.html',
        ({ properties }) => {
          const { PasswordLength, SecretStringTemplate, GenerateStringKey } =
            fieldsOf(properties.GenerateSecretString);
          if (Number(PasswordLength ?? 32) > 4096) {
            return 'Password length must be at most 4096.';
          }
          return (SecretStringTemplate === undefined) !==
            (GenerateStringKey === undefined)
            ? 'SecretStringTemplate and GenerateStringKey must be specified together.'
            : undefined;
        },
      ),
      form(
        'https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_CreateSecret.html',
        'Name',
        /^[\w/+=.@!-]{1,512}$/,
        () =>
          'Invalid name. Must be a valid name containing alphanumeric characters, or any of the following: -/_+=.@!',
      ),
      rule(
        'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-secretsmanager-secret.html',
        candidate =>
          isSet(candidate, 'SecretString') &&
          isSet(candidate, 'GenerateSecretString')
            ? 'You can not specify both GenerateSecretString and SecretString.'
            : undefined,
      ),
    ],
  },
};

/** The services with few rules. */
export const otherRules: readonly ServiceRules[] = [
  kinesis,
  sqs,
  sns,
  kms,
  cloudWatch,
  secretsManager,
];
