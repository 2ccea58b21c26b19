/** The total of counts. */
export const sum = (counts: ReadonlyMap<string, number>): number =>
  [...counts.values()].reduce((total, count) => total + count, 0);

/** Values by name as one line, the greatest first. */
export const table = (
  values: ReadonlyMap<string, number>,
  format: (value: number) => string,
): string =>
  [...values]
    .sort(([, a], [, b]) => b - a)
    .map(([name, value]) => `${name} ${format(value)}`)
    .join(', ');

export const percent = (share: number): string =>
  `${(share * 100).toFixed(0)} %`;
