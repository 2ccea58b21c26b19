import {
  DeleteMessageBatchCommand,
  ReceiveMessageCommand,
} from '@aws-sdk/client-sqs';
import type { AwsAccess } from '../aws/AwsAccess';
import type { EventQueue } from '../aws/EventQueue';
import { parseEvent, type ChangeHint } from './parseEvent';

/** Seconds a request waits for the first message: the longest SQS allows, so that an idle queue costs three requests a minute. */
const waitSeconds = 20;

/**
 * A message of a queue.
 *
 * @public
 */
export interface EventMessage {
  receiptHandle: string;
  /** Undefined when it is not an event of a service that is watched. */
  hint: ChangeHint | undefined;
}

/**
 * Reads the events of a queue. A message that is not removed comes again, for this or another reader.
 *
 * @public
 */
export class EventQueueReader {
  constructor(private readonly access: AwsAccess, readonly queue: EventQueue) {}

  /** Up to ten messages, as soon as there is one; none after 20 seconds. @throws AwsError, or the SDK's error */
  async receive(signal: AbortSignal): Promise<EventMessage[]> {
    const { sqs } = await this.access.clients(this.queue);
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({
        QueueUrl: this.queue.url,
        MaxNumberOfMessages: 10,
        WaitTimeSeconds: waitSeconds,
      }),
      { abortSignal: signal },
    );
    return Messages.map(({ ReceiptHandle = '', Body = '' }) => ({
      receiptHandle: ReceiptHandle,
      hint: parseEvent(Body),
    }));
  }

  /** Removes messages of one `receive`. @throws AwsError, or the SDK's error */
  async remove(messages: readonly EventMessage[]): Promise<void> {
    if (messages.length === 0) return;
    const { sqs } = await this.access.clients(this.queue);
    // What could not be removed comes again, which only costs a reading.
    await sqs.send(
      new DeleteMessageBatchCommand({
        QueueUrl: this.queue.url,
        Entries: messages.map(({ receiptHandle }, index) => ({
          Id: String(index),
          ReceiptHandle: receiptHandle,
        })),
      }),
    );
  }
}
