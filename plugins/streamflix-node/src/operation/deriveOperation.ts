import {
  areaOf,
  predictEnd,
  type AwaitedResource,
  type LearnedDurations,
  type Operation,
  type OperationResource,
  type Prediction,
  type ResourceSpan,
  type ResourceState,
} from '@streamflix/backstage-plugin-streamflix-common';
import type { OperationEvent } from '../cloudformation/OperationEvent';
import { ProgressCounter } from '../follow/ProgressCounter';
import {
  plannedWork,
  type OperationPlan,
  type PlannedWork,
} from '../follow/plannedWork';
import { spansOf, type ResourceWork } from '../follow/spansOf';

/**
 * The part of an operation that follows from its events and its plan.
 *
 * @public
 */
export type OperationTimeline = Pick<
  Operation,
  'startedAt' | 'expectedEnd' | 'done' | 'total' | 'awaited' | 'resources'
>;

const msOf = (at: string) => Date.parse(at);
const isoOf = (ms: number) => new Date(ms).toISOString();
const isOpen = (span: ResourceSpan | undefined): boolean =>
  span !== undefined && span.endedAt === undefined;

function stateOf(
  spans: readonly ResourceSpan[],
  isAwaited: boolean,
): ResourceState {
  const last = spans.at(-1);
  if (!last) return isAwaited ? 'waiting' : 'untouched';
  if (isOpen(last)) return last.configuredAt ? 'stabilising' : 'in-progress';
  if (last.result !== 'done') return last.result ?? 'failed';
  // After a replacement, only the earlier resource of the name is deleted.
  const isReplaced = spans[0].action === 'update';
  return last.action === 'delete' && !isReplaced ? 'deleted' : 'done';
}

/** The span in which planned work is done, if it has started. */
const spanOf = (work: PlannedWork, spans: readonly ResourceSpan[]) => {
  const last = spans.at(-1);
  return last?.action === work.action ? last : undefined;
};

/** Planned work that is still to be done. Work is passed over when something that depends on it has started. */
function pendingOf(
  works: readonly PlannedWork[],
  started: ReadonlyMap<string, ResourceWork>,
): Set<string> {
  const hasStarted = (work: PlannedWork) =>
    spanOf(work, started.get(work.logicalId)?.spans ?? []) !== undefined;
  const passed = new Set(
    works.filter(hasStarted).flatMap(({ dependsOn }) => dependsOn),
  );
  return new Set(
    works
      .filter(work => work.action && !hasStarted(work))
      .map(({ logicalId }) => logicalId)
      .filter(id => !passed.has(id)),
  );
}

function predict(
  works: readonly PlannedWork[],
  started: ReadonlyMap<string, ResourceWork>,
  pending: ReadonlySet<string>,
  durations: LearnedDurations,
  times: { startedAt: number; now: number },
): Prediction {
  return predictEnd(
    works.map(work => {
      const { logicalId, type, action, dependsOn } = work;
      const span = spanOf(work, started.get(logicalId)?.spans ?? []);
      const isDone = !span && !pending.has(logicalId);
      return {
        id: logicalId,
        dependsOn,
        duration:
          action && !isDone ? durations.expected(type, action) * 1000 : 0,
        startedAt: span && msOf(span.startedAt),
        endedAt: span?.endedAt
          ? msOf(span.endedAt)
          : (isDone && times.startedAt) || undefined,
      };
    }),
    times.startedAt,
    times.now,
  );
}

/** What this operation has shown so far counts, too. */
function withObserved(
  durations: LearnedDurations,
  started: ReadonlyMap<string, ResourceWork>,
): LearnedDurations {
  const all = durations.copy();
  for (const { type, spans } of started.values()) {
    for (const { action, startedAt, endedAt, result } of spans) {
      if (!endedAt || result !== 'done') continue;
      all.add(type, action, (msOf(endedAt) - msOf(startedAt)) / 1000);
    }
  }
  return all;
}

