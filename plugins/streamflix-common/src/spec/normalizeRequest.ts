import type { EnvironmentInput } from './EnvironmentSpec';
import { inputFromForm, type EnvironmentForm } from './inputFromForm';
import { describeUnreadable } from './inputBounds';
import { canonicalJson, sortKeys } from './values';

/**
 * The request as it is stored and compared: without blanks and sections of the form, with its account, keys in order. Two
 * requests mean the same exactly when their JSON is equal.
 *
 * An input that is too large to be read stays as it is: `resolveSpec` refuses it.
 *
 * @param account - the account the environment lives in, where the request names none
 */
export const normalizeRequest = (
  form: EnvironmentForm,
  account: string,
): EnvironmentInput =>
  describeUnreadable(form)
    ? form
    : (sortKeys({ ...inputFromForm(form), account }) as EnvironmentInput);

/** Whether two normalised requests ask for the same. */
export const isSameRequest = (a: EnvironmentInput, b: EnvironmentInput) =>
  canonicalJson(a) === canonicalJson(b);
