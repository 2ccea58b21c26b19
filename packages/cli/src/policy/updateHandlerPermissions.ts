import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { handlerCalls } from './handlerCalls';
import {
  readHandlerPermissions,
  type Handlers,
} from './readHandlerPermissions';

/*
 * `yarn tsx packages/cli/src/policy/updateHandlerPermissions.ts [directory]`: regenerates handlerPermissions.json, and what local AWS
 * authorizes from it and the tables next to it. The directory is the unpacked CloudformationSchema.zip of a region (CloudFormation CLI
 * User Guide, "Resource type schemas"); without one only local AWS's copy is regenerated.
 */
const path = require.resolve('./handlerPermissions.json');
const [, , directory] = process.argv;
const before: Handlers = JSON.parse(readFileSync(path, 'utf8'));
const types = Object.keys(before);
const found = directory ? readHandlerPermissions(directory, types) : before;
const renewed = Object.fromEntries(
  types.map(type => [type, found[type] ?? before[type]]),
);
writeFileSync(path, `${JSON.stringify(renewed, null, 2)}\n`);
writeFileSync(
  join(dirname(path), '../../../local-aws/src/iam/handlerCalls.json'),
  `${JSON.stringify(handlerCalls(renewed), null, 2)}\n`,
);
const missing = types.filter(type => !found[type]);
console.error(
  `${types.length - missing.length} of ${types.length} types renewed${
    missing.length > 0
      ? `; as before, since no schema was found: ${missing.join(', ')}`
      : ''
  }.`,
);
