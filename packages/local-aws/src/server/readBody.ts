import type { IncomingMessage } from 'node:http';
import type { Http2ServerRequest } from 'node:http2';
import { AwsError } from '../protocols/Service';

/** A request of either HTTP version. */
export type Message = IncomingMessage | Http2ServerRequest;

const MIB = 1024 * 1024;
/** The largest request of any service except S3 is Kinesis's: 10 MiB. */
const API_LIMIT = 10 * MIB;
/** Much less than S3's 5 GiB: objects are kept in memory, and only templates and small files are expected. */
const OBJECT_LIMIT = 64 * MIB;

/** @throws AwsError when the body exceeds the service's limit. */
export async function readBody(
  message: Message,
  service: string | undefined,
): Promise<Buffer> {
  const limit = service === 's3' ? OBJECT_LIMIT : API_LIMIT;
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of message) {
    size += chunk.length;
    // The excess is read and discarded: a client does not read the response while it is still sending.
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
