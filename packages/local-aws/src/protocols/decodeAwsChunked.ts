import { AwsError } from './Service';

/**
 * Removes the framing of a body that S3 clients sign in chunks: `<hex length>[;chunk-signature=…]\r\n<bytes>\r\n`, ended by a
 * chunk of length 0 and trailers, which are not verified.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html
 */
export function decodeAwsChunked(body: Buffer): Buffer {
  const chunks: Buffer[] = [];
  let position = 0;
  for (;;) {
    const lineEnd = body.indexOf('\r\n', position);
    const header = body.toString('latin1', position, Math.max(lineEnd, 0));
    const length = /^[0-9a-f]+/i.exec(header)?.[0];
    if (lineEnd < 0 || length === undefined) {
      throw new AwsError(
        'IncompleteBody',
        'The request body terminated unexpectedly',
      );
    }
    const size = parseInt(length, 16);
    if (size === 0) return Buffer.concat(chunks);
    const start = lineEnd + 2;
    if (start + size > body.length) {
      throw new AwsError(
        'IncompleteBody',
        'The request body terminated unexpectedly',
      );
    }
    chunks.push(body.subarray(start, start + size));
    position = start + size + 2;
  }
}
