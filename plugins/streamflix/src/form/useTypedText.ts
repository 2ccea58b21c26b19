import { useState } from 'react';

const isSame = (a: unknown, b: unknown) =>
  JSON.stringify(a) === JSON.stringify(b);

/**
 * The text of a field. The typed text is kept as long as it means the value, so that "1." can become "1.5"; spaces around it
 * disappear when the user leaves the field.
 *
 * @param valueIn - what a text means, without the spaces around it
 * @param fallback - the text of a field without a value
 */
export function useTypedText<T>(props: {
  value: T | undefined;
  fallback: string;
  textOf(value: T): string;
  valueIn(text: string): T;
  onChange(value: T | undefined): void;
}) {
  const { value, fallback, textOf, valueIn, onChange } = props;
  const given = value === undefined ? fallback : textOf(value);
  const [text, setText] = useState(given);
  const trimmed = text.trim();
  // An emptied field resets to the fallback, and stays empty until the user types.
  const isMeant =
    isSame(valueIn(trimmed), valueIn(given)) ||
    (value === undefined && trimmed === '');
  const shown = isMeant ? text : given;
  return {
    shown,
    enter: (entered: string) => {
      if (entered === shown) return;
      setText(entered);
      const meant = entered.trim();
      onChange(meant === '' ? undefined : valueIn(meant));
    },
    leave: () => setText(shown.trim()),
  };
}
