import { fieldsOf, isFields, listOf, stringOf } from '../../../world/values';
import {
  allowsKeyAdministration,
  isInScope,
  problemOfPolicy,
} from './problemOfPolicy';
import { unknownPrincipal } from './principals';
import {
  form,
  isSet,
  isTrue,
  oneOf,
  parsedJson,
  range,
  rule,
  type ServiceRules,
  textOf,
  unique,
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
    'AWS::Kinesis::StreamConsumer': [
      unique(
        'https://docs.aws.amazon.com/kinesis/latest/APIReference/API_RegisterStreamConsumer.html',
        ['ConsumerName', 'StreamARN'],
        candidate =>
          `Consumer ${textOf(candidate, 'ConsumerName')} already exists.`,
      ),
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
      rule(queue, candidate =>
        isTrue(candidate, 'SqsManagedSseEnabled') &&
        isSet(candidate, 'KmsMasterKeyId')
          ? 'You can use one type of server-side encryption (SSE) at one time. You can either enable KMS SSE or SQS SSE.'
          : undefined,
      ),
      ...['DeduplicationScope', 'FifoThroughputLimit'].map(name =>
        rule(queue, candidate =>
          isSet(candidate, name) && !isTrue(candidate, 'FifoQueue')
            ? `Unknown Attribute ${name}.`
            : undefined,
        ),
      ),
      oneOf(queue, 'DeduplicationScope', ['messageGroup', 'queue']),
      oneOf(queue, 'FifoThroughputLimit', ['perQueue', 'perMessageGroupId']),
      rule(queue, ({ properties }) => {
        const { RedriveAllowPolicy: policy } = properties;
        if (policy === undefined) return undefined;
        const { redrivePermission, sourceQueueArns } = fieldsOf(
          isFields(policy) ? policy : parsedJson(policy),
        );
        const names = listOf(sourceQueueArns).length > 0;
        const isValid =
          redrivePermission === 'byQueue'
            ? names && listOf(sourceQueueArns).length <= 10
            : ['allowAll', 'denyAll'].includes(String(redrivePermission)) &&
              !names;
        return isValid
          ? undefined
          : `Value ${JSON.stringify(
              policy,
            )} for parameter RedriveAllowPolicy is invalid.`;
      }),
      rule(queue, ({ world, region, properties }) => {
        if (properties.RedrivePolicy === undefined) return undefined;
        const policy = isFields(properties.RedrivePolicy)
          ? properties.RedrivePolicy
          : parsedJson(properties.RedrivePolicy);
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
        candidate =>
          problemOfPolicy(candidate.properties.PolicyDocument, 'resource') ===
            undefined &&
          isInScope(candidate.properties.PolicyDocument, 'sqs') &&
          !unknownPrincipal(candidate, candidate.properties.PolicyDocument)
            ? undefined
            : 'Invalid value for the parameter Policy.',
      ),
      rule(
        'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html',
        ({ world, region, properties }) =>
          listOf(properties.Queues)
            .map(String)
            .every(url => world.find(region, 'AWS::SQS::Queue', url))
            ? undefined
            : 'The specified queue does not exist.',
      ),
    ],
  },
};

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
      rule(subscribe, candidate => {
        const protocol = textOf(candidate, 'Protocol') ?? '';
        if (
          isTrue(candidate, 'RawMessageDelivery') &&
          !/^(sqs|https?|firehose)$/.test(protocol)
        ) {
          return `Invalid parameter: Attributes Reason: Delivery protocol [${protocol}] does not support raw message delivery.`;
        }
        const isFifo = textOf(candidate, 'TopicArn')?.endsWith('.fifo');
        return isFifo && protocol !== 'sqs'
          ? `Invalid parameter: Invalid parameter: Endpoint Reason: Please use SQS queue for the protocol ${protocol} of a FIFO topic`
          : undefined;
      }),
      ...['FilterPolicy', 'RedrivePolicy', 'DeliveryPolicy'].map(name =>
        rule(subscribe, ({ properties }) =>
          properties[name] === undefined ||
          isFields(properties[name]) ||
          isFields(parsedJson(properties[name]))
            ? undefined
            : `Invalid parameter: ${name}: failed to parse JSON.`,
        ),
      ),
      oneOf(subscribe, 'FilterPolicyScope', [
        'MessageAttributes',
        'MessageBody',
      ]),
    ],
    'AWS::SNS::Topic': [
      oneOf(subscribe, 'TracingConfig', ['Active', 'PassThrough']),
      oneOf(subscribe, 'SignatureVersion', ['1', '2']),
      ...['ContentBasedDeduplication', 'FifoThroughputScope'].map(name =>
        rule(subscribe, candidate =>
          isSet(candidate, name) &&
          textOf(candidate, name) !== 'false' &&
          !isTrue(candidate, 'FifoTopic')
            ? `Invalid parameter: ${name} is only supported for FIFO topics`
            : undefined,
        ),
      ),
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
      rule(
        'https://docs.aws.amazon.com/sns/latest/api/API_SetTopicAttributes.html',
        candidate =>
          unknownPrincipal(candidate, candidate.properties.PolicyDocument)
            ? 'Invalid parameter: Policy Error: PrincipalNotFound'
            : undefined,
      ),
      rule(
        'https://docs.aws.amazon.com/sns/latest/api/API_SetTopicAttributes.html',
        ({ properties }) =>
          isInScope(properties.PolicyDocument, 'sns')
            ? undefined
            : 'Invalid parameter: Policy statement action out of service scope!',
      ),
      rule(
        'https://docs.aws.amazon.com/sns/latest/api/API_SetTopicAttributes.html',
        ({ world, region, properties }) =>
          listOf(properties.Topics)
            .map(String)
            .filter(arn => arn.includes(`:${region}:${world.accountId}:`))
            .every(arn => world.find(region, 'AWS::SNS::Topic', arn))
            ? undefined
            : 'Topic does not exist',
      ),
    ],
  },
};

