import { z } from 'zod/v4';
import {
  environmentSpecSchema,
  type EnvironmentSpec,
} from '../EnvironmentSpec';

/**
 * A value that cannot change once the environment exists.
 *
 * @public
 */
export interface FixedValue {
  /** Path in `EnvironmentSpec`, such as `network.cidr`. */
  path: string;
  title: string;
  /** What would have to be replaced, as part of a sentence. */
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

/** Every value that can only change by replacement, as marked in the schema. */
export const fixedValues: readonly FixedValue[] = collect(
  environmentSpecSchema.shape,
);

/** Whether both specifications have the same database: another kind creates another database next to the first. */
export const isSameDatabase = (
  running: EnvironmentSpec,
  next: EnvironmentSpec,
) =>
  running.database.kind !== 'none' &&
  running.database.kind === next.database.kind;

const ofDatabase = new Set(['database.name', 'secrets.database']);

/** Whether a value is fixed: those of a database are free while there is none to replace. */
export const isBound = (
  { path }: FixedValue,
  running: EnvironmentSpec,
  next: EnvironmentSpec,
) => !ofDatabase.has(path) || isSameDatabase(running, next);

/**
 * The fixed values of a running environment.
 *
 * @param next - requested specification, as far as it is known: another kind of database has its own values
 * @public
 */
export const boundValues = (
  running: EnvironmentSpec,
  next: EnvironmentSpec,
): FixedValue[] => fixedValues.filter(value => isBound(value, running, next));
