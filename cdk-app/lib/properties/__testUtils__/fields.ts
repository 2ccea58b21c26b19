import { environmentInputJsonSchema } from '@streamflix/backstage-plugin-streamflix-common/spec';

/** The part of JSON Schema in which the specification is written. */
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

/** A value a person may give: its dotted path and what it may be. */
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

/** Every value of an environment, read from the schema: a new one is found by itself. */
export const fields: readonly Field[] = fieldsOf(inputSchema, '');

/** Who and where an environment is, and what it starts from: another value is another environment. */
const identity = ['suffix', 'region', 'blueprint', 'account'];

/** Values that may differ from one day to the next in the same environment. */
export const changeable: readonly string[] = fields
  .map(({ path }) => path)
  .filter(path => !identity.includes(path));

/** Values that only say how far a part may grow or shrink, and how fast. */
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
