import { z } from 'zod/v4';
import type { Behaviour } from './Behaviour';

/** One kind of fault: what may be said of it, and what it does. */
export interface FaultKind<Schema extends z.ZodObject = z.ZodObject> {
  readonly name: string;
  readonly schema: Schema;
  /**
   * @param definition checked by the schema before
   * @param inForceSince simulated second since local AWS was started
   */
  behaviour(definition: unknown, inForceSince: number): Behaviour;
}

/** @param behave what a fault does, from its fields and the moment it comes into force */
export function defineFault<Schema extends z.ZodObject>(
  name: string,
  schema: Schema,
  behave: (fault: z.output<Schema>, inForceSince: number) => Behaviour,
): FaultKind<Schema> {
  return {
    name,
    schema,
    behaviour: (definition, inForceSince) =>
      behave(schema.parse(definition), inForceSince),
  };
}
