import { InputError } from '@backstage/errors';
import {
  environmentSpecSchema,
  logSources,
  titleOf,
} from '@streamflix/backstage-plugin-streamflix-common';
import { z } from 'zod/v4';

const { region, suffix } = environmentSpecSchema.shape;

const account = z
  .string()
  .regex(/^\d{12}$/, 'must be an AWS account id of 12 digits');

/** `default` is the account when the caller does not know it. */
const accountOrDefault = z
  .string()
  .regex(
    /^(\d{12}|default)$/,
    'must be an AWS account id of 12 digits, or default',
  );

/** Path parameters of an environment. */
export const environmentPath = z.object({ account, region, suffix });

/** Path parameters of a log of an environment. */
export const logPath = z.object({
  source: z.enum(logSources, 'must be service, worker or api'),
});

/** Path parameter of an operation: our id, with or without its step, or one of CloudFormation. */
export const operationPath = z.object({
  id: z
    .string()
    .regex(
      /^((deploy|destroy|clear|recover)-)?[0-9a-f]{32}$|^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
      'must be the id of an operation',
    ),
});

export const cancelBody = z.object({
  state: z
    .string('must be the state of the operation')
    .regex(/^[A-Za-z0-9_-]{1,4096}$/, 'must be the state of the operation'),
});

/** Path parameters of an environment that may be created. */
export const suffixPath = z.object({
  account: accountOrDefault,
  region,
  suffix,
});

export const targetPath = z.object({ account: accountOrDefault, region });

/** The review of a deployment: the form's values; the environment itself is in the path. */
export interface ReviewRequest {
  operation: 'create' | 'change';
  values: Record<string, unknown>;
  skipResources?: string[];
}

/** Body of a new review. Its values are checked as every request for a deployment. */
export const reviewBody: z.ZodType<ReviewRequest> = z.strictObject({
  operation: z.enum(['create', 'change'], 'must be create or change'),
  values: z.record(z.string(), z.unknown(), 'must be the values of the form'),
  skipResources: z
    .array(
      z.string().regex(/^[A-Za-z0-9]{1,255}$/, 'must be logical ids'),
      'must be a list',
    )
    .max(500, 'must have at most 500 entries')
    .optional(),
});

export const reviewQuery = z.object({
  changeSetArn: z
    .string('must be given')
    .regex(
      /^arn:[a-z-]+:cloudformation:[a-z0-9-]+:\d{12}:changeSet\/[A-Za-z0-9-]{1,128}\/[A-Za-z0-9-]{1,64}$/,
      'must be the ARN of a change set',
    ),
});

export const statusQuery = z.object({
  alarms: z.enum(['true', 'false'], 'must be true or false').optional(),
  refresh: z.enum(['true', 'false'], 'must be true or false').optional(),
});

export const accountQuery = z.object({
  environments: z.coerce
    .number('must be a number')
    .int('must be a whole number')
    .min(1, 'must be at least 1')
    .max(1000, 'must be at most 1000')
    .default(1),
});

export const eventsQuery = z.object({
  cursor: z
    .string()
    .regex(/^[A-Za-z0-9_-]{1,4096}$/, 'must be one that a page of events gave')
    .optional(),
});

/** The parsed request. Throws an `InputError` with every problem; its message repeats none of the input. */
export function parse<T>(schema: z.ZodType<T>, given: unknown): T {
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  throw new InputError(
    parsed.error.issues
      .map(({ path, message }) => `${titleOf(path)} ${message}.`)
      .join(' '),
  );
}
