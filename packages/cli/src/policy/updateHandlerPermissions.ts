import { readFileSync, writeFileSync } from 'node:fs';
import {
  readHandlerPermissions,
  type Handlers,
} from './readHandlerPermissions';

/*
 * `yarn tsx packages/cli/src/policy/updateHandlerPermissions.ts <directory>`: regenerates handlerPermissions.json. The directory is
 * the unpacked CloudformationSchema.zip of a region (CloudFormation CLI User Guide, "Resource type schemas").
 */
const path = require.resolve('./handlerPermissions.json');
const [, , directory = '.'] = process.argv;
const before: Handlers = JSON.parse(readFileSync(path, 'utf8'));
const types = Object.keys(before);
const found = readHandlerPermissions(directory, types);
const renewed = Object.fromEntries(
  types.map(type => [type, found[type] ?? before[type]]),
);
writeFileSync(path, `${JSON.stringify(renewed, null, 2)}\n`);
const missing = types.filter(type => !found[type]);
console.error(
  `${types.length - missing.length} of ${types.length} types renewed${
    missing.length > 0
      ? `; as before, since no schema was found: ${missing.join(', ')}`
      : ''
  }.`,
);
