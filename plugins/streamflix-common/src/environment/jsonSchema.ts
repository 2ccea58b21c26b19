import { z } from 'zod/v4';
import { environmentInputSchema } from './EnvironmentSpec';

/**
 * A JSON Schema object with properties, as plain data.
 *
 * @public
 */
export interface ObjectSchema {
  type: 'object';
  properties: Record<string, Record<string, unknown>>;
  required?: string[];
  additionalProperties?: unknown;
  [key: string]: unknown;
}

/**
 * The JSON Schema (draft 7) of `EnvironmentInput`, from which the form's fields and the actions' input are generated. Draft 7,
 * because both the scaffolder's form and its validator support it.
 *
 * @public
 */
export function environmentInputJsonSchema(): ObjectSchema {
  return z.toJSONSchema(environmentInputSchema, {
    io: 'input',
    target: 'draft-7',
  }) as ObjectSchema;
}
