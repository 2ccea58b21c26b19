import { toSentence } from './toSentence';

/**
 * Something that could not be read, and why.
 *
 * @public
 */
export interface UnreadPart {
  /** Such as `Database` or `metrics of cluster aurora-demo`. */
  what: string;
  reason: string;
}

/**
 * Summary of what could not be read, with the reason.
 *
 * @public
 */
export const describeUnread = ({ what, reason }: UnreadPart): string =>
  `${toSentence(what)} could not be read: ${reason}`;

/**
 * Reasons that are not that something could not be read.
 *
 * @public
 */
export function withoutUnread(
  reasons: readonly string[],
  unread: readonly UnreadPart[] = [],
): string[] {
  const messages = new Set(unread.map(describeUnread));
  return reasons.filter(reason => !messages.has(reason));
}

/** `a`, `a and b`, `a, b and c`. */
const listOf = (items: Iterable<string>): string => {
  const all = [...new Set(items)];
  const last = all.pop() ?? '';
  return all.length > 0 ? `${all.join(', ')} and ${last}` : last;
};

/** The first action of AWS that a reason names, as IAM names it, such as `rds:DescribeDBClusters`. */
const actionPattern = /\b[a-z][a-z0-9-]*:[A-Z]\w*/;

/** They take the place of what differs. No reason has control characters. */
const marks = { action: '\u0001', region: '\u0002' };

/**
 * Groups what failed for the same reason. Reasons are the same when they differ only in the action that AWS denied, throttled or could
 * not answer, and in the region: the reason of a group names them all.
 *
 * @public
 */
export function groupByReason<T extends { reason: string; region?: string }>(
  failures: readonly T[],
): { reason: string; items: T[] }[] {
  const groups = new Map<string, { actions: string[]; items: T[] }>();
  for (const item of failures) {
    const { reason, region } = item;
    const action = actionPattern.exec(reason)?.[0];
    const common = action ? reason.replaceAll(action, marks.action) : reason;
    const key = region ? common.replaceAll(region, marks.region) : common;
    const group = groups.get(key) ?? { actions: [], items: [] };
    if (action) group.actions.push(action);
    group.items.push(item);
    groups.set(key, group);
  }
  return [...groups].map(([key, { actions, items }]) => ({
    reason: key
      .replaceAll(marks.action, listOf(actions))
      .replaceAll(
        marks.region,
        listOf(items.flatMap(({ region }) => region ?? [])),
      ),
    items,
  }));
}

/**
 * What could not be read, once for each reason.
 *
 * @public
 */
export const groupUnread = (parts: readonly UnreadPart[]): UnreadPart[] =>
  groupByReason(parts).map(({ reason, items }) => ({
    what: toSentence(listOf(items.map(({ what }) => what))),
    reason,
  }));
