import { useEffect } from 'react';

/**
 * Keeps the form data of a field equal to a value that the field derives. The value must not depend on itself, or the form never
 * settles. Only this hook writes in an effect: a lint rule ensures it, and the tests count what it writes.
 *
 * @param isCurrent - whether the form data already equals the value
 */
export function useDerivedFormData<T>(
  value: T,
  isCurrent: boolean,
  onChange: (value: T) => void,
) {
  useEffect(() => {
    // eslint-disable-next-line no-restricted-syntax -- the one place
    if (!isCurrent) onChange(value);
  });
}
