/**
 * Makes external text safe for pages, logs and terminals: replaces control characters (including line breaks and escapes) and
 * characters that reverse the writing direction with spaces.
 *
 * @public
 */
export const printable = (text: string): string =>
  text.replace(/[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]+/gu, ' ');
