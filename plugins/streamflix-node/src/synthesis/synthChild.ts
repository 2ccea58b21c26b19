import { lstatSync, mkdirSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { SynthesisError } from './SynthesisError';

/**
 * Path of the built cdk-app, found as any package is: in the source tree, in tests and in production alike.
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
 * A directory where Node keeps compiled code between syntheses, which saves a fifth of each; undefined when there is
 * none that only this user can write to, for whoever writes there decides what runs.
 */
function compileCache(): string | undefined {
  try {
    const { uid } = userInfo();
    const path = join(tmpdir(), `streamflix-synth-${uid}`);
    mkdirSync(path, { recursive: true, mode: 0o700 });
    const found = lstatSync(path);
    const ours =
      found.isDirectory() &&
      // Windows keeps its temporary directory per user and knows no uid.
      (uid === -1 || (found.uid === uid && (found.mode & 0o077) === 0));
    return ours ? path : undefined;
  } catch {
    return undefined;
  }
}

/** What the child gets of this process's environment: above all no credentials, which it has no use for. */
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
