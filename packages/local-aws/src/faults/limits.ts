import { z } from 'zod/v4';
import { HANDLER_ERROR_CODES } from './ResourceFailure';

export const glob = z.string().min(1);
const count = z.int().min(1);
const moment = z.number().min(0);

/** When a fault applies. Patterns may contain `*`; a missing field does not limit. */
export const limits = {
  /** Generated when missing. */
  id: z
    .string()
    .regex(
      /^[A-Za-z0-9._-]{1,64}$/,
      'must have 1 to 64 letters, digits, dots, dashes or underscores',
    )
    .optional(),
  region: glob.optional(),
  /** Name of a stack. */
  stack: glob.optional(),
  /** The maximum number of strikes. */
  times: count.optional(),
  /** The attempts it applies to, counted from 1. */
  attempts: z.array(count).min(1).optional(),
  /** The first attempt it applies to, counted from 1. */
  fromAttempt: count.optional(),
  /** Simulated seconds since local AWS was started. */
  from: moment.optional(),
  until: moment.optional(),
};

/** Limits of faults of calls. */
export const callLimits = {
  ...limits,
  /** Signing name: `cloudformation`, `ecs`, `monitoring` … */
  service: glob.optional(),
  /** API operation, such as `Describe*`. */
  operation: glob.optional(),
  /** Percentage of calls it applies to, chosen at random. */
  percent: z.number().gt(0).max(100).optional(),
  /** The same seed gives the same random choices. */
  seed: z.int().optional(),
};

/** Limits of faults of CloudFormation's operations on resources. */
export const resourceLimits = {
  ...limits,
  /** Logical id. */
  resource: glob.optional(),
  /** CloudFormation type. */
  type: glob.optional(),
};

/** Whether the fault strikes before or after the call takes effect. */
export const when = z.enum(['before', 'after']);

export const operations = z.enum(['create', 'update', 'delete']);

/** The phase of the stack operation. */
export const during = z.enum(['deploy', 'rollback', 'cleanup', 'delete']);

export const handlerErrorCode = z.enum(HANDLER_ERROR_CODES);

/** Real seconds: clients and their timeouts use real time. */
export const realSeconds = z.number().gt(0).max(3600);
