import { createHash, randomUUID } from 'node:crypto';
import { EventEmitter, once } from 'node:events';
import { fieldsOf, numberOf, stringOf } from '../../world/values';
import type { Resource, World } from '../../world/World';

const QUEUE = 'AWS::SQS::Queue';

/** Source: SQS API reference, `CreateQueue`. */
const DEFAULTS = {
  MessageRetentionPeriod: 345_600,
  VisibilityTimeout: 30,
  ReceiveMessageWaitTimeSeconds: 0,
  DelaySeconds: 0,
};

/** The value of a setting of a queue. */
export const settingOf = (
  { properties }: Resource,
  name: keyof typeof DEFAULTS,
): number => numberOf(properties[name]) ?? DEFAULTS[name];

interface Message {
  readonly id: string;
  readonly body: string;
  readonly sentAt: number;
  /** Milliseconds since the epoch until which no receiver gets it. */
  visibleAt: number;
  receives: number;
  firstReceivedAt?: number;
  /** Of the last receive. */
  receiptHandle?: string;
}

/** A message as a receiver gets it. */
export interface ReceivedMessage {
  readonly MessageId: string;
  readonly ReceiptHandle: string;
  readonly MD5OfBody: string;
  readonly Body: string;
  readonly Attributes: Readonly<Record<string, string>>;
}

export const md5 = (text: string): string =>
  createHash('md5').update(text).digest('hex');

/**
 * The messages of queues, in real time at any speed, as their receivers are. Standard queues only: the order is not guaranteed, and
 * a message that is not deleted is received again.
 */
export class MessageStore {
  private readonly messages = new WeakMap<Resource, Message[]>();
  private readonly arrivals = new EventEmitter().setMaxListeners(0);
  private readonly closing = new AbortController();

  constructor(private readonly world: World) {}

  send(queue: Resource, body: string): Message {
    const now = Date.now();
    const message: Message = {
      id: randomUUID(),
      body,
      sentAt: now,
      visibleAt: now + settingOf(queue, 'DelaySeconds') * 1000,
      receives: 0,
    };
    this.messages.set(queue, [...this.kept(queue), message]);
    this.arrivals.emit(QUEUE);
    return message;
  }

  /**
   * Receives up to `most` messages and hides them from other receivers.
   *
   * @param options.wait - seconds to wait for the first message
   */
  async receive(
    queue: Resource,
    options: {
      most: number;
      wait: number;
      visibility: number;
      /** Aborted when the receiver has disconnected: its messages would be lost. */
      signal?: AbortSignal;
    },
  ): Promise<ReceivedMessage[]> {
    const until = Date.now() + options.wait * 1000;
    const ended = AbortSignal.any([
      this.closing.signal,
      ...(options.signal ? [options.signal] : []),
    ]);
    for (;;) {
      if (ended.aborted) return [];
      const found = this.take(queue, options);
      const left = until - Date.now();
      if (found.length > 0 || left <= 0) {
        return found;
      }
      await this.arrival(Math.min(left, this.untilVisible(queue)), ended);
    }
  }

  /** Deletes the message of a receipt, if that is its last. */
  delete(queue: Resource, receiptHandle: string): void {
    this.messages.set(
      queue,
      this.kept(queue).filter(each => each.receiptHandle !== receiptHandle),
    );
  }

  /** Numbers of visible and of hidden messages. */
  count(queue: Resource): { visible: number; hidden: number } {
    const kept = this.kept(queue);
    const now = Date.now();
    const visible = kept.filter(({ visibleAt }) => visibleAt <= now).length;
    return { visible, hidden: kept.length - visible };
  }

  /** Ends all waiting. */
  close(): void {
    this.closing.abort();
  }

  private take(
    queue: Resource,
    { most, visibility }: { most: number; visibility: number },
  ): ReceivedMessage[] {
    const now = Date.now();
    this.moveToDeadLetters(queue, now);
    return this.kept(queue)
      .filter(({ visibleAt }) => visibleAt <= now)
      .slice(0, most)
      .map(message => {
        message.visibleAt = now + visibility * 1000;
        message.receives += 1;
        message.firstReceivedAt ??= now;
        message.receiptHandle = randomUUID();
        return {
          MessageId: message.id,
          ReceiptHandle: message.receiptHandle,
          MD5OfBody: md5(message.body),
          Body: message.body,
          Attributes: {
            SentTimestamp: String(message.sentAt),
            ApproximateReceiveCount: String(message.receives),
            ApproximateFirstReceiveTimestamp: String(message.firstReceivedAt),
          },
        };
      });
  }

  /** Messages received as often as the redrive policy allows go to the dead-letter queue instead. */
  private moveToDeadLetters(queue: Resource, now: number): void {
    const { deadLetterTargetArn, maxReceiveCount } = redrivePolicyOf(queue);
    const most = numberOf(maxReceiveCount);
    const deadLetters = this.world
      .list(queue.region, QUEUE)
      .find(({ attributes }) => attributes.Arn === deadLetterTargetArn);
    if (most === undefined || !deadLetters) return;
    const isDead = ({ receives, visibleAt }: Message) =>
      receives >= most && visibleAt <= now;
    const all = this.kept(queue);
    for (const { body } of all.filter(isDead)) this.send(deadLetters, body);
    this.messages.set(
      queue,
      all.filter(message => !isDead(message)),
    );
  }

  /** Without messages that are older than the queue keeps them. */
  private kept(queue: Resource): Message[] {
    const oldest =
      Date.now() - settingOf(queue, 'MessageRetentionPeriod') * 1000;
    return (this.messages.get(queue) ?? []).filter(
      ({ sentAt }) => sentAt > oldest,
    );
  }

  private untilVisible(queue: Resource): number {
    const now = Date.now();
    return Math.min(
      ...this.kept(queue).map(({ visibleAt }) => Math.max(1, visibleAt - now)),
      60_000,
    );
  }

  private async arrival(
    milliseconds: number,
    ended: AbortSignal,
  ): Promise<void> {
    const signal = AbortSignal.any([ended, AbortSignal.timeout(milliseconds)]);
    await once(this.arrivals, QUEUE, { signal }).catch(() => undefined);
  }
}

function redrivePolicyOf({ properties }: Resource) {
  const policy = properties.RedrivePolicy;
  return fieldsOf(
    stringOf(policy) === undefined ? policy : JSON.parse(String(policy)),
  );
}
