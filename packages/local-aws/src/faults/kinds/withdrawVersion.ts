import { z } from 'zod/v4';
import { defineFault } from '../FaultKind';
import { matchesGlob } from '../glob';
import { glob, limits } from '../limits';

const { id, region, times, from, until } = limits;

/** A version of a database or cache is no longer offered. Existing resources continue to run it. */
export const withdrawVersion = defineFault(
  'withdraw-version',
  z.strictObject({
    kind: z.literal('withdraw-version'),
    engine: glob,
    version: glob,
    id,
    region,
    times,
    from,
    until,
  }),
  fault => ({
    withdraws: (engine, version) =>
      matchesGlob(fault.engine, engine) && matchesGlob(fault.version, version),
  }),
);
