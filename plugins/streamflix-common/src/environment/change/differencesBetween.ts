import { titleOf } from '../describeIssue';
import type { EnvironmentSpec } from '../EnvironmentSpec';
import { isValues, valueAt, type Values } from '../values';
import { isChosenByPlan } from './chosenByPlan';

/**
 * One changed value; undefined where there is none.
 *
 * @public
 */
export interface Difference {
  /** Path in `EnvironmentSpec`, such as `service.maxTasks`. */
  path: string;
  /** Title of the field in the form. */
  title: string;
  from: unknown;
  to: unknown;
}

const pathsOf = (values: Values, prefix = ''): string[] =>
  Object.entries(values).flatMap(([key, value]) =>
    isValues(value) && key !== 'tags'
      ? pathsOf(value, `${prefix}${key}.`)
      : [`${prefix}${key}`],
  );

/**
 * Every value in which two specifications of an environment, or two drafts, differ, in the order of the specification. What the
 * plan chooses differs only where the next one requests it: where it does not, the plan keeps what runs.
 *
 * @public
 */
export function differencesBetween(
  running: EnvironmentSpec | Values,
  next: EnvironmentSpec | Values,
): Difference[] {
  const paths = new Set([...pathsOf(running), ...pathsOf(next)]);
  return [...paths].flatMap(path => {
    const [from, to] = [running, next].map(spec => valueAt(spec, path));
    const isKept = to === undefined && isChosenByPlan(path);
    return isKept || JSON.stringify(from) === JSON.stringify(to)
      ? []
      : [{ path, title: titleOf(path.split('.')), from, to }];
  });
}
