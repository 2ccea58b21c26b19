import type { EnvironmentInput } from './EnvironmentSpec';
import { inputFromForm, type EnvironmentForm } from './inputFromForm';
import { describeUnreadable } from './inputBounds';
import { canonicalJson, sortKeys } from './values';

/**
 * The request as it is stored and compared: without the form's blanks and sections, with its account, with sorted keys. Two
 * requests are equivalent exactly when their JSON is equal.
 *
 * An input that is too large to read is returned unchanged: `resolveSpec` refuses it.
 *
 * @param account - the environment's account, used when the request names none
 * @public
 */
export const normalizeRequest = (
  form: EnvironmentForm,
  account: string,
): EnvironmentInput =>
  describeUnreadable(form)
    ? form
    : (sortKeys({ ...inputFromForm(form), account }) as EnvironmentInput);

/**
 * Whether two normalised requests are equivalent.
 *
 * @public
 */
export const isSameRequest = (a: EnvironmentInput, b: EnvironmentInput) =>
  canonicalJson(a) === canonicalJson(b);
