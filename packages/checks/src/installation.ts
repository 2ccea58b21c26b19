import { endProcess } from './endProcess';
import { installation } from './installation/installation';

/* `yarn installation`: follows docs/install.md in a new portal, from its creation to two replicas in production. */

installation()
  .then(code => {
    process.exitCode = code;
  })
  .catch(error => {
    console.error(error);
    process.exitCode = 1;
  })
  .finally(() => endProcess());
