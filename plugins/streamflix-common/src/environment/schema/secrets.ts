import { z } from 'zod/v4';
import { looksLikeSecretValue } from '../secretValue';
import { fixed } from './fields';

/** Characters Secrets Manager allows in names. */
const secretName = z
  .string()
  // Only the first reason is reported: a pasted value must not be reported as a malformed name.
  .refine(text => !/^\s*arn:/i.test(text), {
    error: 'must be the name of a secret, not its ARN',
    abort: true,
  })
  .refine(text => !looksLikeSecretValue(text), {
    error:
      'looks like a secret value. Enter the name of a secret in Secrets Manager',
    abort: true,
  })
  .regex(
    /^[A-Za-z0-9/_+=.@-]{1,512}$/,
    'must be the name of a secret in AWS Secrets Manager: letters, digits and /_+=.@-',
  );

export const secrets = z.strictObject({
  database: secretName
    .optional()
    .meta(
      fixed(
        'Database secret',
        'Name of an existing secret with username and password. Without one, RDS creates and rotates its own, unless the blueprint requires one.',
        'the master user comes from it, and the database would have to be replaced',
      ),
    ),
  apiKeys: z
    .array(secretName)
    .max(10)
    .refine(
      names => new Set(names).size === names.length,
      'must not name a secret twice',
    )
    .meta({
      title: 'API key secrets',
      description: 'Names of existing secrets the tasks may read.',
    }),
});
