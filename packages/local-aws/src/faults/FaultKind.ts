import { z } from 'zod/v4';
import type { Behaviour } from './Behaviour';

/** One kind of fault: its fields and its effects. */
export interface FaultKind<Schema extends z.ZodObject = z.ZodObject> {
  readonly name: string;
  readonly schema: Schema;
  /**
   * @param definition already checked by the schema
   * @param inForceSince simulated second since local AWS was started
   */
  behaviour(definition: unknown, inForceSince: number): Behaviour;
}

/** @param behave the effects of a fault, from its fields and the moment it becomes active */
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
