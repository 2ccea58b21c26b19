import { z } from 'zod/v4';
import {
  environmentSpecSchema,
  type EnvironmentSpec,
} from '../EnvironmentSpec';

/** A value that cannot change once the environment exists. */
export interface FixedValue {
  /** Path in `EnvironmentSpec`, such as `network.cidr`. */
  path: string;
  title: string;
  /** What would have to be replaced, as a part of a sentence. */
  reason: string;
}

const entriesOf = (shape: object): [string, z.ZodType][] =>
  Object.entries(shape);

function collect(shape: object, prefix = ''): FixedValue[] {
  return entriesOf(shape).flatMap(([key, schema]) => {
    const path = `${prefix}${key}`;
    if (schema instanceof z.ZodObject) return collect(schema.shape, `${path}.`);
    const { title = path, fixed } = schema.meta() ?? {};
    return typeof fixed === 'string' ? [{ path, title, reason: fixed }] : [];
  });
}

/** Every value that can only be changed by replacement, as the schema marks them. */
export const fixedValues: readonly FixedValue[] = collect(
  environmentSpecSchema.shape,
);

/** Whether the database of the one is the database of the other: another kind is another database beside the first. */
export const keepsDatabase = (
  running: EnvironmentSpec,
  next: EnvironmentSpec,
) =>
  running.database.kind !== 'none' &&
  running.database.kind === next.database.kind;

const ofDatabase = new Set(['database.name', 'secrets.database']);

/** Whether a value is bound: those of a database are free while there is none to replace. */
export const isBound = (
  { path }: FixedValue,
  running: EnvironmentSpec,
  next: EnvironmentSpec,
) => !ofDatabase.has(path) || keepsDatabase(running, next);

/**
 * The values that are bound in an environment that runs.
 *
 * @param next - what it is to become, as far as that is known: another kind of database has values of its own
 */
export const boundValues = (
  running: EnvironmentSpec,
  next: EnvironmentSpec,
): FixedValue[] => fixedValues.filter(value => isBound(value, running, next));
