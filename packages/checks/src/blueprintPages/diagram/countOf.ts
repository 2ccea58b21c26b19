/** `1 day`, `2 days`. */
export const countOf = (number: number, word: string) =>
  `${number} ${word}${number === 1 ? '' : 's'}`;
