import {
  appendToHistory,
  differencesBetween,
  isValues,
  readHistoryMetadata,
  stackStatus,
  toHistoryEntry,
  type EnvironmentSpec,
  type HistoryEntry,
} from '@streamflix/backstage-plugin-streamflix-common';
import { specOfTemplate } from './describeStack';
import type { RunningStack } from './RunningStack';

/** The history in a template, newest first. What cannot be read is lost: the history starts again. */
export function historyOfTemplate(body: string): HistoryEntry[] {
  try {
    const template: unknown = JSON.parse(body);
    const history = readHistoryMetadata(
      isValues(template) ? template.Metadata : undefined,
    );
    return history.ok ? history.value : [];
  } catch {
    return [];
  }
}

/**
 * The history that the template of a deployment must contain: that of the running stack, and the deployment itself. A stack that
 * was never complete has none.
 *
 * @returns newest first
 * @throws AwsError
 */
export async function nextHistory(
  running: Pick<RunningStack, 'stack' | 'template'>,
  deployment: Pick<HistoryEntry, 'operation' | 'requester' | 'at'> & {
    spec: EnvironmentSpec;
  },
): Promise<HistoryEntry[]> {
  const { spec, ...entry } = deployment;
  const stack = await running.stack();
  const isNew = !stack || stackStatus(stack.status).completed === 'no';
  if (isNew) {
    return [toHistoryEntry({ ...entry, kind: 'create', differences: [] })];
  }
  const body = await running.template();
  const before = specOfTemplate(body);
  return appendToHistory(
    historyOfTemplate(body),
    toHistoryEntry({
      ...entry,
      kind: 'change',
      differences: before.ok ? differencesBetween(before.value, spec) : [],
    }),
  );
}
