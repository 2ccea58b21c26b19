import { acceptVersionNumbers } from './acceptVersionNumbers';
import type { EnvironmentInput } from './EnvironmentSpec';
import { describeUnreadable } from './inputBounds';
import { isValues, mergeValues, type Values } from './values';

/**
 * Settings of an environment, without its identity and target.
 *
 * @public
 */
export type EnvironmentSettings = Omit<
  EnvironmentInput,
  'suffix' | 'region' | 'blueprint' | 'owner' | 'secrets'
>;

/**
 * What the form of the template `create-streamflix-environment` holds, and what the actions take: an `EnvironmentInput` in which
 * some settings may be in a form section, because one field of the form edits several parts of the specification.
 *
 * | property | field of the form | holds |
 * |---|---|---|
 * | `suffix` | `StreamflixSuffix` | string |
 * | `blueprint` | `StreamflixBlueprint` | string, a `BlueprintId` |
 * | `region` | `StreamflixRegion` | string |
 * | `owner` | `OwnerPicker` of the scaffolder | entity reference |
 * | `size` | `StreamflixSize` | object: any part of `service worker database cache stream`, the settings that scale |
 * | `secrets` | `StreamflixSecrets` | object: `database`, `apiKeys`; names, never values |
 * | `advanced` | `StreamflixAdvanced` | object: every other setting, including `account costCenter tags deletionProtection` |
 *
 * The fields emit only what differs from the blueprint, so each section may be missing or empty. A template passes them on:
 *
 * ```yaml
 * size: ${{ parameters.size }}
 * advanced: ${{ parameters.advanced }}
 * secrets: ${{ parameters.secrets }}
 * ```
 *
 * @public
 */
export interface EnvironmentForm extends EnvironmentInput {
  size?: EnvironmentSettings;
  advanced?: EnvironmentSettings;
}

/** Drops what a form leaves behind when a field is emptied: empty texts, values and sections. Tags may be empty texts. */
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
 * Merges the form's sections into one `EnvironmentInput`.
 *
 * If a setting is given twice, the top-level one overrides `size`, and `size` overrides `advanced`; so neither can change the
 * identity or the target of the environment. Nothing is validated or dropped: pass the result to `resolveSpec`, which reports
 * unknown settings and sections that are not objects. A form that is too large to read is returned unchanged.
 *
 * @public
 */
export function inputFromForm(form: EnvironmentForm): EnvironmentInput {
  if (describeUnreadable(form)) return form;
  const { size, advanced, ...outside } = withoutBlanks({ ...form });
  const drawers = Object.entries({ advanced, size });
  const misshapen = Object.fromEntries(
    drawers.filter(([, value]) => value !== undefined && !isValues(value)),
  );
  return acceptVersionNumbers(
    [...drawers.map(([, value]) => value), outside]
      .filter(isValues)
      .reduce<Values>(mergeValues, misshapen),
  ) as EnvironmentInput;
}
