import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { writeDocument } from './writeDocument';

const root = resolve(__dirname, '../../../..');

it('the OpenAPI document and the page of the HTTP API are what `yarn docs:openapi` writes', async () => {
  const files = await writeDocument(root);
  expect(Object.keys(files)).toHaveLength(2);
  for (const [path, text] of Object.entries(files)) {
    expect(readFileSync(join(root, path), 'utf8')).toBe(text);
    // A schema without a name of its own is named after its place in a file.
    expect(text).not.toMatch(/\bdef-/);
  }
}, 120_000);
