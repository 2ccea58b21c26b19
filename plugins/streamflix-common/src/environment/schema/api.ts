import { z } from 'zod/v4';
import { flag, oneOf } from './fields';

export const api = z.strictObject({
  kind: oneOf(
    'API',
    ['none', 'rest', 'http'],
    'API Gateway in front of the service: REST, HTTP or none.',
  ),
  method: oneOf(
    'API method',
    ['GET', 'ANY'],
    'Method the API lets through to the service.',
  ),
  path: z
    .string()
    .regex(
      /^(?=.{1,255}$)(\/[\w.-]+)*\/([\w.-]+|\{[\w]+\+?\})$/,
      'must be a path such as /content or /{proxy+}, of at most 255 characters',
    )
    .meta({
      title: 'API path',
      description: 'Path the API lets through to the service.',
    }),
  tracing: flag(
    'X-Ray tracing',
    'Trace requests through the API with X-Ray. REST APIs only.',
  ),
});
