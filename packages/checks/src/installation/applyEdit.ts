import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isMap, parse, parseDocument, type Document } from 'yaml';
import type { Block } from './InstallPage';

/** A block of the page that changes a file. */
export type Edit = Extract<Block, { kind: 'merge' | 'insert' }>;

/** Merges sections; lists and values are replaced. Comments of the file are kept. */
function mergeInto(document: Document, path: string[], value: unknown): void {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    document.setIn(path, value);
    return;
  }
  // `scaffolder:` without a value, as create-app writes it.
  if (path.length > 0 && !isMap(document.getIn(path))) {
    document.setIn(path, document.createNode({}));
  }
  for (const [key, child] of Object.entries(value)) {
    mergeInto(document, [...path, key], child);
  }
}

function merge(text: string, file: string, addition: string): string {
  const document = parseDocument(text || '{}');
  mergeInto(document, [], parse(addition));
  return file.endsWith('.json')
    ? `${JSON.stringify(document.toJS(), undefined, 2)}\n`
    : document.toString({ lineWidth: 0 });
}

function insert(text: string, edit: Extract<Edit, { kind: 'insert' }>): string {
  const lines = text.split('\n');
  const index = lines.findIndex(line => line.includes(edit.anchor));
  if (index < 0) {
    throw new Error(
      `${edit.file} has no line with “${edit.anchor}”, which line ${edit.line} of the page names.`,
    );
  }
  const start = edit.where === 'after' ? index + 1 : index;
  lines.splice(start, edit.where === 'at' ? 1 : 0, ...edit.text.split('\n'));
  return lines.join('\n');
}

/** Makes an edit of the page, as its reader would. @throws Error when the place is not found */
export function applyEdit(directory: string, edit: Edit): void {
  const path = join(directory, edit.file);
  const text = existsSync(path) ? readFileSync(path, 'utf8') : '';
  writeFileSync(
    path,
    edit.kind === 'merge'
      ? merge(text, edit.file, edit.text)
      : insert(text, edit),
  );
}
