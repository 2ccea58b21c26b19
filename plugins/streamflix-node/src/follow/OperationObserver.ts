import type { OperationEvent } from '../cloudformation/OperationEvent';

/** Observes an operation while it is followed. */
export interface OperationObserver {
  /** Receives every event of the operation as soon as it is read, in order, before it is reported. */
  onEvent(event: OperationEvent): void | Promise<void>;
  /** Runs after each poll that leaves the stack in progress. */
  onPoll(): Promise<void>;
}
