import type { Values } from '@streamflix/backstage-plugin-streamflix-common';

/**
 * A kind of secret of an environment.
 *
 * @public
 */
export type SecretField = 'database' | 'apiKeys';

/**
 * The form data of secrets: names of usable secrets, and never any other text, because form data ends up in URLs, tasks and logs.
 *
 * @public
 */
export interface SecretsFormData {
  database?: string;
  apiKeys?: string[];
  /** Fields whose text is not such a name. The form does not continue while this mark is set; the text stays in the field. */
  unlisted?: SecretField[];
}

/** The form data without the mark, as the actions take it. */
export const withoutMark = <T extends Values | SecretsFormData>({
  unlisted: _,
  ...names
}: T & { unlisted?: unknown }): Omit<T, 'unlisted'> => names;

/** Content of one text field. */
export interface SecretEntry {
  text: string;
  /** The text was not the name of a secret, and was discarded when the user left the page. */
  isDiscarded?: boolean;
}

export interface SecretEntries {
  database: SecretEntry;
  apiKeys: SecretEntry[];
}

type Names = Omit<SecretsFormData, 'unlisted'>;

const nameIn = ({ text }: SecretEntry) => text.trim();

const textsIn = (value: unknown) =>
  [value].flat().filter((text): text is string => typeof text === 'string');

/** Initial content of the text fields. @param running - names that the environment uses now, if one is changed */
export function entriesOf(
  formData: SecretsFormData | undefined,
  running?: Names,
): SecretEntries {
  const { database, apiKeys, unlisted } = { ...running, ...formData };
  const isMarked = (field: SecretField) => textsIn(unlisted).includes(field);
  const keys: SecretEntry[] = textsIn(apiKeys).map(text => ({ text }));
  if (isMarked('apiKeys')) keys.push({ text: '', isDiscarded: true });
  return {
    database: isMarked('database')
      ? { text: '', isDiscarded: true }
      : { text: textsIn(database)[0] ?? '' },
    apiKeys: keys.length > 0 ? keys : [{ text: '' }],
  };
}

/** Whether a text field has content that cannot be used. */
export const isUnlisted = (
  entry: SecretEntry,
  isUsable: (name: string) => boolean,
): boolean =>
  Boolean(entry.isDiscarded) ||
  (nameIn(entry) !== '' && !isUsable(nameIn(entry)));

/** Form data for the content of the text fields. For a running environment, unchanged names are left out. */
export function secretsOf(
  { database, apiKeys }: SecretEntries,
  isUsable: (name: string) => boolean,
  running?: Names,
): SecretsFormData {
  const names = (entries: SecretEntry[]) =>
    entries.map(nameIn).filter(name => name !== '' && isUsable(name));
  const [name] = names([database]);
  const keys = names(apiKeys);
  const unlisted: SecretField[] = [];
  if (isUnlisted(database, isUsable)) unlisted.push('database');
  if (apiKeys.some(entry => isUnlisted(entry, isUsable))) {
    unlisted.push('apiKeys');
  }
  const hasKeys = running
    ? String(keys) !== String(running.apiKeys ?? [])
    : keys.length > 0;
  return {
    ...(name && name !== running?.database && { database: name }),
    ...(hasKeys && { apiKeys: keys }),
    ...(unlisted.length > 0 && { unlisted }),
  };
}

/** Whether two are equal. In the form of a new environment, no list equals an empty list. */
export function isSameSecrets(
  a: SecretsFormData | undefined,
  b: SecretsFormData | undefined,
  running?: Names,
): boolean {
  const [one, other] = [a, b].map(secrets =>
    JSON.stringify([
      secrets?.database ?? '',
      secrets?.apiKeys ?? (running ? null : []),
      secrets?.unlisted ?? [],
    ]),
  );
  return one === other;
}
