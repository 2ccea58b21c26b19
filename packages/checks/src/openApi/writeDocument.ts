import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { format } from 'prettier';
import { routeList } from './routeList';
import { writeSchemas } from './writeSchemas';

const startOfList =
  '<!-- The list of the routes is written by `yarn docs:openapi`. -->';
const endOfList = '<!-- End of the list. -->';

/**
 * What is derived from the paths in the OpenAPI document of the routes: its schemas, and the list in docs/http-api.md.
 *
 * @param root - the root of the repository
 * @returns the texts of the files by their paths in the repository
 */
export async function writeDocument(
  root: string,
): Promise<Record<string, string>> {
  const documentPath = 'plugins/streamflix-backend/src/schema/openapi.yaml';
  const pagePath = 'docs/http-api.md';
  const document = await readFile(join(root, documentPath), 'utf8');
  const page = await readFile(join(root, pagePath), 'utf8');
  const [before, rest] = page.split(startOfList);
  const after = rest?.split(endOfList)[1];
  if (after === undefined) {
    throw new Error(
      `${pagePath} has no list between ${startOfList} and ${endOfList}.`,
    );
  }
  const markdown = `${before}${startOfList}\n\n${routeList(
    document,
  )}\n\n${endOfList}${after}`;
  return {
    [documentPath]: format(writeSchemas(document, root), {
      parser: 'yaml',
      singleQuote: true,
    }),
    [pagePath]: format(markdown, { parser: 'markdown', singleQuote: true }),
  };
}
