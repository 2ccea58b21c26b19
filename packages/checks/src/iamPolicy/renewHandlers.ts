import { readFileSync, writeFileSync } from 'node:fs';
import { readHandlers, type Handlers } from './readHandlers';

/*
 * `yarn tsx packages/checks/src/iamPolicy/renewHandlers.ts <directory>`: regenerates handlerPermissions.json. The directory is
 * the unpacked CloudformationSchema.zip of a region (CloudFormation CLI User Guide, "Resource type schemas").
 */
const path = require.resolve('./handlerPermissions.json');
const [, , directory = '.'] = process.argv;
const before: Handlers = JSON.parse(readFileSync(path, 'utf8'));
const types = Object.keys(before);
const found = readHandlers(directory, types);
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
