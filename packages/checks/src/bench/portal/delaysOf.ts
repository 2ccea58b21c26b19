/** A number of finished resources that a page has painted, and when, in milliseconds. */
export interface Shown {
  done: number;
  at: number;
}

/**
 * Milliseconds from each completion to when a page had painted at least as many. Those from before the page was opened, which its first
 * reading shows, are left out.
 *
 * @param completions - oldest first
 */
export function delaysOf(
  completions: readonly number[],
  shown: readonly Shown[],
): number[] {
  const first = shown[0]?.done ?? completions.length;
  return completions.flatMap((at, index) => {
    if (index < first) return [];
    const seen = shown.find(({ done }) => done > index);
    return seen ? [seen.at - at] : [];
  });
}
