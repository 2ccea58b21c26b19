import { mapSeries, type Series, zipSeries } from '../Series';

/** The value of a part of an expression. */
export type MathValue = number | string | Series | readonly Series[];

export function isSeries(value: MathValue): value is Series {
  return typeof value === 'object' && 'points' in value;
}

export function isSeriesList(value: MathValue): value is readonly Series[] {
  return Array.isArray(value);
}

/**
 * Applies a function of two numbers to both operands: per time for series, per series for lists.
 *
 * @returns undefined when the operands cannot be combined
 */
export function combine(
  left: MathValue,
  right: MathValue,
  change: (left: number, right: number) => number,
): MathValue | undefined {
  if (isSeriesList(left)) {
    return left.map(each => combineOne(each, right, change));
  }
  if (isSeriesList(right)) {
    return right.map(each => combineOne(each, left, (a, b) => change(b, a)));
  }
  if (isSeries(left)) return combineOne(left, right, change);
  if (isSeries(right)) return combineOne(right, left, (a, b) => change(b, a));
  return typeof left === 'number' && typeof right === 'number'
    ? change(left, right)
    : undefined;
}

function combineOne(
  series: Series,
  other: MathValue,
  change: (own: number, other: number) => number,
): Series {
  if (typeof other === 'number') {
    return mapSeries(series, value => change(value, other));
  }
  return isSeries(other)
    ? zipSeries(series, other, change)
    : { ...series, points: new Map() };
}
