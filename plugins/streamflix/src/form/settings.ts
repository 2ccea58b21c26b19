import {
  environmentInputJsonSchema,
  isValues,
} from '@streamflix/backstage-plugin-streamflix-common';

/** JSON Schema of one value, limited to what a form needs. */
export interface ValueSchema {
  type?: string;
  title?: string;
  description?: string;
  enum?: readonly (string | number)[];
  minimum?: number;
  maximum?: number;
  multipleOf?: number;
  properties?: Record<string, ValueSchema>;
}

/** One value of an environment that a user may set. */
export interface Setting {
  /** Path in `EnvironmentInput`: `service.maxTasks`, or `tags`. */
  path: string;
  /** Its section; empty for values of the whole environment. */
  section: string;
  schema: ValueSchema;
}

/** The values of a schema, section by section. An object without named properties, such as the tags, is one value. */
export function settingsOf(
  { properties = {} }: ValueSchema,
  section = '',
): Setting[] {
  return Object.entries(properties).flatMap(([key, schema]) =>
    schema.properties && section === ''
      ? settingsOf(schema, key)
      : { path: section ? `${section}.${key}` : key, section, schema },
  );
}

/** Description of a value that has a field of its own; a template may have another one. */
export const descriptionOf = (
  name: 'suffix' | 'blueprint' | 'region' | 'owner',
): string => String(environmentInputJsonSchema().properties[name].description);

/** Scaling limits and store sizes: the settings of the field `StreamflixSize`. All others are advanced. */
const sizes: Record<string, readonly string[]> = {
  service: ['minTasks', 'maxTasks', 'cpu', 'memory', 'cpuTarget'],
  worker: ['minTasks', 'maxTasks', 'cpu', 'memory', 'cpuTarget'],
  database: [
    'minCapacity',
    'maxCapacity',
    'instances',
    'instanceClass',
    'storageGiB',
  ],
  cache: ['nodeType', 'nodes', 'maxStorageGiB', 'maxEcpu'],
  stream: ['shards'],
};
function isSize(path: string): boolean {
  const [section, key] = path.split('.');
  return sizes[section]?.includes(key) ?? false;
}

const elsewhere = ['suffix', 'region', 'blueprint', 'owner', 'secrets'];

/** Whether a setting is at home in a field, unless a template lists others for it. */
export const isSettingOf = (field: 'size' | 'advanced', path: string) =>
  path !== '' &&
  !elsewhere.includes(path.split('.')[0]) &&
  isSize(path) === (field === 'size');

/** The settings of a field: those the template lists for it, so that an installation can offer fewer; all if it lists none. */
export function settingsOfField(
  field: 'size' | 'advanced',
  schema: unknown,
): Setting[] {
  const listed = isValues(schema) ? settingsOf(schema) : [];
  if (listed.length > 0) return listed;
  const { properties } = environmentInputJsonSchema();
  return settingsOf({ properties }).filter(({ path }) =>
    isSettingOf(field, path),
  );
}
