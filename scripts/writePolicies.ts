import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { writePolicies } from '../packages/checks/src/policy/writePolicies';

/* `tsx scripts/writePolicies.ts <file>`: the policies of an installation, for local AWS; of both roles where EXECUTION_ROLE is set. */
const [, , path] = process.argv;
mkdirSync(dirname(path), { recursive: true });
writePolicies(path, { executionRole: !!process.env.EXECUTION_ROLE }).then(
  // The processes of the CDK would keep this one alive.
  () => process.exit(0),
  error => {
    console.error(error);
    process.exitCode = 1;
  },
);
