import type { EnvironmentSpec } from '../EnvironmentSpec';
import type { Problem } from '../Problem';
import { valueAt } from '../values';
import { fieldChanges } from './fieldChanges';
import { fixedValues, isBound } from './fixedValues';

/**
 * Reports what an existing environment cannot change to: values that need a replacement, and changes that AWS would start and
 * then fail. Returns every problem at once, in the terms of the form; none for an unchanged environment.
 *
 * @param running - specification of the environment as it runs
 * @param next - requested specification; valid
 * @public
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
    ...Object.entries(fieldChanges).flatMap(([path, { check }]) => {
      const message = check?.(running, next);
      return message ? [{ path, message }] : [];
    }),
  ];
}
