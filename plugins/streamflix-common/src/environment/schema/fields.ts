import { z } from 'zod/v4';

/*
 * Titles are the form's labels, and problems use them. Messages are predicates that follow the title: "Suffix" + "must begin with
 * a letter".
 */

/** Metadata of a schema entry in addition to its type. */
export interface FieldMeta {
  title: string;
  description: string;
  /** Why the value cannot change once the environment exists, as part of a sentence: what would have to be replaced. */
  fixed?: string;
  [key: string]: unknown;
}

/** Metadata of a value that cannot change once the environment exists; the description states it too. */
export const fixed = (
  title: string,
  description: string,
  reason: string,
): FieldMeta => ({
  title,
  description: `${description} It cannot change later: ${reason}.`,
  fixed: reason,
});

export const whole = (
  title: string,
  min: number,
  max: number,
  description: string,
) => z.int().min(min).max(max).meta({ title, description });

export const oneOf = <const T extends readonly [string, ...string[]]>(
  title: string,
  values: T,
  description: string,
) => z.enum(values).meta({ title, description });

export const flag = (title: string, description: string) =>
  z.boolean().meta({ title, description });
