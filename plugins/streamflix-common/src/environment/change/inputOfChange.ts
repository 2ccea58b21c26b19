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
import { isChosenByPlan } from './chosenByPlan';

/**
 * The settings to change in a running environment, in form sections or at the top level; its identity and target stay the same. A
 * setting that is left out keeps its running value, not the blueprint's. `null` removes a value, such as the alarm address; lists
 * and tags are replaced as a whole.
 *
 * @public
 */
export interface EnvironmentChange extends EnvironmentSettings {
  size?: EnvironmentSettings;
  advanced?: EnvironmentSettings;
  secrets?: EnvironmentInput['secrets'];
}

/** Values that depend on another: a user who chooses another kind of store did not choose the old one's version. */
const followers = new Map([
  ['database.version', ['database.kind']],
  ['cache.version', ['cache.kind', 'cache.engine']],
]);

const isSection = (key: string, value: unknown): value is Values =>
  isValues(value) && key !== 'tags';

/** Paths at which a value is removed. */
function takenFrom(values: Values, prefix = ''): string[] {
  return Object.entries(values).flatMap(([key, value]) => {
    if (value === null) return [`${prefix}${key}`];
    return isSection(key, value) ? takenFrom(value, `${prefix}${key}.`) : [];
  });
}

/** A copy with only the values that pass the filter, without sections that become empty. */
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
 * The complete input of a running environment with some values changed. Pass it to `resolveSpec`; unchanged values come out as
 * they run now.
 *
 * It contains only what differs from the blueprint, because a given value counts as chosen by the user. It leaves out what no
 * longer applies after the change, such as the Aurora instances of an environment that changes to RDS.
 *
 * @param running - specification of the environment as it runs
 * @param change - possibly malformed: `resolveSpec` reports that. One that is too large to read is returned unchanged
 * @public
 */
export function inputOfChange(
  running: EnvironmentSpec,
  change: EnvironmentChange,
): EnvironmentInput {
  if (describeUnreadable(change)) return change as EnvironmentInput;
  const { suffix, region, account, blueprint, owner, ...settings } = running;
  const identity = { suffix, region, account, blueprint, owner };
  const sections: Values[] = [
    change.advanced,
    change.size,
    { ...change, advanced: undefined, size: undefined },
  ].filter(isValues);
  const taken = new Set(sections.flatMap(section => takenFrom(section)));
  const given: Values = {
    ...inputFromForm({ ...change } as EnvironmentForm),
  };
  const wanted = mergeValues(settings, given);
  const { defaults } = blueprints[blueprint];
  const isGiven = (path: string) => valueAt(given, path) !== undefined;

  const kept = filtered(wanted, (path, value) => {
    if (taken.has(path) || Object.hasOwn(identity, path)) return false;
    if (isGiven(path)) return true;
    if (isChosenByPlan(path)) return false;
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
