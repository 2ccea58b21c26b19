/**
 * Codes with which ECS reports what fails before a container runs. Source: ECS Developer Guide, "Amazon ECS stopped tasks error
 * messages".
 */
const beforeStart =
  /\b(CannotPull|CannotCreateContainer|CannotStartContainer|CannotCreateVolume|ResourceInitializationError|TaskFailedToStart)/;

/** What only a container that ran can have. */
const afterStart = /\bexit(ed)?( with)? code\b|health checks?\b|OutOfMemory/i;

/**
 * Whether the containers of tasks failed before they ran, so that they have written no log.
 *
 * @param reasons - why the tasks stopped, as AWS reports it
 * @public
 */
export const hasNeverStarted = (reasons: readonly string[]): boolean =>
  reasons.some(reason => beforeStart.test(reason)) &&
  !reasons.some(reason => afterStart.test(reason));