function awaitedOf(
  resources: readonly OperationResource[],
  durations: LearnedDurations,
): AwaitedResource | undefined {
  const inProgress = resources.filter(({ spans }) => isOpen(spans.at(-1)));
  const lastOf = (some: readonly OperationResource[]) =>
    some.reduce<OperationResource | undefined>(
      (last, each) =>
        (each.expectedEnd ?? '') > (last?.expectedEnd ?? '') ? each : last,
      undefined,
    );
  const found =
    lastOf(inProgress.filter(({ isCritical }) => isCritical)) ??
    lastOf(inProgress);
  const action = found?.spans.at(-1)?.action;
  if (!found || !action) return undefined;
  const { logicalId, type } = found;
  return { logicalId, type, usualSeconds: durations.usual(type, action) };
}

function countOf(
  plan: OperationPlan,
  works: readonly PlannedWork[],
  events: readonly OperationEvent[],
) {
  const counter = new ProgressCounter(
    plan.isRollingBack ? [] : works.filter(({ action }) => action),
    plan.kind === 'delete' ? 'destroying' : 'deploying',
  );
  let count = { done: 0, total: 0 };
  for (const event of events) count = counter.count(event);
  return count;
}

/**
 * The timeline of an operation: the state of each resource, what is awaited, and when it is expected to end.
 *
 * @param events - of the operation, oldest first
 * @param options - `isOver`: whether nothing is expected any more
 * @public
 */
export function deriveOperation(
  events: readonly OperationEvent[],
  options: {
    plan: Omit<OperationPlan, 'started'>;
    durations: LearnedDurations;
    isOver: boolean;
    now: number;
  },
): OperationTimeline {
  const { isOver, now } = options;
  const started = spansOf(events);
  const plan = { ...options.plan, started };
  const works = plannedWork(plan);
  const durations = withObserved(options.durations, started);
  const pending = isOver ? new Set<string>() : pendingOf(works, started);
  const startedAt = msOf(events[0]?.at ?? isoOf(now));
  const prediction = predict(works, started, pending, durations, {
    startedAt,
    now,
  });
  const critical = new Set(prediction.criticalPath);
  const dependencies = new Map(
    works.map(({ logicalId, dependsOn }) => [logicalId, dependsOn]),
  );
  const isUnfinished = (id: string) =>
    pending.has(id) || isOpen(started.get(id)?.spans.at(-1));

  const shown = works.filter(
    ({ logicalId, action }) => action !== undefined || started.has(logicalId),
  );
  const resources = shown.map(({ logicalId, type }): OperationResource => {
    const spans = started.get(logicalId)?.spans ?? [];
    const isPending = pending.has(logicalId);
    const times = prediction.of.get(logicalId);
    const waitsFor = (dependencies.get(logicalId) ?? []).filter(isUnfinished);
    return {
      logicalId,
      type,
      area: areaOf(type),
      state: stateOf(spans, isPending),
      spans,
      ...(isPending &&
        times && {
          expectedStart: isoOf(times.start),
          ...(waitsFor.length > 0 && { waitsFor }),
        }),
      ...((isPending || isOpen(spans.at(-1))) &&
        !isOver &&
        times && { expectedEnd: isoOf(times.end) }),
      isCritical: critical.has(logicalId),
    };
  });
  const orderOf = ({ logicalId, spans }: OperationResource) =>
    spans[0] ? msOf(spans[0].startedAt) : prediction.of.get(logicalId)?.start;
  resources.sort((a, b) => (orderOf(a) ?? 0) - (orderOf(b) ?? 0));
  return {
    startedAt: isoOf(startedAt),
    expectedEnd:
      isOver || works.length === 0 ? undefined : isoOf(prediction.end),
    ...countOf(plan, shown, events),
    awaited: isOver ? undefined : awaitedOf(resources, durations),
    resources,
  };
}
