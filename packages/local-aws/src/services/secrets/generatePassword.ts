import { randomInt } from 'node:crypto';
import { booleanOf, type Fields, numberOf, stringOf } from '../../world/values';

const SETS: Record<string, string> = {
  ExcludeLowercase: 'abcdefghijklmnopqrstuvwxyz',
  ExcludeUppercase: 'ABCDEFGHIJKLMNOPQRSTUVWXYZ',
  ExcludeNumbers: '0123456789',
  ExcludePunctuation: '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~',
};

/**
 * A random password by the rules of `GetRandomPassword`, which `GenerateSecretString` in a template uses too.
 *
 * @param rules `PasswordLength` (32 when missing), `ExcludeCharacters`, `IncludeSpace`, `RequireEachIncludedType` and the
 *   `Exclude…` of each set
 * @see https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetRandomPassword.html
 */
export function generatePassword(rules: Fields = {}): string {
  const length = numberOf(rules.PasswordLength) ?? 32;
  const excluded = new Set(stringOf(rules.ExcludeCharacters) ?? '');
  const sets = Object.entries(SETS)
    .filter(([rule]) => !booleanOf(rules[rule]))
    .map(([, characters]) => characters)
    .concat(booleanOf(rules.IncludeSpace) ? [' '] : [])
    .map(characters => [...characters].filter(each => !excluded.has(each)))
    .filter(characters => characters.length > 0);
  const all = sets.flat();
  const required =
    booleanOf(rules.RequireEachIncludedType) === false ? [] : sets;
  const password = required
    .slice(0, length)
    .map(pick)
    .concat(
      Array.from({ length: Math.max(0, length - required.length) }, () =>
        pick(all),
      ),
    );
  return shuffle(password).join('');
}

function pick(characters: readonly string[]): string {
  return characters[randomInt(characters.length)];
}

function shuffle(characters: string[]): string[] {
  for (let last = characters.length - 1; last > 0; last--) {
    const other = randomInt(last + 1);
    [characters[last], characters[other]] = [
      characters[other],
      characters[last],
    ];
  }
  return characters;
}
