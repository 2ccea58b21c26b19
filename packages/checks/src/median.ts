/** The middle value; for an even number of values, the lower of the two in the middle. */
export function median(values: readonly number[]): number {
  if (values.length === 0)
    throw new RangeError('There is no median of nothing.');
  return [...values].sort((a, b) => a - b)[Math.floor((values.length - 1) / 2)];
}
