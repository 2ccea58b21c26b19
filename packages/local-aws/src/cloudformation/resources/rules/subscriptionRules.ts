import { fieldsOf, isFields, listOf, stringOf } from '../../../world/values';
import type { Candidate } from '../Candidate';
import { isSet, parsedJson, rule, type ServiceRules, textOf } from './Rule';

const api = 'https://docs.aws.amazon.com/sns/latest/api/';

const jsonOf = (value: unknown) =>
  fieldsOf(isFields(value) ? value : parsedJson(value ?? null));

const invalid = (text: string) => `Invalid parameter: ${text}`;

const deadLetters = ({ world, region, properties }: Candidate) => {
  if (properties.RedrivePolicy === undefined) return undefined;
  const { deadLetterTargetArn: arn } = jsonOf(properties.RedrivePolicy);
  const text = stringOf(arn) ?? '';
  if (!/^arn:[\w-]+:sqs:/.test(text)) {
    return invalid(
      'RedrivePolicy: deadLetterTargetArn must be the ARN of a queue',
    );
  }
  const isHere = text.includes(`:${region}:${world.accountId}:`);
  return isHere &&
    !world
      .list(region, 'AWS::SQS::Queue')
      .some(({ attributes }) => attributes.Arn === text)
    ? invalid('RedrivePolicy: deadLetterTargetArn does not exist')
    : undefined;
};

const filters = (candidate: Candidate) => {
  const policy = candidate.properties.FilterPolicy;
  if (policy === undefined) {
    return isSet(candidate, 'FilterPolicyScope')
      ? invalid('FilterPolicyScope: specify a FilterPolicy as well')
      : undefined;
  }
  const fields = Object.entries(jsonOf(policy));
  if (fields.length > 5) {
    return invalid('FilterPolicy: Filter policy can not have more than 5 keys');
  }
  const isByBody = textOf(candidate, 'FilterPolicyScope') === 'MessageBody';
  const wrong = fields.find(
    ([name, value]) =>
      name !== '$or' &&
      !(isByBody && isFields(value)) &&
      !(Array.isArray(value) && value.length > 0),
  );
  return wrong
    ? invalid(`FilterPolicy: "${wrong[0]}" must be an object or an array`)
    : undefined;
};

/** Topics, and who gets their messages. */
export const subscriptionRules: ServiceRules = {
  service: 'Sns',
  rules: {
    'AWS::SNS::Subscription': [
      rule(`${api}API_Subscribe.html`, candidate => {
        const protocol = textOf(candidate, 'Protocol') ?? '';
        if (!isSet(candidate, 'Endpoint')) return invalid('Endpoint');
        if (
          protocol === 'firehose' &&
          !isSet(candidate, 'SubscriptionRoleArn')
        ) {
          return invalid('SubscriptionRoleArn is required');
        }
        const isFifo = (name: string) =>
          textOf(candidate, name)?.endsWith('.fifo') ?? false;
        return protocol === 'sqs' && isFifo('Endpoint') && !isFifo('TopicArn')
          ? invalid(
              'Invalid parameter: Endpoint Reason: FIFO SQS Queues can not be subscribed to standard SNS topics',
            )
          : undefined;
      }),
      rule(`${api}API_Subscribe.html`, deadLetters),
      rule(`${api}API_Subscribe.html`, filters),
    ],
    'AWS::SNS::Topic': [
      rule(`${api}API_SetTopicAttributes.html`, ({ properties }) => {
        const all = listOf(properties.DeliveryStatusLogging).map(fieldsOf);
        const protocol = all.find(
          ({ Protocol }) =>
            !/^(https?(\/s)?|http\/s|sqs|lambda|firehose|application)$/.test(
              String(Protocol),
            ),
        );
        if (protocol) {
          return invalid(`DeliveryStatusLogging: ${String(protocol.Protocol)}`);
        }
        return all.some(({ SuccessFeedbackSampleRate: rate }) => {
          const number = Number(rate ?? 0);
          return !(number >= 0 && number <= 100);
        })
          ? invalid('SuccessFeedbackSampleRate must be from 0 to 100')
          : undefined;
      }),
      rule(`${api}API_SetTopicAttributes.html`, candidate => {
        const { ArchivePolicy } = candidate.properties;
        if (ArchivePolicy === undefined) return undefined;
        if (textOf(candidate, 'FifoTopic') !== 'true') {
          return invalid('ArchivePolicy is only supported for FIFO topics');
        }
        const days = Number(jsonOf(ArchivePolicy).MessageRetentionPeriod);
        return days >= 1 && days <= 365
          ? undefined
          : invalid('ArchivePolicy: MessageRetentionPeriod is from 1 to 365');
      }),
    ],
  },
};
