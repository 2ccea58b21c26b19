import type { EnvironmentRef } from '@streamflix/backstage-plugin-streamflix-common';
import type { Cancellation } from '@streamflix/backstage-plugin-streamflix-node';
import type { ActionServices } from '../ActionServices';
import { audit } from './audit';
import { cancelledBefore } from './plainly';
import type { Task } from './Task';

/** What was done about it, in CloudFormation's own words. */
const calls: Record<Cancellation, string> = {
  deletes: 'DeleteStack',
  'rolls-back': 'CancelUpdateStack',
  nothing: 'none',
};

/** How what was cancelled ended. */
type Ending = { outcome: string; sentence: string; stackArn?: string };

/**
 * Leaves a trace of a cancellation in the audit log: it begins when AWS was told, and ends with what was cancelled.
 *
 * Backstage does not tell an action who cancelled its task; the scaffolder's own event `task` (`actionType: cancel`) with the
 * same task id does.
 */
export class Cancellations {
  readonly #services: ActionServices;
  readonly #task: Task;
  readonly #ref: EnvironmentRef;
  #told?: Cancellation;
  #settle?: (ending: Ending) => void;
  #written?: Promise<void>;

  constructor(services: ActionServices, task: Task, ref: EnvironmentRef) {
    this.#services = services;
    this.#task = task;
    this.#ref = ref;
  }

  /** AWS was told to cancel, or had nothing to be told. */
  begun(cancellation: Cancellation): void {
    if (this.#told) return;
    this.#told = cancellation;
    const ended = new Promise<Ending>(resolve => {
      this.#settle = resolve;
    });
    const call = calls[cancellation];
    this.#written = audit(
      this.#services,
      this.#task,
      { operation: 'cancel', meta: { ...this.#ref, call } },
      async trail => {
        const { outcome, sentence, stackArn } = await ended;
        trail.note({ outcome, sentence, stackArn });
        if (outcome !== 'cancelled') throw new Error(sentence);
      },
      // It came too late: the event says so, and the task ends with what it came to.
    ).catch(() => {});
  }

  /** Runs what may be cancelled before AWS was asked for anything: that is an end of its own. */
  async watch<T>(run: () => Promise<T>): Promise<T> {
    try {
      return await run();
    } catch (error) {
      await this.ended({ outcome: 'cancelled', sentence: cancelledBefore });
      throw error;
    }
  }

  /** Whatever was to be cancelled has ended. Does nothing unless the task was cancelled. */
  async ended(ending: Ending): Promise<void> {
    if (!this.#task.signal?.aborted) return;
    this.begun('nothing');
    this.#settle?.(ending);
    await this.#written;
  }
}
