import {
  operationPath,
  type EnvironmentRef,
} from '@streamflix/backstage-plugin-streamflix-common';
import type { ActionServices } from './ActionServices';

/**
 * Logs the address of an operation's page as soon as it has started: its timeline, its end, and how to cancel it. After Cancel,
 * Backstage's page of the task shows nothing more; the page of the operation shows what AWS does to its real end.
 *
 * @param operation.id - of its page
 * @param log - logs a line once
 * @returns the path of the page
 */
export function linkOperation(
  { appUrl }: Pick<ActionServices, 'appUrl'>,
  operation: { ref: EnvironmentRef; id: string },
  log: (progress: { line: string }) => void,
): string {
  const path = operationPath(operation.ref, operation.id);
  if (appUrl) {
    const base = appUrl.replace(/\/$/, '');
    log({ line: `Timeline, expected end, and cancelling: ${base}${path}` });
  }
  return path;
}
