import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gzip, gzipSync } from 'node:zlib';
import type { Request, Response } from 'express';

/** A serialized response. */
interface Body {
  etag: string;
  plain: Buffer;
  zipped: Buffer;
}

const gzipAsync = promisify(gzip);

/** Bytes up to which compressing synchronously takes less time than handing it to another thread. */
const syncCompressionLimit = 32 * 1024;

async function bodyOf(value: object): Promise<Body> {
  const plain = Buffer.from(JSON.stringify(value));
  const hash = createHash('sha1').update(plain).digest('base64url');
  return {
    etag: `W/"${hash}"`,
    plain,
    zipped:
      plain.length > syncCompressionLimit
        ? await gzipAsync(plain)
        : gzipSync(plain),
  };
}

/**
 * Responses that are serialized and compressed once for each version of what they are made of, for all callers who may read the
 * same. The middleware of the HTTP server would compress each response again.
 */
export class JsonResponses {
  /** By source: a source is never changed, a new version is a new object. */
  readonly #bodies = new WeakMap<object, Map<string, Promise<Body>>>();

  /** @param view - what callers may read of it, with a key for those who may read the same */
  async send<T extends object>(
    request: Request,
    response: Response,
    source: T,
    view: { key: string; of: (source: T) => object } = {
      key: '',
      of: whole => whole,
    },
  ): Promise<void> {
    const bodies = this.#bodies.get(source) ?? new Map<string, Promise<Body>>();
    this.#bodies.set(source, bodies);
    const body = bodies.get(view.key) ?? bodyOf(view.of(source));
    bodies.set(view.key, body);
    const { etag, plain, zipped } = await body;
    response.type('json').set('ETag', etag).vary('Accept-Encoding');
    if (!request.acceptsEncodings('gzip')) {
      response.send(plain);
      return;
    }
    response.set('Content-Encoding', 'gzip').send(zipped);
  }
}
