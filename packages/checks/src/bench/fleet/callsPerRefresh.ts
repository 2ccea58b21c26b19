import type { RecordedCall } from './peakUse';

/**
 * After its first start a backend reads the template of each stack, and its operations, to know what has ended since. Where nothing is
 * in progress, no other call reads a stack's events or one stack.
 */
export const isOnce = ({ operation, stack }: RecordedCall): boolean =>
  ['GetTemplate', 'DescribeStackEvents'].includes(operation) ||
  (operation === 'DescribeStacks' && stack !== undefined);

/** What changes only with a stack, and the search for plans that were not executed. */
export const isHourly = ({ operation }: RecordedCall): boolean =>
  ['GetStage', 'DescribeStreamSummary', 'ListChangeSets'].includes(operation);

/** Calls by operation, divided by a number. */
export function callsPerEnvironment(
  calls: readonly RecordedCall[],
  divisor: number,
): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { service, operation } of calls) {
    const name = `${service}:${operation}`;
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return new Map([...counts].map(([name, n]) => [name, n / divisor]));
}

/**
 * Calls per environment and refresh in the long run, by operation: without what is read once.
 *
 * @param counted - those of some refreshes while nothing changes
 * @param all - those since the start, with everything that is read again every hour, which counts with its share
 */
export function callsPerRefresh(
  counted: readonly RecordedCall[],
  all: readonly RecordedCall[],
  {
    environments,
    refreshes,
    refreshSeconds,
  }: { environments: number; refreshes: number; refreshSeconds: number },
): Map<string, number> {
  const hourly = callsPerEnvironment(all.filter(isHourly), environments);
  // The first search for plans is made after five minutes.
  hourly.set('cloudformation:ListChangeSets', 1);
  return new Map([
    ...callsPerEnvironment(
      counted.filter(call => !isOnce(call) && !isHourly(call)),
      environments * refreshes,
    ),
    ...[...hourly].map(
      ([name, calls]) => [name, (calls * refreshSeconds) / 3_600] as const,
    ),
  ]);
}
