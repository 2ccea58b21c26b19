import { environmentInputJsonSchema } from '@streamflix/backstage-plugin-streamflix-common';
import { isMap, isScalar, parseDocument, type Node } from 'yaml';

interface Schema {
  type?: string;
  properties?: Record<string, Schema>;
  additionalProperties?: Schema;
}

/** The text of a file; it names an encoding other than UTF-8 instead of reading it wrongly. */
export function decodeUtf8(name: string, bytes: Uint8Array): string {
  const [first, second] = bytes;
  const isUtf16 =
    (first === 0xff && second === 0xfe) ||
    (first === 0xfe && second === 0xff) ||
    // Without a byte order mark: every second byte of ASCII text is 0.
    (bytes.length > 1 && (first === 0) !== (second === 0));
  if (isUtf16) {
    throw new Error(`${name} is encoded in UTF-16. Save it as UTF-8.`);
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new Error(`${name} is not encoded in UTF-8. Save it as UTF-8.`);
  }
}

/** Restores the text of unquoted values that YAML reads as numbers, where the field is a text: 16 is "16", and 15.10 is not 15.1. */
function restoreTexts(node: Node | null | undefined, schema?: Schema) {
  if (!isMap<Node, Node>(node)) return;
  for (const { key, value } of node.items) {
    const name = isScalar(key) ? String(key.value) : '';
    const properties = schema?.properties ?? {};
    const field = Object.hasOwn(properties, name)
      ? properties[name]
      : schema?.additionalProperties;
    if (isScalar(value) && field?.type === 'string') {
      if (typeof value.value === 'number') {
        value.value = value.source ?? String(value.value);
      }
    } else {
      restoreTexts(value, field);
    }
  }
}

/**
 * Parses a specification file: YAML, of which JSON is a part.
 *
 * @throws Error with the first problem of its syntax
 */
export function parseSpecFile(text: string): unknown {
  const document = parseDocument(text);
  const [error] = document.errors;
  if (error) throw error;
  restoreTexts(document.contents, environmentInputJsonSchema() as Schema);
  return document.toJS();
}
