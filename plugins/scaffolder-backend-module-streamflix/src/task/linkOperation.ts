import {
  operationPath,
  type EnvironmentRef,
} from '@streamflix/backstage-plugin-streamflix-common';
import { operationId } from '@streamflix/backstage-plugin-streamflix-node';
import type { ActionServices } from './ActionServices';

/**
 * Logs the address of an operation's page as soon as it has started: its timeline, its end, and how to cancel it. After Cancel,
 * Backstage's page of the task shows nothing more; the page of the operation shows what AWS does to its real end.
 *
 * @param operation.token - with which it was started
 * @param log - logs a line once
 * @returns the path of the page
 */
export function linkOperation(
  { appUrl }: Pick<ActionServices, 'appUrl'>,
  operation: { ref: EnvironmentRef; step: 'deploy' | 'destroy'; token: string },
  log: (progress: { line: string }) => void,
): string {
  const { ref, step, token } = operation;
  const path = operationPath(ref, `${step}-${operationId(token)}`);
  if (appUrl) {
    const base = appUrl.replace(/\/$/, '');
    log({ line: `Timeline, expected end, and cancelling: ${base}${path}` });
  }
  return path;
}
