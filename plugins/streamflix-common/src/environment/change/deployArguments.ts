import type { EnvironmentSpec } from '../EnvironmentSpec';
import { isValues, type Values } from '../values';
import { inputOfChange } from './inputOfChange';

/** Values as `path=value`, as `streamflix deploy --set` takes them. */
const assignmentsOf = (values: Values, prefix = ''): string[] =>
  Object.entries(values).flatMap(([key, value]) =>
    isValues(value)
      ? assignmentsOf(value, `${prefix}${key}.`)
      : [`${prefix}${key}=${[value].flat().join(',')}`],
  );

/**
 * Arguments of `streamflix` that create the same environment: its identity, and every value that differs from the blueprint's.
 *
 * @public
 */
export function deployArguments(running: EnvironmentSpec): string[] {
  const { blueprint, suffix, region, owner, account, ...settings } =
    inputOfChange(running, {});
  const identity = { blueprint, suffix, region, owner, account };
  return [
    'deploy',
    ...Object.entries(identity).flatMap(([name, value]) =>
      value === undefined ? [] : [`--${name}`, value],
    ),
    ...assignmentsOf(settings).flatMap(assignment => ['--set', assignment]),
  ];
}
