import { isValues, type Values } from './values';

/**
 * The input with versions that are whole numbers as texts: YAML reads an unquoted `version: 16` as a number. A fraction stays a
 * number, and is refused: 15.1 may have been written 15.10.
 */
export function acceptVersionNumbers(input: Values): Values {
  const accepted = { ...input };
  for (const section of ['database', 'cache']) {
    const values = input[section];
    if (isValues(values) && Number.isInteger(values.version)) {
      accepted[section] = { ...values, version: String(values.version) };
    }
  }
  return accepted;
}
