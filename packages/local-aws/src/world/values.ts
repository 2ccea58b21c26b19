/**
 * Narrowing of values whose shape is known only from AWS's documentation: request members and resource properties.
 *
 * CloudFormation accepts `"2"` for a number and `"true"` for a boolean, and the Query protocol always sends strings, so both
 * spellings are valid.
 */

export type Fields = Record<string, unknown>;

export function fieldsOf(value: unknown): Fields {
  return isFields(value) ? value : {};
}

export function isFields(value: unknown): value is Fields {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    !(value instanceof Date) &&
    !(value instanceof Uint8Array)
  );
}

/** The Query protocol sends an empty list as an empty string. */
export function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

export function stringOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value === '' ? undefined : value;
  return typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : undefined;
}

export function stringsOf(value: unknown): string[] {
  return listOf(value)
    .map(stringOf)
    .filter(item => item !== undefined);
}

export function numberOf(value: unknown): number | undefined {
  if (typeof value === 'number') return value;
  if (typeof value !== 'string' || value.trim() === '') return undefined;
  const number = Number(value);
  return Number.isFinite(number) ? number : undefined;
}

export function booleanOf(value: unknown): boolean | undefined {
  if (typeof value === 'boolean') return value;
  if (value === 'true') return true;
  return value === 'false' ? false : undefined;
}

/** A time as any of the protocols sends it: a `Date`, ISO 8601, or seconds since 1970. */
export function dateOf(value: unknown): Date | undefined {
  if (value instanceof Date) return value;
  const seconds = numberOf(value);
  if (seconds !== undefined) return new Date(seconds * 1000);
  const date = new Date(stringOf(value) ?? NaN);
  return Number.isNaN(date.getTime()) ? undefined : date;
}
