import { environmentInputJsonSchema } from '@streamflix/backstage-plugin-streamflix-common/environment';

/** The part of JSON Schema that the specification uses. */
export interface Schema {
  type?: string;
  enum?: readonly unknown[];
  minimum?: number;
  maximum?: number;
  multipleOf?: number;
  pattern?: string;
  minLength?: number;
  maxLength?: number;
  items?: Schema;
  maxItems?: number;
  properties?: Record<string, Schema>;
  required?: readonly string[];
  propertyNames?: Schema;
  additionalProperties?: Schema | boolean;
  maxProperties?: number;
  /** Why the value cannot change once the environment exists. */
  fixed?: string;
}

/** A value a user may set: its dotted path and schema. */
export interface Field {
  readonly path: string;
  readonly schema: Schema;
}

export const inputSchema = environmentInputJsonSchema() as Schema;

function fieldsOf(schema: Schema, prefix: string): Field[] {
  return Object.entries(schema.properties ?? {}).flatMap(([key, inner]) =>
    inner.properties
      ? fieldsOf(inner, `${prefix}${key}.`)
      : [{ path: prefix + key, schema: inner }],
  );
}

/** Every value of an environment, read from the schema: new ones are included automatically. */
export const fields: readonly Field[] = fieldsOf(inputSchema, '');

/** Identity, target and blueprint of an environment: another value is another environment. */
const identity = ['suffix', 'region', 'blueprint', 'account'];

/** Values that can change in an existing environment. */
export const changeable: readonly string[] = fields
  .map(({ path }) => path)
  .filter(path => !identity.includes(path));

/** Values that only limit how far and how fast a component scales. */
export const scalingLimits: readonly string[] = [
  ...['service', 'worker'].flatMap(part =>
    [
      'minTasks',
      'maxTasks',
      'cpuTarget',
      'scaleInCooldown',
      'scaleOutCooldown',
    ].map(limit => `${part}.${limit}`),
  ),
  'worker.iteratorAgeTarget',
  'database.minCapacity',
  'database.maxCapacity',
  'database.instances',
  'cache.nodes',
  'cache.maxStorageGiB',
  'cache.maxEcpu',
  'stream.shards',
];
