import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { EnvironmentList } from '@streamflix/backstage-plugin-streamflix-common';
import type { Request, Response } from 'express';
import type { ReadDecision } from '../permissions/EnvironmentAuthorizer';

/** A serialized response. */
interface Body {
  etag: string;
  plain: Buffer;
  zipped: Buffer;
}

const zip = promisify(gzip);

async function bodyOf(
  list: EnvironmentList,
  { mayRead }: ReadDecision,
): Promise<Body> {
  const plain = Buffer.from(
    JSON.stringify({ ...list, items: list.items.filter(mayRead) }),
  );
  const hash = createHash('sha1').update(plain).digest('base64url');
  return { etag: `W/"${hash}"`, plain, zipped: await zip(plain) };
}

/**
 * Responses with the list of environments: filtered, serialized and compressed once for each version of the list and decision, for
 * all callers who may read the same.
 */
export class ListResponses {
  /** Lists are never changed: another version is another object. */
  readonly #bodies = new WeakMap<EnvironmentList, Map<string, Promise<Body>>>();

  async send(
    request: Request,
    response: Response,
    list: EnvironmentList,
    decision: ReadDecision,
  ): Promise<void> {
    const bodies = this.#bodies.get(list) ?? new Map<string, Promise<Body>>();
    this.#bodies.set(list, bodies);
    const body = bodies.get(decision.key) ?? bodyOf(list, decision);
    bodies.set(decision.key, body);
    const { etag, plain, zipped } = await body;
    response.type('json').set('ETag', etag).vary('Accept-Encoding');
    if (!request.acceptsEncodings('gzip')) {
      response.send(plain);
      return;
    }
    response.set('Content-Encoding', 'gzip').send(zipped);
  }
}
