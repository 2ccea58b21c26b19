import { GetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import {
  eventQueueName,
  eventsStackName,
  type AccountFinding,
} from '@streamflix/backstage-plugin-streamflix-common';
import type { AwsAccess } from '../aws/AwsAccess';
import type { EventQueue } from '../aws/EventQueue';
import { retryThrottled } from '../aws/retryThrottled';
import type { AccountCheck } from './AccountCheck';

type Finding = Omit<AccountFinding, 'id' | 'title'>;

const isMissing = (error: unknown): boolean =>
  error instanceof Error &&
  /(^QueueDoesNotExist|NonExistentQueue)$/.test(error.name);

async function checkQueue(
  access: AwsAccess,
  { arn, name, region, ...queue }: EventQueue,
): Promise<Finding> {
  const { sqs } = await access.clients({ ...queue, region });
  try {
    const { Attributes = {} } = await retryThrottled(() =>
      sqs.send(
        new GetQueueAttributesCommand({
          QueueUrl: queue.url,
          AttributeNames: [
            'ApproximateNumberOfMessages',
            'KmsMasterKeyId',
            'SqsManagedSseEnabled',
          ],
        }),
      ),
    );
    const { KmsMasterKeyId, SqsManagedSseEnabled } = Attributes;
    return !KmsMasterKeyId && SqsManagedSseEnabled === 'false'
      ? {
          state: 'warning',
          message: `${arn} is not encrypted.`,
          fix: `aws sqs set-queue-attributes --region ${region} --queue-url ${queue.url} --attributes SqsManagedSseEnabled=true`,
        }
      : {
          state: 'ok',
          message: `${arn} exists; about ${Attributes.ApproximateNumberOfMessages} events wait there.`,
        };
  } catch (error) {
    if (!isMissing(error)) throw error;
    return {
      state: 'failed',
      message: `${arn} does not exist, so changes are noticed only by polling.`,
      // A queue of another name is not of this stack.
      ...(name === eventQueueName && {
        fix: `streamflix events > events.json && aws cloudformation deploy --region ${region} --stack-name ${eventsStackName} --template-file events.json`,
      }),
    };
  }
}

/** The queues by which changes are noticed at once, where any are configured. */
export const eventQueue: AccountCheck = {
  id: 'event-queue',
  title: 'Event queue',
  async run({ access, target }) {
    const { eventQueues, refreshInterval } = access.settings;
    if (eventQueues.length === 0) {
      return [
        {
          state: 'ok',
          message: `None is configured, so changes are noticed by polling, every ${refreshInterval} seconds.`,
        },
      ];
    }
    const own = eventQueues.filter(
      ({ account, region }) =>
        account === target.account && region === target.region,
    );
    return Promise.all(
      (own.length > 0 ? own : eventQueues).map(queue =>
        checkQueue(access, queue),
      ),
    );
  },
};
