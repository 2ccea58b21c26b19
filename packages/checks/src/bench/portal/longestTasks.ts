/** An event of a trace of Chromium; durations are in microseconds. */
interface TraceEvent {
  name: string;
  ph: string;
  pid: number;
  tid: number;
  dur?: number;
  /** Time that the thread itself ran, without what other processes took. */
  tdur?: number;
  args?: { name?: string };
}

/**
 * Tasks of the page's main thread, longest first, in milliseconds of its own CPU time: a frame cannot be shorter than a task in it,
 * and other load on the machine does not count.
 */
export function longestTasks(trace: { traceEvents: TraceEvent[] }): number[] {
  const { traceEvents } = trace;
  const threadOf = ({ pid, tid }: TraceEvent) => `${pid} ${tid}`;
  const main = new Set(
    traceEvents
      .filter(
        ({ name, args }) =>
          name === 'thread_name' && args?.name === 'CrRendererMain',
      )
      .map(threadOf),
  );
  return traceEvents
    .filter(
      event =>
        event.name === 'RunTask' &&
        event.ph === 'X' &&
        main.has(threadOf(event)),
    )
    .map(({ tdur = 0 }) => tdur / 1000)
    .sort((a, b) => b - a);
}
