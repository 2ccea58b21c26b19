import { InputError } from '@backstage/errors';
import {
  environmentSpecSchema,
  titleOf,
} from '@streamflix/backstage-plugin-streamflix-common';
import { z } from 'zod/v4';

const { region, suffix } = environmentSpecSchema.shape;

const account = z
  .string()
  .regex(/^\d{12}$/, 'must be an AWS account id of 12 digits');

/** `default` stands for the account the caller does not know. */
const accountOrDefault = z
  .string()
  .regex(
    /^(\d{12}|default)$/,
    'must be an AWS account id of 12 digits, or default',
  );

/** Path of an environment that is known. */
export const environmentPath = z.object({ account, region, suffix });

/** Path of an environment that may come to be. */
export const suffixPath = z.object({
  account: accountOrDefault,
  region,
  suffix,
});

export const placePath = z.object({ account: accountOrDefault, region });

export const statusQuery = z.object({
  refresh: z.enum(['true', 'false'], 'must be true or false').optional(),
});

export const eventsQuery = z.object({
  cursor: z.string().min(1).max(4096).optional(),
});

export const secretsQuery = z.object({
  prefix: z.string().max(512).optional(),
});

/** What was asked for, or an `InputError` that says everything that is wrong with it. */
export function parse<T>(schema: z.ZodType<T>, given: unknown): T {
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  throw new InputError(
    parsed.error.issues
      .map(({ path, message }) => `${titleOf(path)} ${message}.`)
      .join(' '),
  );
}
