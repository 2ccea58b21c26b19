import { type Fields, isFields } from '../world/values';

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};

/** Quotes stay as they are in an element, as in AWS's responses: a template contains thousands. */
const escapeText = (value: unknown) =>
  String(value).replace(/[&<>]/g, character => entities[character]);

const escapeAttribute = (value: unknown) =>
  String(value).replace(/[&<>"]/g, character => entities[character]);

/** An element, or one for each item of a list. Keys that start with `@` are attributes. */
function buildElement(name: string, content: unknown): string {
  if (content === undefined || content === null) return '';
  if (Array.isArray(content)) {
    return content.map(item => buildElement(name, item)).join('');
  }
  if (!isFields(content)) return `<${name}>${escapeText(content)}</${name}>`;
  let attributes = '';
  let children = '';
  for (const [key, value] of Object.entries(content)) {
    if (key.startsWith('@')) {
      attributes += ` ${key.slice(1)}="${escapeAttribute(value)}"`;
    } else {
      children += buildElement(key, value);
    }
  }
  return `<${name}${attributes}>${children}</${name}>`;
}

/** An XML document with one root element. */
export const buildXml = (root: string, content: Fields): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n${buildElement(root, content)}`;

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