const putKeyPolicy =
  'https://docs.aws.amazon.com/kms/latest/APIReference/API_PutKeyPolicy.html';

/** What keys of a kind are for. */
const keyUsages: readonly (readonly [RegExp, readonly string[]])[] = [
  [/^SYMMETRIC_DEFAULT$/, ['ENCRYPT_DECRYPT']],
  [/^HMAC_/, ['GENERATE_VERIFY_MAC']],
  [/^RSA_/, ['ENCRYPT_DECRYPT', 'SIGN_VERIFY']],
  [/^ECC_SECG/, ['SIGN_VERIFY']],
  [/^ECC_/, ['SIGN_VERIFY', 'KEY_AGREEMENT']],
  [/^ML_DSA/, ['SIGN_VERIFY']],
  [/^SM2$/, ['ENCRYPT_DECRYPT', 'SIGN_VERIFY', 'KEY_AGREEMENT']],
];

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
      rule(
        'https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateKey.html',
        candidate => {
          const spec = textOf(candidate, 'KeySpec') ?? 'SYMMETRIC_DEFAULT';
          const usage = textOf(candidate, 'KeyUsage') ?? 'ENCRYPT_DECRYPT';
          const usages =
            keyUsages.find(([pattern]) => pattern.test(spec))?.[1] ?? [];
          return usages.includes(usage)
            ? undefined
            : `KeyUsage ${usage} is not compatible with KeySpec ${spec}`;
        },
      ),
      rule(putKeyPolicy, ({ properties }) =>
        problemOfPolicy(properties.KeyPolicy, 'resource'),
      ),
      rule(
        'https://docs.aws.amazon.com/kms/latest/developerguide/resource-limits.html',
        ({ properties }) =>
          JSON.stringify(properties.KeyPolicy ?? '').length > 32_768
            ? 'The key policy exceeds the quota of 32768 bytes.'
            : undefined,
      ),
      rule(putKeyPolicy, candidate =>
        unknownPrincipal(candidate, candidate.properties.KeyPolicy)
          ? 'Policy contains a statement with one or more invalid principals.'
          : undefined,
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

const lifecycle =
  'https://docs.aws.amazon.com/AmazonECR/latest/userguide/lifecycle_policy_parameters.html';

/** Whether each rule of a lifecycle policy selects images and expires them, each with a priority of its own. */
function isLifecyclePolicy(text: string): boolean {
  const { rules } = fieldsOf(parsedJson(text));
  const all = listOf(rules).map(fieldsOf);
  const priorities = all.map(({ rulePriority }) => rulePriority);
  return (
    all.length > 0 &&
    new Set(priorities).size === priorities.length &&
    all.every(({ rulePriority, selection, action }) => {
      const { tagStatus, countType, countUnit, countNumber, ...tags } =
        fieldsOf(selection);
      const needsUnit = /^since/.test(String(countType));
      const hasTags =
        listOf(tags.tagPrefixList).length > 0 ||
        listOf(tags.tagPatternList).length > 0;
      return (
        Number(rulePriority) >= 1 &&
        ['expire', 'transition'].includes(String(fieldsOf(action).type)) &&
        ['tagged', 'untagged', 'any'].includes(String(tagStatus)) &&
        (tagStatus === 'tagged') === hasTags &&
        /^(imageCountMoreThan|sinceImage(Pushed|Pulled|Transitioned))$/.test(
          String(countType),
        ) &&
        needsUnit === (countUnit === 'days') &&
        Number.isInteger(countNumber) &&
        Number(countNumber) >= 1
      );
    })
  );
}

const ecr: ServiceRules = {
  service: 'Ecr',
  rules: {
    'AWS::ECR::Repository': [
      rule(lifecycle, ({ properties }) => {
        const text = stringOf(
          fieldsOf(properties.LifecyclePolicy).LifecyclePolicyText,
        );
        return text === undefined || isLifecyclePolicy(text)
          ? undefined
          : "Invalid parameter at 'LifecyclePolicyText' failed to satisfy constraint: 'Lifecycle policy validation failure'";
      }),
      rule(
        'https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_SetRepositoryPolicy.html',
        candidate => {
          const { RepositoryPolicyText: text } = candidate.properties;
          const policy = isFields(text) ? text : parsedJson(text ?? null);
          return problemOfPolicy(policy, 'resource') === undefined &&
            !unknownPrincipal(candidate, policy)
            ? undefined
            : "Invalid parameter at 'PolicyText' failed to satisfy constraint: 'Invalid repository policy provided'";
        },
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
  ecr,
];
