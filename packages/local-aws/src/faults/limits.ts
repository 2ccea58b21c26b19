import { z } from 'zod/v4';
import { HANDLER_ERROR_CODES } from '../cloudformation/resources/ResourceFailure';

export const glob = z.string().min(1);
const count = z.int().min(1);
const moment = z.number().min(0);

/** When any fault strikes. Patterns may hold `*`; what is missing limits nothing. */
export const limits = {
  /** Made up when missing. */
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
  /** How often it strikes at most. */
  times: count.optional(),
  /** The attempts it strikes, counted from 1. */
  attempts: z.array(count).min(1).optional(),
  /** The first attempt it strikes, counted from 1. */
  fromAttempt: count.optional(),
  /** Simulated seconds since local AWS was started. */
  from: moment.optional(),
  until: moment.optional(),
};

/** Limits of faults that strike calls. */
export const callLimits = {
  ...limits,
  /** Signing name: `cloudformation`, `ecs`, `monitoring` … */
  service: glob.optional(),
  /** API operation, such as `Describe*`. */
  operation: glob.optional(),
  /** How many of a hundred calls it strikes, by chance. */
  percent: z.number().gt(0).max(100).optional(),
  /** The same seed gives the same chance again. */
  seed: z.int().optional(),
};

/** Limits of faults that strike the work of CloudFormation on resources. */
export const resourceLimits = {
  ...limits,
  /** Logical id. */
  resource: glob.optional(),
  /** CloudFormation type. */
  type: glob.optional(),
};

/** Whether the effect of a call comes about before the fault strikes. */
export const when = z.enum(['before', 'after']);

export const operations = z.enum(['create', 'update', 'delete']);

/** What CloudFormation is doing to the stack while it works on the resource. */
export const during = z.enum(['deploy', 'rollback', 'cleanup', 'delete']);

export const handlerErrorCode = z.enum(HANDLER_ERROR_CODES);

/** Real seconds: clients and their time limits live in real time. */
export const realSeconds = z.number().gt(0).max(3600);
