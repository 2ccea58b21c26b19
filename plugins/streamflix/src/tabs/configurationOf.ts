import {
  applies,
  blueprints,
  draftOf,
  isValues,
  titleOf,
  valueAt,
  type EnvironmentSpec,
  type Values,
} from '@streamflix/backstage-plugin-streamflix-common';

/** One value of an environment. */
export interface ConfiguredValue {
  /** Path in `EnvironmentSpec`, such as `service.maxTasks`. */
  path: string;
  title: string;
  value: unknown;
  /** The blueprint's own value where it differs; `value` is undefined if the blueprint sets none. */
  blueprint?: { value: unknown };
}

/** The values of one section; the empty section is that of the whole environment. */
export interface ConfiguredSection {
  section: string;
  values: ConfiguredValue[];
}

/** Who and where an environment is, and what a plan chooses where the user does not: no blueprint has these. */
const notOfBlueprint = new Set([
  'suffix',
  'region',
  'account',
  'blueprint',
  'owner',
  'databaseVersion',
  'network.zoneIds',
]);

const isSame = (a: unknown, b: unknown) =>
  JSON.stringify(a) === JSON.stringify(b);

/** Every value of an environment that has an effect, section by section, with what the blueprint has instead where they differ. */
export function configurationOf(spec: EnvironmentSpec): ConfiguredSection[] {
  const { suffix, region, blueprint, owner } = spec;
  const defaults = draftOf(blueprints[blueprint], {
    suffix,
    region,
    blueprint,
    owner,
  });
  const toValue = (path: string, value: unknown): ConfiguredValue => {
    const own = valueAt(defaults, path);
    // No tags and no names are the same as an empty list of them.
    const isEmpty =
      own === undefined &&
      (Array.isArray(value) || isValues(value)) &&
      Object.keys(value).length === 0;
    const isDifferent =
      !notOfBlueprint.has(path) && !isEmpty && !isSame(value, own);
    return {
      path,
      title: titleOf(path.split('.')),
      value,
      blueprint: isDifferent ? { value: own } : undefined,
    };
  };
  const valuesOf = (values: Values, prefix: string) =>
    Object.entries(values)
      .filter(
        ([key, value]) =>
          value !== undefined && applies(`${prefix}${key}`, { ...spec }),
      )
      .map(([key, value]) => toValue(`${prefix}${key}`, value));

  const isSection = ([key, value]: [string, unknown]) =>
    isValues(value) && key !== 'tags';
  const entries = Object.entries<unknown>(spec);
  const general = entries.filter(
    entry => !isSection(entry) && entry[0] !== 'databaseVersion',
  );
  // The exact version is at the top level, where it came later.
  const exactVersion = valuesOf({ databaseVersion: spec.databaseVersion }, '');
  return [
    { section: '', values: valuesOf(Object.fromEntries(general), '') },
    ...entries.flatMap(([section, values]) =>
      isSection([section, values]) && isValues(values)
        ? [
            {
              section,
              values: [
                ...valuesOf(values, `${section}.`),
                ...(section === 'database' ? exactVersion : []),
              ],
            },
          ]
        : [],
    ),
  ].filter(({ values }) => values.length > 0);
}
