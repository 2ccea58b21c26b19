import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Returns another key at each call, like a process that assumes roles. */
const program = `
const { randomBytes } = require('node:crypto');
const AccessKeyId = 'ASIA' + randomBytes(8).toString('hex').toUpperCase();
console.log(JSON.stringify({ Version: 1, AccessKeyId, SecretAccessKey: 'local', SessionToken: AccessKeyId + 'session' }));
`;

/**
 * Configures a profile with refreshable credentials for the SDK in this process and its children.
 *
 * @returns its name, and a function that removes it
 */
export async function renewableCredentials(): Promise<{
  profile: string;
  forget(): Promise<void>;
}> {
  const directory = await mkdtemp(join(tmpdir(), 'streamflix-faults-'));
  const profile = 'renewable';
  const script = join(directory, 'credentials.js');
  const config = join(directory, 'config');
  await writeFile(script, program);
  await writeFile(
    config,
    `[profile ${profile}]\ncredential_process = "${process.execPath}" "${script}"\n`,
  );
  process.env.AWS_CONFIG_FILE = config;
  return {
    profile,
    forget: () => rm(directory, { recursive: true, force: true }),
  };
}
