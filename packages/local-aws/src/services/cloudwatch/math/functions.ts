import { mapSeries, mergeSeries, type Series } from '../Series';
import { isSeries, isSeriesList, type MathValue } from './MathValue';

/** @returns undefined when the arguments have the wrong types */
export type MathFunction = (
  args: readonly MathValue[],
  grid: Grid,
) => MathValue | undefined;

/** The times at which a query may have values. */
export interface Grid {
  readonly start: Date;
  readonly end: Date;
}

const sum = (values: readonly number[]) =>
  values.reduce((total, value) => total + value, 0);
const average = (values: readonly number[]) => sum(values) / values.length;

function deviation(values: readonly number[]): number {
  const middle = average(values);
  return Math.sqrt(average(values.map(value => (value - middle) ** 2)));
}

/** For a list, per time; for one series, all its values as one number. */
function aggregate(merge: (values: readonly number[]) => number): MathFunction {
  return ([value]) => {
    if (isSeriesList(value)) {
      return value.length ? mergeSeries(value, merge) : undefined;
    }
    return isSeries(value) ? merge([...value.points.values()]) : undefined;
  };
}

/** Per value. */
function each(change: (value: number) => number): MathFunction {
  return ([value]) => {
    if (typeof value === 'number') return change(value);
    if (isSeries(value)) return mapSeries(value, change);
    return isSeriesList(value)
      ? value.map(series => mapSeries(series, change))
      : undefined;
  };
}

/** Computed from each value and its predecessor; the first value has no result. */
function difference(
  change: (by: number, seconds: number) => number,
): MathFunction {
  return ([value]) => {
    if (!isSeries(value)) return undefined;
    const entries = [...value.points];
    return {
      period: value.period,
      points: new Map(
        entries.slice(1).map(([time, current], index) => {
          const [before, previous] = entries[index];
          return [time, change(current - previous, (time - before) / 1000)];
        }),
      ),
    };
  };
}

const fill: MathFunction = ([value, filler], { start, end }) => {
  if (!isSeries(value) || typeof filler !== 'number') return undefined;
  const points = new Map<number, number>();
  for (
    let time = start.getTime();
    time < end.getTime();
    time += value.period * 1000
  ) {
    points.set(time, value.points.get(time) ?? filler);
  }
  return { period: value.period, points };
};

const choose: MathFunction = ([condition, yes, no]) => {
  if (typeof condition === 'number') return condition ? yes : no;
  if (!isSeries(condition)) return undefined;
  const at = (value: MathValue, time: number) =>
    isSeries(value) ? value.points.get(time) : value;
  const points = new Map<number, number>();
  for (const [time, holds] of condition.points) {
    const chosen = at(holds ? yes : no, time);
    if (typeof chosen === 'number') points.set(time, chosen);
  }
  return { period: condition.period, points };
};

/**
 * Functions of metric math.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html
 */
export const functions: Readonly<Record<string, MathFunction>> = {
  ABS: each(Math.abs),
  AVG: aggregate(average),
  CEIL: each(Math.ceil),
  DIFF: difference(by => by),
  FILL: fill,
  FLOOR: each(Math.floor),
  IF: choose,
  LOG: each(Math.log),
  LOG10: each(Math.log10),
  MAX: aggregate(values => Math.max(...values)),
  MIN: aggregate(values => Math.min(...values)),
  PERIOD: ([value]) => (isSeries(value) ? value.period : undefined),
  RATE: difference((by, seconds) => by / seconds),
  STDDEV: aggregate(deviation),
  SUM: aggregate(sum),
};

/** A condition is 1 where it is true and 0 where it is false. */
const condition = (holds: boolean) => (holds ? 1 : 0);

export const operators: Readonly<
  Record<string, (left: number, right: number) => number>
> = {
  '+': (left, right) => left + right,
  '-': (left, right) => left - right,
  '*': (left, right) => left * right,
  '/': (left, right) => left / right,
  '^': (left, right) => left ** right,
  '==': (left, right) => condition(left === right),
  '!=': (left, right) => condition(left !== right),
  '<': (left, right) => condition(left < right),
  '<=': (left, right) => condition(left <= right),
  '>': (left, right) => condition(left > right),
  '>=': (left, right) => condition(left >= right),
  '&&': (left, right) => condition(Boolean(left && right)),
  AND: (left, right) => condition(Boolean(left && right)),
  '||': (left, right) => condition(Boolean(left || right)),
  OR: (left, right) => condition(Boolean(left || right)),
};

/** A division by zero has no value. */
export function withoutNonsense({ period, points }: Series): Series {
  return {
    period,
    points: new Map([...points].filter(([, value]) => Number.isFinite(value))),
  };
}
