import { isValues } from '@streamflix/backstage-plugin-streamflix-common/environment';
import type { Property } from './Property';
import { valuesBelow } from './references';

/** Entropy in bits per character, assuming independent characters. */
function entropy(text: string): number {
  const counts = new Map<string, number>();
  for (const character of text) {
    counts.set(character, (counts.get(character) ?? 0) + 1);
  }
  return [...counts.values()].reduce(
    (sum, count) =>
      sum - (count / text.length) * Math.log2(count / text.length),
    0,
  );
}

/** CloudFormation reads the secret itself when needed, and never shows it. */
const isDynamicReference = (value: unknown) =>
  typeof value === 'string' &&
  /^\{\{resolve:secretsmanager:[^:{}]+:SecretString:[^:{}]+\}\}$/.test(value);

/** Typical of tokens and keys: long, with upper and lower case letters and digits, and high entropy. */
const looksRandom = (word: string) =>
  word.length >= 20 &&
  /[a-z]/.test(word) &&
  /[A-Z]/.test(word) &&
  /\d/.test(word) &&
  entropy(word) > 4;

const knownForms = /AKIA[0-9A-Z]{16}|-----BEGIN|gh[pousr]_\w{20}|xox[abp]-/;

/** Templates contain only names of secrets, never values. */
export const secretValues: readonly Property[] = [
  {
    title: 'has no password, token or secret but by reference',
    violations: ({ environment: { resources } }) =>
      resources.flatMap(([id, { Properties }]) =>
        [...valuesBelow(Properties)]
          .filter(([value, keys]) => {
            const key = keys[keys.length - 1] ?? '';
            return (
              typeof value === 'string' &&
              /(password|authtoken|secretstring|accesskey|privatekey)$/i.test(
                key,
              ) &&
              !isDynamicReference(value)
            );
          })
          .map(([, keys]) => `${keys.join('.')} of ${id}`),
      ),
  },
  {
    title:
      'gives tasks the names of secrets in their environment, and lets ECS fill in the values',
    violations: ({ environment: { resources, spec } }) => {
      const names = [spec.secrets.database, ...spec.secrets.apiKeys];
      return resources.flatMap(([id, { Properties }]) =>
        [...valuesBelow(Properties)].flatMap(([value]) => {
          if (!isValues(value) || !('Name' in value && 'Value' in value)) {
            return [];
          }
          const { Name: variable, Value: content } = value;
          const isSecret = /PASSWORD|SECRET|TOKEN|KEY|USERNAME/.test(
            String(variable),
          );
          const isName =
            String(variable).endsWith('_SECRET_ID') &&
            (typeof content === 'object' || names.includes(String(content)));
          return isSecret && !isName ? [`${variable} of ${id}`] : [];
        }),
      );
    },
  },
  {
    title: 'holds no text that looks like a key, beyond what it was given',
    violations: ({ environment: { body, spec } }) => {
      const { Resources, Outputs } = body;
      const given = JSON.stringify([spec, Object.keys(Resources)]);
      return [...valuesBelow({ Resources, Outputs })].flatMap(([value]) => {
        if (typeof value !== 'string') return [];
        return [
          ...value
            .split(/[^A-Za-z0-9+=_-]+/)
            .filter(word => looksRandom(word) && !given.includes(word)),
          ...(knownForms.test(value) && !given.includes(value) ? [value] : []),
        ];
      });
    },
  },
];
