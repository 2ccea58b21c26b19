import type { EnvironmentInput } from './EnvironmentSpec';
import { describeUnreadable } from './inputBounds';
import { isValues, mergeValues, type Values } from './values';

/** Settings of an environment without who and where it is. */
export type EnvironmentSettings = Omit<
  EnvironmentInput,
  'suffix' | 'region' | 'blueprint' | 'owner' | 'secrets'
>;

/**
 * What the form of the template `create-streamflix-environment` holds, and what the actions take: an `EnvironmentInput`,
 * some of whose settings may lie in a drawer, because one field of the form edits several sections.
 *
 * | property | field of the form | holds |
 * |---|---|---|
 * | `suffix` | `StreamflixSuffix` | string |
 * | `blueprint` | `StreamflixBlueprint` | string, a `BlueprintId` |
 * | `region` | `StreamflixRegion` | string |
 * | `owner` | `OwnerPicker` of the scaffolder | entity reference |
 * | `size` | `StreamflixSize` | object: any part of `service worker database cache stream`, the settings that scale |
 * | `secrets` | `StreamflixSecrets` | object: `database`, `apiKeys`; names, never values |
 * | `advanced` | `StreamflixAdvanced` | object: every other setting, `account costCenter tags deletionProtection` among them |
 *
 * The fields emit only what differs from the blueprint, so each drawer may be missing or empty.
 * In a template: `size: ${{ parameters.size }}`, `advanced: ${{ parameters.advanced }}`, `secrets: ${{ parameters.secrets }}`.
 */
export interface EnvironmentForm extends EnvironmentInput {
  size?: EnvironmentSettings;
  advanced?: EnvironmentSettings;
}

/** Without what a form leaves behind when a field is emptied: no text, no value, no section. Tags may be empty texts. */
function withoutBlanks(values: Values): Values {
  return Object.fromEntries(
    Object.entries(values)
      .map(([key, value]): [string, unknown] => [
        key,
        isValues(value) && key !== 'tags' ? withoutBlanks(value) : value,
      ])
      .filter(
        ([, value]) =>
          value !== undefined &&
          value !== null &&
          value !== '' &&
          !(isValues(value) && Object.keys(value).length === 0),
      ),
  );
}

/**
 * Empties the drawers of the form into one `EnvironmentInput`.
 *
 * Where a setting was given twice, the one outside wins over `size`, and `size` over `advanced`; so neither can change who and
 * where the environment is. Nothing is checked and nothing is lost: give the result to `resolveSpec`, which reports whatever
 * is no setting, a drawer that is no object among it. A form that is too large to be read stays as it is.
 */
export function inputFromForm(form: EnvironmentForm): EnvironmentInput {
  if (describeUnreadable(form)) return form;
  const { size, advanced, ...outside } = withoutBlanks({ ...form });
  const drawers = Object.entries({ advanced, size });
  const misshapen = Object.fromEntries(
    drawers.filter(([, value]) => value !== undefined && !isValues(value)),
  );
  return [...drawers.map(([, value]) => value), outside]
    .filter(isValues)
    .reduce<Values>(mergeValues, misshapen) as EnvironmentInput;
}
