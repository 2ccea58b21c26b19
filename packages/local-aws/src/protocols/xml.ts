import { XMLBuilder } from 'fast-xml-parser';
import { type Fields, isFields } from '../world/values';

const builder = new XMLBuilder({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
});

/** An XML document with one root element. Keys that start with `@` are attributes. */
export function buildXml(root: string, content: Fields): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${builder.build({
    [root]: content,
  })}`;
}

/**
 * Converts an operation's output for `buildXml`: times in ISO 8601, absent members omitted, and each list item wrapped in the
 * element that `itemName` returns for the list's member name, or repeated without a wrapper when it returns none.
 */
export function xmlContent(
  value: unknown,
  itemName: (list: string) => string | undefined,
): unknown {
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  if (!isFields(value)) return value;
  const content: Fields = {};
  for (const [name, member] of Object.entries(value)) {
    if (member === undefined || member === null) continue;
    if (Array.isArray(member)) {
      const items = member.map(item => xmlContent(item, itemName));
      const wrapper = itemName(name);
      if (wrapper === undefined) content[name] = items;
      else content[name] = items.length ? { [wrapper]: items } : '';
    } else {
      content[name] = xmlContent(member, itemName);
    }
  }
  return content;
}
