import {
  areas,
  type Area,
  type Operation,
  type OperationResource,
} from '@streamflix/backstage-plugin-streamflix-common';

/** Resources that are shown while nothing is expanded. */
const shownAtFirst = 10;

/** Resources of one part of the environment. */
export interface TimelineGroup {
  /** Undefined for resources of other types. */
  area?: Area;
  resources: OperationResource[];
  /** Those that are shown while the group is collapsed, in the same order. */
  important: OperationResource[];
  /** Number of resources on which nothing is left to do. */
  done: number;
  /** When its first work started and its last ended, in milliseconds; undefined while nothing has started. */
  start?: number;
  end?: number;
  isInProgress: boolean;
  /** Whether all of it was deleted, or failed. */
  isUndone: boolean;
}

const isInProgress = ({ state }: OperationResource) =>
  state === 'in-progress' || state === 'stabilising';

const isFinished = ({ state }: OperationResource) =>
  !['waiting', 'in-progress', 'stabilising'].includes(state);

/** Milliseconds that its work takes, or is expected to take. */
function lengthOf({ spans, expectedStart, expectedEnd }: OperationResource) {
  const start = spans[0]?.startedAt ?? expectedStart;
  const end = expectedEnd ?? spans.at(-1)?.endedAt;
  return start && end ? Date.parse(end) - Date.parse(start) : 0;
}

/** The most important resources of an operation: what failed, what is being worked on, what determines the end, what took long. */
export function importantOf(
  { resources, explanation, awaited }: Operation,
  count = shownAtFirst,
): Set<string> {
  const rankOf = (resource: OperationResource) => {
    const { logicalId, spans, isCritical } = resource;
    if (logicalId === explanation?.resource?.logicalId) return 0;
    if (spans.some(({ result }) => result === 'failed')) return 1;
    if (logicalId === awaited?.logicalId) return 2;
    if (isInProgress(resource)) return isCritical ? 3 : 4;
    if (resource.state === 'waiting') return isCritical ? 5 : 7;
    return isCritical ? 6 : 8;
  };
  return new Set(
    [...resources]
      .sort((a, b) => rankOf(a) - rankOf(b) || lengthOf(b) - lengthOf(a))
      .slice(0, count)
      .map(({ logicalId }) => logicalId),
  );
}

/** The resources of an operation by part of the environment, parts in order of their first work. */
export function groupsOf(operation: Operation): TimelineGroup[] {
  const important = importantOf(operation);
  const groups = [...areas, undefined].map((area): TimelineGroup => {
    const resources = operation.resources.filter(each => each.area === area);
    const spans = resources.flatMap(each => each.spans);
    const starts = spans.map(({ startedAt }) => Date.parse(startedAt));
    const ends = spans.flatMap(({ endedAt }) =>
      endedAt ? [Date.parse(endedAt)] : [],
    );
    return {
      area,
      resources,
      important: resources.filter(({ logicalId }) => important.has(logicalId)),
      done: resources.filter(isFinished).length,
      start: starts.length > 0 ? Math.min(...starts) : undefined,
      end: ends.length > 0 ? Math.max(...ends) : undefined,
      isInProgress: resources.some(isInProgress),
      isUndone: resources.every(
        ({ state }) => state === 'deleted' || state === 'failed',
      ),
    };
  });
  return groups
    .filter(({ resources }) => resources.length > 0)
    .sort((a, b) => (a.start ?? Infinity) - (b.start ?? Infinity));
}

/** The axis of a timeline. Times are in milliseconds. */
export interface TimelineScale {
  start: number;
  end: number;
  /** Seconds since the start. */
  ticks: number[];
  /** Position of a time in percent. */
  at(time: number): number;
}

/** Seconds between two ticks. */
const steps = [
  1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400,
];

/**
 * The axis of an operation, to its end or to where that is expected. Its length changes in steps of a quarter tick, so that a new
 * prediction does not move every bar.
 */
export function scaleOf(operation: Operation): TimelineScale {
  const start = Date.parse(operation.startedAt);
  const isOver = operation.endedAt !== undefined;
  const last = Math.max(
    Date.parse(operation.endedAt ?? operation.now),
    isOver || !operation.expectedEnd ? 0 : Date.parse(operation.expectedEnd),
    start + 1_000,
  );
  const seconds = (last - start) / 1000;
  const step =
    steps.find(each => seconds / each <= 6) ?? Math.ceil(seconds / 6);
  const length = isOver
    ? seconds
    : Math.ceil((seconds * 1.04) / (step / 4)) * (step / 4);
  const ticks = [];
  for (let tick = 0; tick <= length; tick += step) ticks.push(tick);
  const end = start + length * 1000;
  return {
    start,
    end,
    ticks,
    at: time =>
      Math.min(100, Math.max(0, (100 * (time - start)) / (end - start))),
  };
}
