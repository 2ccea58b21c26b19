/** How a protocol writes times; most of AWS's JSON has seconds with a fraction. */
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
