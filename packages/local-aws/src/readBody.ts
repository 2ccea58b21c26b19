import type { IncomingMessage } from 'node:http';
import type { Http2ServerRequest } from 'node:http2';
import { AwsError } from './Service';

/** A request in whichever version of HTTP. */
export type Message = IncomingMessage | Http2ServerRequest;

const MIB = 1024 * 1024;
/** The most AWS takes in one call of any service but S3 is Kinesis's 10 MiB. */
const API_LIMIT = 10 * MIB;
/** Far under S3's own 5 GiB: objects are kept in memory, and templates and small files are all that is expected. */
const OBJECT_LIMIT = 64 * MIB;

/** @throws AwsError when the body is larger than the service takes. */
export async function readBody(
  message: Message,
  service: string | undefined,
): Promise<Buffer> {
  const limit = service === 's3' ? OBJECT_LIMIT : API_LIMIT;
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of message) {
    size += chunk.length;
    // What is too much is read and dropped: a client that is still sending does not listen.
    if (size <= limit) chunks.push(chunk);
  }
  if (size > limit) {
    throw service === 's3'
      ? new AwsError(
          'EntityTooLarge',
          `Your proposed upload exceeds the maximum allowed size of ${limit} bytes`,
        )
      : new AwsError(
          'RequestEntityTooLarge',
          `The request is ${size} bytes long; the limit is ${limit}.`,
          413,
        );
  }
  return Buffer.concat(chunks);
}
