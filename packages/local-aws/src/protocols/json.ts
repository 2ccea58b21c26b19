import { AwsError } from './Service';
import { type Fields, isFields } from '../world/values';

/** How a protocol serializes times; most of AWS's JSON uses seconds with a fraction. */
export type TimestampFormat = 'epoch-seconds' | 'date-time';

export function toJson(content: unknown, timestamps: TimestampFormat): string {
  return JSON.stringify(content, function replace(this: unknown, key, value) {
    // `value` has already been through `toJSON`, which turns a Date into ISO 8601 and a Buffer into an object.
    const original: unknown = Object(this)[key];
    if (original instanceof Date && timestamps === 'epoch-seconds') {
      return original.getTime() / 1000;
    }
    if (original instanceof Uint8Array) {
      return Buffer.from(original).toString('base64');
    }
    return value;
  });
}

/** The input of an operation; empty without a body. */
export function parseObject(body: Buffer): Fields {
  if (!body.length) return {};
  try {
    const input: unknown = JSON.parse(body.toString('utf8'));
    if (isFields(input)) return input;
  } catch {
    // Handled below, like JSON that is not an object.
  }
  throw new AwsError(
    'SerializationException',
    'The request body is not a JSON object.',
  );
}
