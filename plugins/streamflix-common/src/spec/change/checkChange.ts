import type { EnvironmentSpec } from '../EnvironmentSpec';
import type { Problem } from '../Problem';
import { valueAt } from '../values';
import { changeRules } from './changeRules';
import { fixedValues, isBound } from './fixedValues';

/**
 * What cannot become of an environment that exists: values that can only be changed by replacement, and changes AWS would begin
 * and fail at. Every problem at once, in the form's words; none for an environment that stays as it is.
 *
 * @param running - specification of the environment as it is
 * @param next - specification it is to have; valid
 */
export function checkChange(
  running: EnvironmentSpec,
  next: EnvironmentSpec,
): Problem[] {
  return [
    ...fixedValues
      .filter(value => isBound(value, running, next))
      .filter(({ path }) => valueAt(running, path) !== valueAt(next, path))
      .map(({ path, title, reason }) => ({
        path,
        message: `${title} must stay ${
          valueAt(running, path) === undefined ? 'empty' : 'as it is'
        }: ${reason}.`,
      })),
    ...changeRules.flatMap(({ path, check }) => {
      const message = check(running, next);
      return message ? [{ path, message }] : [];
    }),
  ];
}
