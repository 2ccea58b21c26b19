import { AwsError, type Service } from '../protocols/Service';
import {
  type Fields,
  fieldsOf,
  listOf,
  numberOf,
  stringOf,
  stringsOf,
} from '../world/values';
import type { Resource, World } from '../world/World';
import { md5, type MessageStore, settingOf } from './sqs/MessageStore';

const QUEUE = 'AWS::SQS::Queue';

/**
 * Simple Queue Service: the messages of the standard queues of stacks.
 *
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/Welcome.html
 */
export function createSqs(world: World, messages: MessageStore): Service {
  function queueOf(region: string, { QueueUrl }: Fields): Resource {
    const name = stringOf(QueueUrl)?.split('/').pop();
    const queue = world
      .list(region, QUEUE)
      .find(each => each.attributes.QueueName === name);
    if (!queue || queue.phase === 'creating') {
      throw new AwsError(
        'QueueDoesNotExist',
        'The specified queue does not exist.',
      );
    }
    return queue;
  }
  return {
    name: 'sqs',
    operations: {
      GetQueueAttributes(input, { region }) {
        const queue = queueOf(region, input);
        const names = stringsOf(input.AttributeNames);
        const all = attributesOf(queue, messages);
        return {
          Attributes: Object.fromEntries(
            Object.entries(all).filter(
              ([name, value]) =>
                value !== undefined &&
                (names.includes('All') || names.includes(name)),
            ),
          ),
        };
      },

      SendMessage(input, { region }) {
        const queue = queueOf(region, input);
        const body = stringOf(input.MessageBody);
        if (!body) {
          throw new AwsError(
            'MissingParameter',
            'The request must contain the parameter MessageBody.',
          );
        }
        const { id } = messages.send(queue, body);
        return { MessageId: id, MD5OfMessageBody: md5(body) };
      },

      async ReceiveMessage(input, { region, signal }) {
        const queue = queueOf(region, input);
        const most = numberOf(input.MaxNumberOfMessages) ?? 1;
        const wait =
          numberOf(input.WaitTimeSeconds) ??
          settingOf(queue, 'ReceiveMessageWaitTimeSeconds');
        requireRange('MaxNumberOfMessages', most, 1, 10);
        requireRange('WaitTimeSeconds', wait, 0, 20);
        const found = await messages.receive(queue, {
          most,
          wait,
          signal,
          visibility:
            numberOf(input.VisibilityTimeout) ??
            settingOf(queue, 'VisibilityTimeout'),
        });
        const names = stringsOf(
          input.MessageSystemAttributeNames ?? input.AttributeNames,
        );
        return {
          Messages: found.map(({ Attributes, ...message }) =>
            names.length > 0 ? { ...message, Attributes } : message,
          ),
        };
      },

      DeleteMessageBatch(input, { region }) {
        const queue = queueOf(region, input);
        const entries = listOf(input.Entries).map(fieldsOf);
        if (entries.length < 1 || entries.length > 10) {
          throw new AwsError(
            entries.length < 1
              ? 'EmptyBatchRequest'
              : 'TooManyEntriesInBatchRequest',
            'A batch has 1 to 10 entries.',
          );
        }
        for (const { ReceiptHandle } of entries) {
          messages.delete(queue, stringOf(ReceiptHandle) ?? '');
        }
        return { Successful: entries.map(({ Id }) => ({ Id })), Failed: [] };
      },
    },
    close: () => messages.close(),
  };
}

function requireRange(name: string, value: number, from: number, to: number) {
  if (value < from || value > to) {
    throw new AwsError(
      'InvalidParameterValue',
      `Value ${value} for parameter ${name} is invalid. Reason: Must be between ${from} and ${to}, if provided.`,
    );
  }
}

function attributesOf(queue: Resource, messages: MessageStore) {
  const { properties, attributes } = queue;
  const { visible, hidden } = messages.count(queue);
  const setting = (name: Parameters<typeof settingOf>[1]) =>
    String(settingOf(queue, name));
  return {
    QueueArn: stringOf(attributes.Arn),
    ApproximateNumberOfMessages: String(visible),
    ApproximateNumberOfMessagesNotVisible: String(hidden),
    MessageRetentionPeriod: setting('MessageRetentionPeriod'),
    VisibilityTimeout: setting('VisibilityTimeout'),
    ReceiveMessageWaitTimeSeconds: setting('ReceiveMessageWaitTimeSeconds'),
    DelaySeconds: setting('DelaySeconds'),
    SqsManagedSseEnabled: String(
      properties.SqsManagedSseEnabled ??
        properties.KmsMasterKeyId === undefined,
    ),
    KmsMasterKeyId: stringOf(properties.KmsMasterKeyId),
  };
}
