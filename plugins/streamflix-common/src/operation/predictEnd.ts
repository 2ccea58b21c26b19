/**
 * A piece of work of an operation. Times are in milliseconds.
 *
 * @public
 */
export interface Work {
  id: string;
  /** Ids of the work that must be complete before. */
  dependsOn: readonly string[];
  /** How long it is expected to take. */
  duration: number;
  startedAt?: number;
  endedAt?: number;
}

/**
 * When each piece of work, and all of it, is expected to end.
 *
 * @public
 */
export interface Prediction {
  end: number;
  of: ReadonlyMap<string, { start: number; end: number }>;
  /** Ids of the work that determines the end, first to last. */
  criticalPath: readonly string[];
}

/** How far durations usually are from what is expected, as a fraction. */
const spread = 0.4;

/** How long work takes that has already taken some time: what usually remains of the range that is still possible. */
function durationAfter(elapsed: number, expected: number): number {
  if (elapsed <= expected * (1 - spread)) return expected;
  const longest = expected * (1 + spread);
  return elapsed < longest ? (elapsed + longest) / 2 : elapsed * 1.05;
}

/**
 * Predicts the end of an operation whose work runs in parallel as far as dependencies allow.
 *
 * @param startedAt - of the operation
 * @public
 */
export function predictEnd(
  works: readonly Work[],
  startedAt: number,
  now: number,
): Prediction {
  const byId = new Map(works.map(work => [work.id, work]));
  const of = new Map<string, { start: number; end: number }>();

  function predict(work: Work): { start: number; end: number } {
    const known = of.get(work.id);
    if (known) return known;
    // Set first: a cycle, which no valid template has, must not recurse without end.
    const times = { start: now, end: now };
    of.set(work.id, times);
    if (work.startedAt === undefined) {
      const before = work.dependsOn.flatMap(id => byId.get(id) ?? []);
      times.start = Math.max(
        work.endedAt === undefined ? now : startedAt,
        ...before.map(each => predict(each).end),
      );
      times.end =
        times.start + (work.endedAt === undefined ? work.duration : 0);
    } else {
      times.start = work.startedAt;
      times.end =
        work.endedAt ??
        work.startedAt +
          durationAfter(Math.max(0, now - work.startedAt), work.duration);
    }
    return times;
  }

  const lastOf = (ids: readonly string[]): string | undefined => {
    let last: string | undefined;
    for (const id of ids) {
      const end = of.get(id)?.end ?? 0;
      if (last === undefined || end > (of.get(last)?.end ?? 0)) last = id;
    }
    return last;
  };

  works.forEach(predict);
  const criticalPath: string[] = [];
  let next = lastOf([...byId.keys()]);
  while (next !== undefined && !criticalPath.includes(next)) {
    criticalPath.unshift(next);
    next = lastOf((byId.get(next)?.dependsOn ?? []).filter(id => byId.has(id)));
  }
  return {
    end: Math.max(now, of.get(criticalPath.at(-1) ?? '')?.end ?? now),
    of,
    criticalPath,
  };
}
