/** A share as a length in CSS and SVG. */
export const percentOf = (part: number, whole: number) =>
  `${(100 * part) / whole}%`;
