import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { writeDocument } from './openApi/writeDocument';

/* `yarn docs:openapi`: writes the schemas of the OpenAPI document and the list in docs/http-api.md. */
const root = join(
  dirname(createRequire(__filename).resolve('@streamflix/checks/package.json')),
  '../..',
);

writeDocument(root).then(
  files => {
    for (const [path, text] of Object.entries(files)) {
      writeFileSync(join(root, path), text);
    }
  },
  error => {
    console.error(error.message);
    process.exitCode = 1;
  },
);
