import { applies } from '../applies';
import { blueprints } from '../blueprints';
import type { EnvironmentInput, EnvironmentSpec } from '../EnvironmentSpec';
import {
  inputFromForm,
  type EnvironmentForm,
  type EnvironmentSettings,
} from '../inputFromForm';
import { describeUnreadable } from '../inputBounds';
import { isValues, mergeValues, valueAt, type Values } from '../values';

/**
 * What is to become different of an environment that runs: settings alone, in drawers or outside, for who and where it is
 * stays. What is left out stays as it runs now, not as its blueprint has it. `null` takes a value away, such as the address of
 * the alarms; lists and tags are replaced whole.
 */
export interface EnvironmentChange extends EnvironmentSettings {
  size?: EnvironmentSettings;
  advanced?: EnvironmentSettings;
  secrets?: EnvironmentInput['secrets'];
}

/** Values that follow from another: a person who chooses another kind of store did not choose the version of the old one. */
const followers = new Map([
  ['database.version', ['database.kind']],
  ['cache.version', ['cache.kind', 'cache.engine']],
]);

const isSection = (key: string, value: unknown): value is Values =>
  isValues(value) && key !== 'tags';

/** Paths at which something is taken away. */
function takenFrom(values: Values, prefix = ''): string[] {
  return Object.entries(values).flatMap(([key, value]) => {
    if (value === null) return [`${prefix}${key}`];
    return isSection(key, value) ? takenFrom(value, `${prefix}${key}.`) : [];
  });
}

/** A copy of only those values that are kept, sections that are left empty apart. */
function filtered(
  values: Values,
  isKept: (path: string, value: unknown) => boolean,
  prefix = '',
): Values {
  return Object.fromEntries(
    Object.entries(values).flatMap(([key, value]): [string, unknown][] => {
      const path = `${prefix}${key}`;
      if (isSection(key, value)) {
        const section = filtered(value, isKept, `${path}.`);
        return Object.keys(section).length > 0 ? [[key, section]] : [];
      }
      return value !== undefined && isKept(path, value) ? [[key, value]] : [];
    }),
  );
}

const isSame = (a: unknown, b: unknown) =>
  JSON.stringify(a) === JSON.stringify(b);

/**
 * The complete input of a running environment with some values changed: give it to `resolveSpec`, and what nobody touched comes
 * out as it runs now.
 *
 * Only what differs from the blueprint is in it, for a value that is given is one a person answers for. What means nothing any
 * more once another value has changed, such as the Aurora instances of an environment that goes over to RDS, is left out.
 *
 * @param running - specification of the environment as it is
 * @param change - perhaps malformed: `resolveSpec` reports that. One that is too large to be read comes back as it is
 */
export function inputOfChange(
  running: EnvironmentSpec,
  change: EnvironmentChange,
): EnvironmentInput {
  if (describeUnreadable(change)) return change as EnvironmentInput;
  const { suffix, region, account, blueprint, owner, ...settings } = running;
  const identity = { suffix, region, account, blueprint, owner };
  const drawers: Values[] = [
    change.advanced,
    change.size,
    { ...change, advanced: undefined, size: undefined },
  ].filter(isValues);
  const taken = new Set(drawers.flatMap(drawer => takenFrom(drawer)));
  const given: Values = {
    ...inputFromForm({ ...change } as EnvironmentForm),
  };
  const wanted = mergeValues(settings, given);
  const { defaults } = blueprints[blueprint];
  const isGiven = (path: string) => valueAt(given, path) !== undefined;

  const kept = filtered(wanted, (path, value) => {
    if (taken.has(path) || Object.hasOwn(identity, path)) return false;
    if (isGiven(path)) return true;
    const leaders = followers.get(path) ?? [];
    return (
      !isSame(value, valueAt(defaults, path)) &&
      applies(path, wanted) &&
      leaders.every(
        leader => valueAt(wanted, leader) === valueAt(running, leader),
      )
    );
  });
  return { ...kept, ...filtered(identity, () => true) } as EnvironmentInput;
}
