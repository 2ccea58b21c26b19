import { randomBytes } from 'node:crypto';
import { generatePassword } from './generatePassword';

/** Names of the initial secrets of every region. Each process generates new random values. */
export const initialSecretNames = [
  'streamflix/database',
  'streamflix/database-replica',
  'streamflix/api-keys',
] as const;

export function initialSecretValue(
  name: (typeof initialSecretNames)[number],
): string {
  return name === 'streamflix/api-keys'
    ? JSON.stringify({
        contentApi: randomBytes(24).toString('hex'),
        metadataProvider: randomBytes(24).toString('hex'),
      })
    : JSON.stringify({
        username: `streamflix_${randomBytes(4).toString('hex')}`,
        // RDS refuses these in a master password.
        password: generatePassword({ ExcludeCharacters: '/@"\\\' ' }),
      });
}
