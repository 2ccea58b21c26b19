import { lstatSync, mkdirSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { SynthesisError } from './SynthesisError';

/**
 * Path of the built cdk-app, resolved as any package is, in the source tree, in tests and in production.
 *
 * @throws SynthesisError when it has not been built
 */
export function findSynth(
  resolve: (request: string) => string = require.resolve,
): string {
  try {
    return resolve('@streamflix/cdk-app/synth');
  } catch {
    throw new SynthesisError(
      'The CDK app has not been built, so no template can be made. Build it with: yarn workspace @streamflix/cdk-app build',
    );
  }
}

/**
 * Directory of Node's compile cache, which saves a fifth of each synthesis. Undefined unless only this user can write to it:
 * write access would allow others to run code.
 */
function compileCache(): string | undefined {
  try {
    const { uid } = userInfo();
    const path = join(tmpdir(), `streamflix-synth-${uid}`);
    mkdirSync(path, { recursive: true, mode: 0o700 });
    const found = lstatSync(path);
    const ours =
      found.isDirectory() &&
      // On Windows the temporary directory is per user, and there is no uid.
      (uid === -1 || (found.uid === uid && (found.mode & 0o077) === 0));
    return ours ? path : undefined;
  } catch {
    return undefined;
  }
}

/** Environment variables that the child inherits: in particular no credentials, which it does not need. */
const passedOn = ['PATH', 'HOME', 'TMPDIR', 'TEMP', 'TMP', 'SystemRoot', 'TZ'];

export function synthEnvironment(
  env: NodeJS.ProcessEnv = process.env,
): NodeJS.ProcessEnv {
  const passed = passedOn.filter(name => env[name] !== undefined);
  return {
    ...Object.fromEntries(passed.map(name => [name, env[name]])),
    NODE_COMPILE_CACHE: compileCache(),
  };
}
