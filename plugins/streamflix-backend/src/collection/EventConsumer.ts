import { setTimeout as sleep } from 'node:timers/promises';
import type { LoggerService } from '@backstage/backend-plugin-api';
import type { EnvironmentRef } from '@streamflix/backstage-plugin-streamflix-common';
import {
  EventQueueReader,
  type AwsAccess,
  type ChangeHint,
  type EventMessage,
} from '@streamflix/backstage-plugin-streamflix-node';
import { isConfigured } from '../targets';
import type { PushedTargets } from './PushedTargets';
import type { RefreshQueue } from './RefreshQueue';
import type { StatusCollector } from './StatusCollector';

/** Receipts whose environments are being read: more are not received, so a flood waits in the queue. */
const maxConcurrentReceipts = 20;
/** Milliseconds after an event in which AWS may still describe the previous state. */
const consistencyDelay = 30_000;
/** Milliseconds to wait after a failure, doubled with each further one. */
const minRetryDelay = 1_000;
const maxRetryDelay = 60_000;

/**
 * Reads the queues of `streamflix.events.queues`, and refreshes the environments that the events are about. An event is only a hint:
 * what is shown is always read from AWS. What is no event of a configured account and region is removed and counted, and never
 * logged. While a queue cannot be read, polling does its work.
 */
export class EventConsumer {
  private readonly stopping = new AbortController();

  constructor(
    private readonly options: {
      access: AwsAccess;
      logger: Pick<LoggerService, 'info' | 'warn'>;
      pushed: PushedTargets;
      refreshes: Pick<RefreshQueue, 'refresh'>;
      ownersOf: StatusCollector['ownersOf'];
      isReadSince: StatusCollector['isReadSince'];
    },
  ) {}

  /** Reads each queue until `stop`. */
  start(): void {
    const { access } = this.options;
    for (const queue of access.settings.eventQueues) {
      void this.read(new EventQueueReader(access, queue));
    }
  }

  stop(): void {
    this.stopping.abort();
  }

  private async read(reader: EventQueueReader): Promise<void> {
    const { logger, pushed } = this.options;
    const { arn } = reader.queue;
    const { signal } = this.stopping;
    const handling = new Set<Promise<void>>();
    let failures = 0;
    while (!signal.aborted) {
      try {
        const messages = await reader.receive(signal);
        pushed.setReadable(arn, true);
        if (failures > 0) logger.info(`Events of ${arn} are read again.`);
        failures = 0;
        const handled = this.handle(reader, messages).finally(() =>
          handling.delete(handled),
        );
        handling.add(handled);
        if (handling.size >= maxConcurrentReceipts)
          await Promise.race(handling);
      } catch (error) {
        if (signal.aborted) return;
        pushed.setReadable(arn, false);
        failures += 1;
        if (failures === 1) {
          logger.warn(
            `Events of ${arn} cannot be read, so environments are only polled until it can: ${error}`,
          );
        }
        const wait = Math.min(
          maxRetryDelay,
          minRetryDelay * 2 ** (failures - 1),
        );
        await sleep(wait, undefined, { signal }).catch(() => undefined);
      }
    }
  }

  /** Removes the messages once their environments have been read. Never rejects. */
  private async handle(
    reader: EventQueueReader,
    messages: readonly EventMessage[],
  ): Promise<void> {
    const { logger, refreshes } = this.options;
    try {
      const refs = await Promise.all(
        messages.map(({ hint }) => this.refsOf(hint, reader.queue.arn)),
      );
      await Promise.all(refs.flat().map(ref => refreshes.refresh(ref)));
      await reader.remove(messages);
    } catch (error) {
      // SQS delivers the messages again.
      logger.warn(`Events of ${reader.queue.arn} were not handled: ${error}`);
    }
  }

  private async refsOf(
    hint: ChangeHint | undefined,
    queueArn: string,
  ): Promise<EnvironmentRef[]> {
    const { access, pushed, isReadSince } = this.options;
    const isConfiguredTarget =
      hint && (await isConfigured(access, hint.target));
    this.count(isConfiguredTarget ? 'read' : 'discarded');
    if (!isConfiguredTarget) return [];
    await pushed.noteEvent(hint.target, queueArn);
    const refs = await this.ownersOf(hint);
    const { at } = hint;
    if (at === undefined) return refs;
    // A queue that was not read for a while is full of changes that polling has seen since.
    const isSeen = await Promise.all(
      refs.map(each => isReadSince(each, at + consistencyDelay)),
    );
    return refs.filter((_, index) => !isSeen[index]);
  }

  private async ownersOf({
    ref,
    resource,
    target,
  }: ChangeHint): Promise<EnvironmentRef[]> {
    if (ref) return [ref];
    return resource ? this.options.ownersOf(target, resource) : [];
  }

  private count(outcome: 'read' | 'discarded'): void {
    const { metrics } = this.options.access.telemetry;
    metrics
      .createCounter('streamflix.events', {
        unit: '{event}',
        description: 'Events of AWS received, by whether they were of use.',
      })
      .add(1, { 'streamflix.outcome': outcome });
  }
}
