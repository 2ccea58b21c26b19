import type { EnvironmentInput } from './EnvironmentSpec';
import { inputFromForm, type EnvironmentForm } from './inputFromForm';
import { isValues } from './values';

/** The same value with the keys of every object in order. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isValues(value)) return value;
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .filter(key => value[key] !== undefined)
      .map(key => [key, sorted(value[key])]),
  );
}

/**
 * The request as it is stored and compared: without blanks and sections of the form, with its account, keys in order. Two
 * requests mean the same exactly when their JSON is equal.
 *
 * @param account - the account the environment lives in, where the request names none
 */
export const normalizeRequest = (
  form: EnvironmentForm,
  account: string,
): EnvironmentInput =>
  sorted({ ...inputFromForm(form), account }) as EnvironmentInput;

/** Whether two normalised requests ask for the same. */
export const isSameRequest = (a: EnvironmentInput, b: EnvironmentInput) =>
  JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));
