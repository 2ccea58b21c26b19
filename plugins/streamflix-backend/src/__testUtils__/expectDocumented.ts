import Ajv2020 from 'ajv/dist/2020';
import type { Response } from 'supertest';
import { readOpenApi } from '../http/readOpenApi';

interface Operation {
  responses: Record<
    string,
    { $ref?: string; content?: { 'application/json': { schema: object } } }
  >;
}

const document = readOpenApi() as {
  paths: Record<string, Record<string, Operation>>;
};
const ajv = new Ajv2020({ strict: false, validateFormats: false });
ajv.addSchema(document, 'openapi');

const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({
    method: method.toUpperCase(),
    path,
    pattern: new RegExp(
      `/api/streamflix${path.replace(/\{\w+\}/g, '[^/]+')}(\\?.*)?$`,
    ),
    operation,
  })),
);

/** The JSON Pointer of a part of the document. */
const pointer = (...keys: string[]) =>
  `openapi#/${keys
    .map(key =>
      encodeURIComponent(key.replace(/~/g, '~0').replace(/\//g, '~1')),
    )
    .join('/')}`;

/**
 * For supertest's `expect`: the answer is one that the OpenAPI document describes.
 *
 * @throws Error, if the route is not in the document or the answer is not as described
 */
export function expectDocumented(response: Response): void {
  const { method, url } = response.request;
  const found = operations.find(
    each => each.method === method && each.pattern.test(url),
  );
  if (!found) throw new Error(`No path of openapi.yaml is ${method} ${url}.`);
  const { path, operation } = found;
  const isDescribed = String(response.status) in operation.responses;
  if (!isDescribed && response.status < 400) {
    throw new Error(
      `${path} of openapi.yaml has no status ${response.status}.`,
    );
  }
  const schema = isDescribed
    ? pointer(
        'paths',
        path,
        method.toLowerCase(),
        'responses',
        String(response.status),
        'content',
        'application/json',
        'schema',
      )
    : pointer(
        'components',
        'responses',
        'Error',
        'content',
        'application/json',
        'schema',
      );
  if (!ajv.validate(schema, response.body)) {
    throw new Error(
      `The answer of ${method} ${url} is not as in openapi.yaml: ${ajv.errorsText()}`,
    );
  }
}
